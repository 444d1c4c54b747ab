"""Every kind of mail in every language, written to a folder to be looked at: made by the real drafting code."""

from kamfield.demo.gallery.frames import hang

__all__ = ["hang"]

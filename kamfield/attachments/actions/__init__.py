"""What can be done with attachments and with the uploads that bring their bytes."""

from kamfield.attachments.actions.attachments import add, change, delete

__all__ = ["add", "change", "delete"]

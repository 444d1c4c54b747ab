"""The doors to the world: mail, maps and files, each with a real and a silent one."""

from dataclasses import dataclass

from kamfield.outside.files import Files, MemoryFiles
from kamfield.outside.mail import Mail, SilentMail
from kamfield.outside.maps import Maps, SilentMaps

__all__ = ["Outside", "SilentOutside", "silent"]


@dataclass(frozen=True)
class Outside:
    """Everything a background function may use to reach beyond the database."""

    mail: Mail
    maps: Maps
    files: Files


@dataclass(frozen=True)
class SilentOutside(Outside):
    """Reaches nobody, and can be asked what it was told (``mail.sent``, ``maps.asked``)."""

    mail: SilentMail
    maps: SilentMaps
    files: MemoryFiles


def silent() -> SilentOutside:
    """A fresh set of silent doors: an empty out-tray, a blank map, no files."""
    return SilentOutside(mail=SilentMail(), maps=SilentMaps({}), files=MemoryFiles())

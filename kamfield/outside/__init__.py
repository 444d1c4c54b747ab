"""The doors to the world: mail, messengers, maps and files, each with a real and a silent one."""

from dataclasses import dataclass, field

from kamfield.outside import s3_url
from kamfield.outside.files import DiskFiles, Files, MemoryFiles
from kamfield.outside.mail import FolderMail, Mail, SilentMail, SmtpMail
from kamfield.outside.maps import GeopyMaps, Maps, SilentMaps
from kamfield.outside.messengers import Messengers, SilentMessengers, WebMessengers
from kamfield.settings import Settings

__all__ = ["Outside", "SilentOutside", "files_of", "outside_of", "silent"]


@dataclass(frozen=True)
class Outside:
    """Everything a background function may use to reach beyond the database.

    `public_url` is the address that links begin with; what proves itself by its address is signed with `secret_key`.
    """

    public_url: str
    mail: Mail
    maps: Maps
    files: Files
    secret_key: str = field(default="", repr=False)
    messengers: Messengers = field(default_factory=SilentMessengers)


@dataclass(frozen=True)
class SilentOutside(Outside):
    """Reaches nobody, and can be asked what it was told (``mail.sent``, ``maps.asked``)."""

    mail: SilentMail
    maps: SilentMaps
    files: MemoryFiles
    messengers: SilentMessengers = field(default_factory=SilentMessengers)


def silent(secret_key: str = "") -> SilentOutside:
    """A fresh set of silent doors: an empty out-tray, a blank map, no files."""
    return SilentOutside(
        public_url="https://kamfield.example.com",
        mail=SilentMail(),
        maps=SilentMaps({}),
        files=MemoryFiles(),
        secret_key=secret_key,
    )


def outside_of(settings: Settings) -> Outside:
    """The real doors: SMTP or a folder of mails, a geocoder or a blank map, files on disk or in a bucket."""
    mail = (
        SmtpMail(settings.smtp_url, settings.mail_from, ca_file=settings.smtp_ca_file or None)
        if settings.smtp_url
        else FolderMail(settings.home / "mails", settings.mail_from)
    )
    maps = (
        GeopyMaps(user_agent=settings.geocoder_user_agent, base_url=settings.geocoder_url)
        if settings.geocoder_url
        else SilentMaps({})
    )
    url = settings.public_url.rstrip("/")
    return Outside(
        public_url=url,
        mail=mail,
        maps=maps,
        files=files_of(settings),
        secret_key=settings.secret_key,
        messengers=WebMessengers(),
    )


def files_of(settings: Settings) -> Files:
    """The store of files that the settings name: a bucket, else a folder of the home folder."""
    if settings.files_url:
        from kamfield.outside.s3_files import S3Files  # only where it is used: its library is large

        return S3Files(s3_url.parse(settings.files_url))
    return DiskFiles(settings.home / "files")

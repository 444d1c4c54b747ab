"""What an operator sets, read once from the environment into one frozen object; README.md explains each."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A setting is unknown or impossible; the start stops with this sentence."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field is one variable: `home` is `KAMFIELD_HOME`. Sizes in MB, times in seconds unless the name says."""

    home: Path = Path(".kamfield")
    database_url: str = field(default="", repr=False)
    files_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    public_url: str = "http://127.0.0.1:8000"
    smtp_url: str = field(default="", repr=False)
    smtp_ca_file: str = ""
    mail_from: str = "Kamfield <kamfield@localhost>"
    geocoder_url: str = ""
    geocoder_user_agent: str = "kamfield"
    messenger_hosts: str = ""
    phone_region: str = "CN"
    cors_origins: str = ""
    trusted_proxies: int = 0
    max_body_mb: int = 2
    max_upload_mb: int = 50
    access_token_minutes: int = 15
    refresh_token_days: int = 60
    log_level: str = "INFO"
    metrics_port: int = 0
    clock: str = ""

    @property
    def url(self) -> str:
        """Where the database is; an SQLite file in the home folder unless said otherwise."""
        return self.database_url or f"sqlite:///{(self.home / 'kamfield.db').resolve()}"

    @property
    def hosts_of_messengers(self) -> frozenset[str]:
        """`host` or `host:port` of the programs, also of the own network, that may be called beside the known ones."""
        return frozenset(one.strip() for one in self.messenger_hosts.split(",") if one.strip())


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Reads `KAMFIELD_*`, makes the home folder and, where no secret key is set, keeps one in it."""
    environment = os.environ if environment is None else environment
    given = {name[9:].lower(): value for name, value in environment.items() if name.startswith("KAMFIELD_")}
    kinds = {one.name: one.type for one in fields(Settings)}
    for name in given:
        if name not in kinds:
            raise BadSetting(f"KAMFIELD_{name.upper()} is not a setting of Kamfield; see the list in README.md.")
    settings = Settings(**{name: _read(name, value, kinds[name]) for name, value in given.items()})
    return _checked(settings)


def _read(name: str, text: str, kind: object) -> Any:
    if kind is Path:
        return Path(text)
    if kind is not int:
        return text
    try:
        return int(text)
    except ValueError:
        raise BadSetting(f"KAMFIELD_{name.upper()} must be a whole number, not {text!r}.") from None


def _checked(settings: Settings) -> Settings:
    if not settings.url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("KAMFIELD_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    if settings.files_url and urlsplit(settings.files_url).scheme != "s3":
        raise BadSetting("KAMFIELD_FILES_URL must begin with s3://, or be empty for a folder of the home folder.")
    if urlsplit(settings.public_url).scheme not in {"http", "https"}:
        raise BadSetting("KAMFIELD_PUBLIC_URL must be the http(s) address under which people reach the product.")
    if settings.smtp_url and urlsplit(settings.smtp_url).scheme not in {"smtp", "smtps"}:
        raise BadSetting("KAMFIELD_SMTP_URL must begin with smtp:// or smtps://.")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise BadSetting("KAMFIELD_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    if settings.secret_key and len(settings.secret_key) < 32:
        raise BadSetting("KAMFIELD_SECRET_KEY must have at least 32 characters.")
    if settings.clock and not all(map(_is_instant, settings.clock.split("@", 1))):
        raise BadSetting("KAMFIELD_CLOCK must be an instant with its offset, such as 2026-03-02T07:29:30+08:00.")
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return replace(settings, secret_key=settings.secret_key or _kept_secret(settings.home / "secret_key"))


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _kept_secret(path: Path) -> str:
    if not path.exists():
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of the same start was faster
    return path.read_text()

"""The address of an S3-compatible store: `s3://key:secret@host:port/bucket?region=…&tls=0&style=virtual`."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit


class BadFilesUrl(ValueError):
    """The address of the file store cannot be understood."""


@dataclass(frozen=True)
class S3Address:
    """Where the bucket is and who we are there. `virtual`: the bucket stands in the host name, as some stores want."""

    endpoint: str
    bucket: str
    region: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    virtual: bool = False


def parse(url: str) -> S3Address:
    """The parts of the address; `BadFilesUrl` says in a sentence what is wrong, without the secret."""
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket or "/" in bucket:
        raise BadFilesUrl("KAMFIELD_FILES_URL must look like s3://key:secret@host:port/bucket?region=…")
    if not parts.username or not parts.password:
        raise BadFilesUrl("KAMFIELD_FILES_URL must contain key and secret, percent-encoded where they have signs.")
    options = dict(parse_qsl(parts.query))
    strange = options.keys() - {"region", "tls", "style"}
    if strange or options.get("tls", "1") not in {"0", "1"} or options.get("style", "path") not in {"path", "virtual"}:
        raise BadFilesUrl("KAMFIELD_FILES_URL takes region=…, tls=0 or 1, style=path or virtual, and nothing else.")
    virtual = options.get("style") == "virtual"
    host = f"{bucket}.{parts.hostname}" if virtual else parts.hostname
    scheme = "http" if options.get("tls") == "0" else "https"
    return S3Address(
        endpoint=f"{scheme}://{host}{_port(url)}",
        bucket=bucket,
        region=options.get("region", "us-east-1"),
        key=unquote(parts.username),
        secret=unquote(parts.password),
        virtual=virtual,
    )


def _port(url: str) -> str:
    try:
        port = urlsplit(url).port
    except ValueError:
        raise BadFilesUrl("KAMFIELD_FILES_URL has an impossible port.") from None
    return f":{port}" if port else ""

"""Accounts with photos, and phones that send them by tus, for tests that read like sentences."""

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from kamfield.accounts import actions as accounts
from kamfield.attachments import actions
from kamfield.attachments.models import Attachment
from kamfield.core.work import Work
from tests.api import PREFIX, Caller
from tests.cast import Cast, Person

PICTURE = bytes(range(256)) * 40  # 10,240 bytes
PART = "application/offset+octet-stream"


def make_attachment(work: Work, author: Person = Cast.li, **columns: Any) -> Attachment:
    """A photo of an account that its author leads."""
    as_author = replace(work, user=author.actor)
    if "account_id" not in columns:
        columns["account_id"] = accounts.add(as_author, name="Client with photos", lead_id=author.id).id
        work.db.flush()
    usual = {
        "subject_kind": "account",
        "subject_id": columns["account_id"],
        "file_name": "货架.jpg",
        "media_type": "image/jpeg",
    }
    attachment = actions.add(as_author, **(usual | columns))
    work.db.flush()
    return attachment


def metadata(**pairs: str) -> str:
    """Upload-Metadata."""
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in pairs.items())


def checksum(algorithm: str, content: bytes) -> str:
    """Upload-Checksum."""
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


@dataclass
class Sender:
    """A person's phone that speaks tus; `api.li` or the like behind it."""

    caller: Caller

    @property
    def app(self) -> Flask:
        return self.caller.app

    def ask(self, method: str, path: str, data: bytes | None = None, **headers: str) -> TestResponse:
        """One request; headers by name with underscores, `Tus_Resumable=""` leaves one out."""
        sent = {"Accept-Language": "en", "Tus-Resumable": "1.0.0"}
        if self.caller.person is not None:
            sent["Authorization"] = f"Bearer {self.caller.token()}"
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        kept = {name: text for name, text in sent.items() if text}
        url = path if path.startswith(PREFIX) else PREFIX + path
        return self.app.test_client().open(url, method=method, headers=kept, data=data)

    def begin(self, attachment_id: str, length: int, data: bytes | None = None, **headers: str) -> TestResponse:
        said = metadata(attachment_id=attachment_id, filename="货架.jpg", filetype="image/jpeg")
        if data is not None:
            headers["Content_Type"] = PART
        return self.ask("POST", "/uploads", data, **{"Upload_Length": str(length), "Upload_Metadata": said} | headers)

    def send(self, place: str, offset: int, content: bytes, **headers: str) -> TestResponse:
        usual = {"Upload_Offset": str(offset), "Content_Type": PART}
        return self.ask("PATCH", place, content, **(usual | headers))

    def where(self, place: str) -> TestResponse:
        return self.ask("HEAD", place)

    def end(self, place: str) -> TestResponse:
        return self.ask("DELETE", place)

    def deliver(self, attachment_id: str, content: bytes = PICTURE) -> str:
        """All of it in one go; the upload's address."""
        place: str = self.begin(attachment_id, len(content)).headers["Location"]
        assert self.send(place, 0, content).status_code == 204
        return place

"""The bytes on their way out."""

import hashlib

import pytest
from werkzeug.http import parse_options_header

from kamfield.attachments.models import Attachment
from kamfield.core.work import Work
from tests.api import Api
from tests.make.attachments import PICTURE, Sender, make_attachment

TAG = f'"{hashlib.sha256(PICTURE).hexdigest()}"'


@pytest.fixture
def content(photo: Attachment, phone: Sender) -> str:
    """The address of a stored photo's bytes."""
    phone.deliver(photo.id)
    return f"/attachments/{photo.id}/content"


def test_the_whole_photo_leaves_with_its_name(api: Api, content: str) -> None:
    answer = api.li.get(content)
    assert (answer.status_code, answer.data) == (200, PICTURE)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(PICTURE))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["ETag"] == TAG
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    kind, names = parse_options_header(answer.headers["Content-Disposition"])
    assert (kind, names["filename"]) == ("inline", "货架.jpg")
    assert answer.headers["Content-Disposition"].isascii()


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=0-99", slice(0, 100)), ("bytes=10000-", slice(10000, None)), ("bytes=-5", slice(-5, None))],
)
def test_a_part_can_be_asked_for(api: Api, content: str, wanted: str, part: slice) -> None:
    answer = api.li.get(content, headers={"Range": wanted})
    assert (answer.status_code, answer.data) == (206, PICTURE[part])
    assert answer.headers["Content-Range"].endswith(f"/{len(PICTURE)}")


def test_a_part_beyond_the_end_is_refused(api: Api, content: str) -> None:
    answer = api.li.get(content, headers={"Range": "bytes=99999-"})
    assert (answer.status_code, answer.json["code"]) == (416, "no-such-range")
    assert answer.headers["Content-Range"] == f"bytes */{len(PICTURE)}"


def test_several_parts_at_once_get_the_whole(api: Api, content: str) -> None:
    answer = api.li.get(content, headers={"Range": "bytes=0-1,5-6"})
    assert (answer.status_code, answer.data) == (200, PICTURE)


def test_a_part_of_an_older_file_is_the_whole_new_one(api: Api, content: str) -> None:
    answer = api.li.get(content, headers={"Range": "bytes=0-1", "If-Range": '"older"'})
    assert (answer.status_code, answer.data) == (200, PICTURE)


def test_who_has_it_does_not_get_it_again(api: Api, content: str) -> None:
    answer = api.li.get(content, headers={"If-None-Match": TAG})
    assert (answer.status_code, answer.data) == (304, b"")


def test_what_has_not_arrived_cannot_be_read(api: Api, photo: Attachment) -> None:
    answer = api.li.get(f"/attachments/{photo.id}/content")
    assert (answer.status_code, answer.json["code"]) == (409, "not-stored-yet")


@pytest.mark.parametrize(
    ("media_type", "kind", "served"),
    [
        ("image/png", "inline", "image/png"),
        ("image/heic", "inline", "image/heic"),
        ("application/pdf", "inline", "application/pdf"),
        ("video/mp4", "inline", "video/mp4"),
        ("text/plain", "inline", "text/plain"),
        ("text/html", "attachment", "application/octet-stream"),
        ("text/csv", "attachment", "application/octet-stream"),
        ("text/javascript", "attachment", "application/octet-stream"),
        ("application/javascript", "attachment", "application/octet-stream"),
        ("image/svg+xml", "attachment", "application/octet-stream"),
        ("application/xhtml+xml", "attachment", "application/octet-stream"),
        ("application/xml", "attachment", "application/octet-stream"),
        ("multipart/x-mixed-replace", "attachment", "application/octet-stream"),
        ("application/vnd.ms-excel", "attachment", "application/vnd.ms-excel"),
        ("application/zip", "attachment", "application/zip"),
    ],
)
def test_nothing_a_browser_would_run_is_shown(
    api: Api, work: Work, phone: Sender, media_type: str, kind: str, served: str
) -> None:
    script = b"<script>alert(document.domain)</script>" * 100
    file = make_attachment(work, media_type=media_type, file_name="x.html")
    work.db.commit()
    phone.deliver(file.id, script)
    answer = api.li.get(f"/attachments/{file.id}/content", headers={"Accept-Encoding": "gzip, zstd"})
    assert answer.headers["Content-Disposition"].split(";")[0] == kind
    assert answer.mimetype == served
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.data == script


@pytest.mark.parametrize(
    "name",
    ["货架.jpg", 'a"b;c.pdf', "a%20b.jpg", "😀", "résumé.doc", "filename*=UTF-8''x.exe", " . ", "a'b\\".strip("\\")],
)
def test_any_name_arrives_as_it_is(api: Api, work: Work, phone: Sender, name: str) -> None:
    file = make_attachment(work, file_name=name)
    work.db.commit()
    phone.deliver(file.id)
    header = api.li.get(f"/attachments/{file.id}/content").headers["Content-Disposition"]
    assert header.isascii()
    assert parse_options_header(header)[1]["filename"] == name

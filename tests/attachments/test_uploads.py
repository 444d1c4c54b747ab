"""The tus protocol, request by request."""

import base64
import io
from dataclasses import replace

import pytest
from flask import Flask

from kamfield.app import build
from kamfield.attachments.models import Attachment, Upload
from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.settings import Settings
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.attachments import PICTURE, Sender, checksum, metadata

HALF = len(PICTURE) // 2


@pytest.fixture
def place(phone: Sender, photo: Attachment) -> str:
    """The address of an upload that has just begun."""
    found: str = phone.begin(photo.id, len(PICTURE)).headers["Location"]
    return found


def offset(phone: Sender, place: str) -> int:
    answer = phone.where(place)
    assert answer.status_code == 200, answer.status
    return int(answer.headers["Upload-Offset"])


def test_the_server_says_what_it_speaks_to_anybody(api: Api) -> None:
    said = Sender(api.nobody).ask("OPTIONS", "/uploads", Tus_Resumable="")
    assert said.status_code == 204
    assert {name: text for name, text in said.headers if name.startswith("Tus-")} == {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,creation-with-upload,checksum,termination,expiration",
        "Tus-Max-Size": str(50 * 1024 * 1024),
        "Tus-Checksum-Algorithm": "sha1,sha256",
    }


def test_a_photo_goes_up_in_two_parts(api: Api, phone: Sender, photo: Attachment, place: str) -> None:
    first = phone.send(place, 0, PICTURE[:HALF])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(HALF))
    assert api.li.get(f"/attachments/{photo.id}").json["state"] == "awaited"
    last = phone.send(place, HALF, PICTURE[HALF:])
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, str(len(PICTURE)))
    assert "Upload-Expires" in first.headers
    assert "Upload-Expires" not in last.headers
    stored = api.li.get(f"/attachments/{photo.id}").json
    assert (stored["state"], stored["size_bytes"]) == ("stored", len(PICTURE))
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


def test_a_new_upload_says_where_it_is_and_how_long(phone: Sender, photo: Attachment) -> None:
    begun = phone.begin(photo.id, len(PICTURE))
    assert begun.status_code == 201
    assert begun.headers["Location"].startswith("/api/v1/uploads/")
    assert begun.headers["Upload-Expires"] == "Mon, 09 Mar 2026 02:00:00 GMT"
    where = phone.where(begun.headers["Location"])
    assert (where.headers["Upload-Offset"], where.headers["Upload-Length"]) == ("0", str(len(PICTURE)))
    assert where.headers["Upload-Metadata"].startswith("attachment_id ")
    assert where.headers["Cache-Control"] == "no-store"


def test_bytes_may_come_with_the_beginning(api: Api, phone: Sender, photo: Attachment) -> None:
    begun = phone.begin(photo.id, len(PICTURE), PICTURE[:HALF])
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, str(HALF))
    assert phone.send(begun.headers["Location"], HALF, PICTURE[HALF:]).status_code == 204
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


def test_a_whole_photo_may_come_with_the_beginning(api: Api, phone: Sender, photo: Attachment) -> None:
    assert phone.begin(photo.id, len(PICTURE), PICTURE).headers["Upload-Offset"] == str(len(PICTURE))
    assert api.li.get(f"/attachments/{photo.id}").json["state"] == "stored"


def test_an_empty_file_is_stored_at_once(api: Api, phone: Sender, photo: Attachment) -> None:
    assert phone.begin(photo.id, 0).status_code == 201
    assert api.li.get(f"/attachments/{photo.id}").json["size_bytes"] == 0
    assert api.li.get(f"/attachments/{photo.id}/content").data == b""


@pytest.mark.parametrize("wrong", [1, HALF - 1, HALF + 1, len(PICTURE)])
def test_a_part_that_does_not_continue_the_upload_changes_nothing(phone: Sender, place: str, wrong: int) -> None:
    phone.send(place, 0, PICTURE[:HALF])
    refused = phone.send(place, wrong, b"x")
    assert (refused.status_code, refused.json["code"]) == (409, "offset-conflict")
    assert refused.headers["Tus-Resumable"] == "1.0.0"
    assert offset(phone, place) == HALF


def test_an_empty_part_at_the_end_is_fine_and_elsewhere_a_conflict(phone: Sender, place: str) -> None:
    phone.send(place, 0, PICTURE[:HALF])
    assert phone.send(place, HALF, b"").headers["Upload-Offset"] == str(HALF)
    assert phone.send(place, 3, b"").status_code == 409


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_damaged_part_is_not_kept(phone: Sender, place: str, api: Api, photo: Attachment, algorithm: str) -> None:
    assert phone.send(place, 0, PICTURE[:HALF], Upload_Checksum=checksum(algorithm, PICTURE[:HALF])).status_code == 204
    damaged = phone.send(place, HALF, PICTURE[:HALF][::-1], Upload_Checksum=checksum(algorithm, PICTURE[HALF:]))
    assert (damaged.status_code, damaged.json["code"]) == (460, "checksum-mismatch")
    assert offset(phone, place) == HALF
    again = phone.send(place, HALF, PICTURE[HALF:], Upload_Checksum=checksum(algorithm, PICTURE[HALF:]))
    assert again.status_code == 204
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


@pytest.mark.parametrize("text", ["md5 " + base64.b64encode(b"x" * 16).decode(), "sha1", "sha1 ???", "sha1 "])
def test_a_checksum_that_cannot_be_read_is_refused(phone: Sender, place: str, text: str) -> None:
    refused = phone.send(place, 0, PICTURE, Upload_Checksum=text)
    assert refused.status_code in {400, 460}
    assert offset(phone, place) == 0


@pytest.mark.parametrize("version", ["", "0.2.2", "2.0.0"])
def test_another_version_of_the_protocol_is_refused(phone: Sender, photo: Attachment, place: str, version: str) -> None:
    answers = [
        phone.begin(photo.id, 9, Tus_Resumable=version),
        phone.send(place, 0, b"x", Tus_Resumable=version),
        phone.ask("HEAD", place, Tus_Resumable=version),
        phone.ask("DELETE", place, Tus_Resumable=version),
    ]
    assert [answer.status_code for answer in answers] == [412] * 4
    assert {answer.headers["Tus-Version"] for answer in answers} == {"1.0.0"}
    assert offset(phone, place) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Upload_Length": ""},
        {"Upload_Length": "-1"},
        {"Upload_Length": "many"},
        {"Upload_Length": "99999999999999999"},
        {"Upload_Metadata": ""},
        {"Upload_Metadata": metadata(filename="a.jpg")},
        {"Upload_Metadata": metadata(attachment_id="not an id")},
        {"Upload_Metadata": "attachment_id ???"},
        {"Upload_Metadata": "attachment_id /w=="},
        {"Upload_Metadata": metadata(attachment_id="a") + "," + metadata(attachment_id="b")},
    ],
)
def test_an_upload_that_does_not_say_what_it_is_does_not_begin(
    phone: Sender, photo: Attachment, headers: dict[str, str]
) -> None:
    refused = phone.begin(photo.id, 9, **headers)
    assert (refused.status_code, refused.json["code"]) == (400, "bad-upload-header")


def test_a_part_says_its_offset_and_that_it_is_bytes(phone: Sender, place: str) -> None:
    assert phone.send(place, 0, b"x", Upload_Offset="").status_code == 400
    assert phone.send(place, 0, b"x", Content_Type="application/json").status_code == 415


def test_a_file_may_be_larger_than_a_json_body_but_not_than_the_limit(phone: Sender, photo: Attachment) -> None:
    large = bytes(3 * 1024 * 1024)  # the limit of JSON bodies is 2 MB
    assert phone.begin("large", len(large), large).headers["Upload-Offset"] == str(len(large))
    refused = phone.begin("larger", 50 * 1024 * 1024 + 1)
    assert (refused.status_code, refused.json["code"]) == (413, "too-large")


def test_a_file_of_exactly_the_limit_is_taken(settings: Settings, database, moment: Moment) -> None:
    app = build(replace(settings, max_upload_mb=1), database=database, clock=moment)
    phone = Sender(Api(app).li)
    largest = bytes(1024 * 1024)
    assert phone.begin("largest", len(largest), largest).headers["Upload-Offset"] == str(len(largest))
    assert phone.begin("larger", len(largest) + 1).status_code == 413


def test_more_bytes_than_announced_are_refused(phone: Sender, place: str) -> None:
    assert phone.send(place, 0, PICTURE + b"x").status_code == 413
    assert offset(phone, place) == 0


def test_what_came_before_the_line_broke_is_kept(app: Flask, phone: Sender, place: str) -> None:
    broken = io.BytesIO(PICTURE[:1000])
    phone.app.test_client().open(
        place,
        method="PATCH",
        input_stream=broken,
        content_length=len(PICTURE),
        headers={
            "Authorization": f"Bearer {phone.caller.token()}",
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        },
    )
    assert offset(phone, place) == 1000
    assert phone.send(place, 1000, PICTURE[1000:]).status_code == 204


def test_after_a_crash_the_store_is_the_truth(
    api: Api, phone: Sender, photo: Attachment, place: str, outside: SilentOutside, work: Work
) -> None:
    upload = work.db.query(Upload).one()
    outside.files.append(upload.file_key, 0, io.BytesIO(PICTURE[:HALF]))  # and killed before it was noted
    assert offset(phone, place) == HALF
    assert phone.send(place, 0, PICTURE).status_code == 409
    assert phone.send(place, HALF, PICTURE[HALF:]).status_code == 204
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


def test_a_crash_after_the_last_byte_is_made_up_for_when_the_phone_asks(
    api: Api, phone: Sender, photo: Attachment, place: str, outside: SilentOutside, work: Work
) -> None:
    upload = work.db.query(Upload).one()
    outside.files.append(upload.file_key, 0, io.BytesIO(PICTURE))
    assert offset(phone, place) == len(PICTURE)
    assert api.li.get(f"/attachments/{photo.id}").json["state"] == "stored"


def test_who_begins_uploads_without_end_is_stopped_until_some_are_over(
    api: Api, phone: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamfield.attachments.actions.uploads.MOST_UNDERWAY_BYTES", 3 * len(PICTURE))
    begun = [phone.begin(f"not-said-{number}", len(PICTURE)) for number in range(4)]
    assert [one.status_code for one in begun] == [201, 201, 201, 409]
    assert begun[-1].json["code"] == "too-much-underway"
    assert Sender(api.ren).begin("another-phones", len(PICTURE)).status_code == 201
    assert phone.ask("DELETE", begun[0].headers["Location"]).status_code == 204
    assert phone.begin("not-said-5", len(PICTURE)).status_code == 201


def test_an_upload_is_nobody_elses(api: Api, place: str) -> None:
    for caller in (api.sam, api.ren, api.mei, api.ada):
        other = Sender(caller)
        answers = [other.where(place), other.send(place, 0, b"x"), other.end(place), other.ask("POST", place)]
        assert [answer.status_code for answer in answers] == [404] * 4
    nobody = Sender(api.nobody)
    answers = [nobody.where(place), nobody.send(place, 0, b"x"), nobody.end(place), nobody.begin("a", 1)]
    assert [answer.status_code for answer in answers] == [401] * 4


def test_nobody_uploads_for_somebody_elses_photo(api: Api, photo: Attachment) -> None:
    assert Sender(api.sam).begin(photo.id, 9).status_code == 404
    assert Sender(api.mei).begin(photo.id, 9).status_code == 404


def test_the_same_id_of_two_people_does_not_mix_their_bytes(api: Api, photo: Attachment, phone: Sender) -> None:
    Sender(api.sam).deliver("photo-9", b"sam's")
    draft = {"account_id": photo.account_id, "subject_kind": "account", "subject_id": photo.account_id}
    said = api.li.post("/attachments", draft | {"id": "photo-9", "file_name": "a", "media_type": "image/jpeg"})
    assert said.json["state"] == "awaited"


def test_a_stored_photo_takes_no_further_upload(phone: Sender, photo: Attachment) -> None:
    phone.deliver(photo.id)
    refused = phone.begin(photo.id, len(PICTURE))
    assert (refused.status_code, refused.json["code"]) == (409, "already-stored")


def test_of_two_uploads_of_one_photo_the_first_counts(api: Api, phone: Sender, photo: Attachment) -> None:
    first = phone.begin(photo.id, len(PICTURE)).headers["Location"]
    second = phone.begin(photo.id, len(PICTURE)).headers["Location"]
    assert phone.send(second, 0, PICTURE).status_code == 204
    assert phone.send(first, 0, PICTURE).status_code == 204
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


def test_a_finished_upload_can_be_asked_about_but_not_ended(phone: Sender, photo: Attachment) -> None:
    place = phone.deliver(photo.id)
    assert offset(phone, place) == len(PICTURE)
    assert phone.end(place).status_code == 409


def test_an_upload_that_is_given_up_is_over_and_its_bytes_go(
    phone: Sender, place: str, worker: Worker, outside: SilentOutside
) -> None:
    phone.send(place, 0, PICTURE[:HALF])
    assert len(outside.files.keys()) == 1
    assert phone.end(place).status_code == 204
    assert [phone.where(place).status_code, phone.send(place, HALF, b"x").status_code] == [410, 410]
    worker.run_due()
    assert outside.files.keys() == []


def test_an_upload_that_nobody_goes_on_with_expires(
    phone: Sender, place: str, worker: Worker, outside: SilentOutside, moment: Moment
) -> None:
    phone.send(place, 0, PICTURE[:HALF])
    moment.advance(days=6)
    worker.run_due()
    assert phone.send(place, HALF, PICTURE[HALF : HALF + 1]).status_code == 204
    moment.advance(days=6)
    worker.run_due()
    assert offset(phone, place) == HALF + 1
    moment.advance(days=1, seconds=1)
    assert phone.where(place).status_code == 410
    for _ in range(2):
        worker.run_due()
    assert outside.files.keys() == []


def test_the_rows_of_uploads_are_forgotten_a_month_after_their_bytes(
    phone: Sender, place: str, worker: Worker, moment: Moment
) -> None:
    phone.end(place)
    worker.run_due()
    moment.advance(days=29)
    worker.run_due()
    assert phone.where(place).status_code == 410
    moment.advance(days=2)
    worker.run_due()
    assert phone.where(place).status_code == 404


def test_a_stored_photo_never_expires(
    api: Api, phone: Sender, photo: Attachment, worker: Worker, moment: Moment
) -> None:
    phone.deliver(photo.id)
    moment.advance(days=300)
    for _ in range(3):
        worker.run_due()
    assert api.li.get(f"/attachments/{photo.id}/content").data == PICTURE


def test_a_client_without_patch_can_say_what_it_means(phone: Sender, place: str) -> None:
    sent = phone.send(place, 0, PICTURE[:HALF])
    assert sent.status_code == 204
    headers = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": str(HALF)}
    part = phone.ask("POST", place, b"x", Content_Type="application/offset+octet-stream", **headers)
    assert (part.status_code, part.headers["Upload-Offset"]) == (204, str(HALF + 1))
    assert phone.ask("POST", place).status_code == 405
    assert phone.ask("POST", place, X_HTTP_Method_Override="DELETE").status_code == 204


def test_a_refusal_is_in_the_callers_language(phone: Sender, place: str) -> None:
    refused = phone.send(place, 5, b"x", Accept_Language="zh-CN")
    assert refused.mimetype == "application/problem+json"
    assert "从那里继续" in refused.json["detail"]


def test_a_web_page_of_ours_may_upload(settings: Settings, database, moment: Moment) -> None:
    app = build(replace(settings, cors_origins="https://app.example.com"), database=database, clock=moment)
    asked = {"Origin": "https://app.example.com", "Access-Control-Request-Method": "PATCH"}
    for path in ("/api/v1/uploads", "/api/v1/uploads/1"):
        allowed = app.test_client().open(path, method="OPTIONS", headers=asked)
        assert allowed.status_code in {200, 204}
        assert "PATCH" in allowed.headers["Access-Control-Allow-Methods"]
        assert "Upload-Offset" in allowed.headers["Access-Control-Allow-Headers"]
        assert "Upload-Offset" in allowed.headers["Access-Control-Expose-Headers"]

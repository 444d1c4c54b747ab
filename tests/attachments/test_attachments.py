"""Photos and files as records: who says them, who sees them, in which order things may come."""

import hashlib
from typing import Any

import pytest

from kamfield.attachments.models import Attachment
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.worker import Worker
from tests.api import Api
from tests.make.attachments import PICTURE, Sender, make_attachment


def draft(photo: Attachment, **columns: Any) -> dict[str, Any]:
    usual = {
        "account_id": photo.account_id,
        "subject_kind": "account",
        "subject_id": photo.account_id,
        "file_name": "货架.jpg",
        "media_type": "image/jpeg",
    }
    return usual | columns


def state(api: Api, attachment_id: str) -> str:
    found: str = api.li.get(f"/attachments/{attachment_id}").json["state"]
    return found


def test_a_photo_is_said_before_it_is_sent(api: Api, photo: Attachment) -> None:
    said = api.li.post("/attachments", draft(photo, id="photo-1", caption="新货架", latitude=31.2, longitude=121.4))
    assert (said.status_code, said.json["state"]) == (201, "awaited")
    assert said.headers["Location"] == "/api/v1/attachments/photo-1"
    assert api.li.get("/attachments/photo-1").json == said.json
    assert (said.json["author_id"], said.json["size_bytes"], said.json["caption"]) == ("user-li", None, "新货架")


def test_the_bytes_may_come_before_the_photo_is_said(api: Api, photo: Attachment, phone: Sender) -> None:
    phone.deliver("photo-2")
    said = api.li.post("/attachments", draft(photo, id="photo-2"))
    assert (said.status_code, said.json["state"], said.json["size_bytes"]) == (201, "stored", len(PICTURE))
    assert said.json["checksum"] == hashlib.sha256(PICTURE).hexdigest()
    assert api.li.get("/attachments/photo-2/content").data == PICTURE


def test_a_photo_that_is_said_twice_counts_once(api: Api, photo: Attachment) -> None:
    first = api.li.post("/attachments", draft(photo, id="photo-3"))
    again = api.li.post("/attachments", draft(photo, id="photo-3"))
    assert (again.status_code, again.json) == (201, first.json)
    listed = api.li.get(f"/attachments?account_id={photo.account_id}").json["items"]
    assert sorted(one["id"] for one in listed) == sorted([photo.id, "photo-3"])


def test_the_id_of_somebody_elses_photo_is_taken(api: Api, photo: Attachment, work: Work) -> None:
    other = make_attachment(work, api.sam.person)
    work.db.commit()
    taken = api.sam.post("/attachments", draft(other, id=photo.id))
    assert (taken.status_code, taken.json["code"]) == (409, "attachment-id-taken")


def test_only_an_account_within_reach_gets_photos(api: Api, photo: Attachment) -> None:
    refused = api.sam.post("/attachments", draft(photo))
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/account_id"


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"subject_kind": "planet"}, "/subject_kind", "not-a-choice"),
        ({"subject_id": "another"}, "/subject_id", "other-account"),
        ({"file_name": "../passwd"}, "/file_name", "not-a-file-name"),
        ({"file_name": "a\r\nSet-Cookie: b"}, "/file_name", "not-a-file-name"),
        ({"media_type": "image/jpeg; x=1"}, "/media_type", "not-a-media-type"),
        ({"checksum": "F" * 64}, "/checksum", "not-a-checksum"),
        ({"latitude": 31.0}, "/longitude", "half-a-point"),
        ({"latitude": 91, "longitude": 0}, "/latitude", "out-of-range"),
        ({"state": "stored"}, "/state", "unknown-field"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    api: Api, photo: Attachment, wrong: dict[str, Any], pointer: str, code: str
) -> None:
    refused = api.li.post("/attachments", draft(photo, **wrong))
    assert refused.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in refused.json["errors"]] == [(pointer, code)]


def test_those_above_see_it_and_strangers_do_not(api: Api, photo: Attachment, phone: Sender) -> None:
    phone.deliver(photo.id)
    for path in (f"/attachments/{photo.id}", f"/attachments/{photo.id}/content"):
        assert [caller.get(path).status_code for caller in (api.li, api.mei, api.dana, api.ada)] == [200] * 4
        assert [caller.get(path).status_code for caller in (api.ren, api.sam, api.max)] == [404] * 3
    assert api.sam.get("/attachments").json["items"] == []
    assert api.sam.delete(f"/attachments/{photo.id}").status_code == 404
    assert api.sam.patch(f"/attachments/{photo.id}", {"caption": "x"}).status_code == 404


def test_the_author_keeps_seeing_it_when_the_account_moves_on(api: Api, photo: Attachment, work: Work) -> None:
    from kamfield.accounts.models import Member

    member = work.db.query(Member).filter_by(account_id=photo.account_id).one()
    member.user_id = "user-sam"
    work.db.commit()
    assert api.li.get(f"/attachments/{photo.id}").status_code == 200
    assert api.sam.get(f"/attachments/{photo.id}").status_code == 200
    assert api.mei.get(f"/attachments/{photo.id}").status_code == 404


def test_lists_are_of_an_account_a_subject_an_author_or_a_state(api: Api, photo: Attachment, work: Work) -> None:
    other = make_attachment(work)
    work.db.commit()

    def ids(query: str) -> set[str]:
        return {one["id"] for one in api.li.get(f"/attachments?{query}").json["items"]}

    assert ids("") == {photo.id, other.id}
    assert ids(f"account_id={other.account_id}") == {other.id}
    assert ids(f"subject_kind=account&subject_id={photo.account_id}") == {photo.id}
    assert ids("author_id=user-li&state=awaited") == {photo.id, other.id}
    assert ids("state=stored") == set()
    assert api.li.get("/attachments?planet=1").status_code == 422


def test_a_caption_can_be_put_right_by_the_author(api: Api, photo: Attachment) -> None:
    changed = api.li.patch(f"/attachments/{photo.id}", {"caption": "二层"}, version=photo.version)
    assert (changed.status_code, changed.json["caption"]) == (200, "二层")
    assert api.li.patch(f"/attachments/{photo.id}", {"caption": "x"}, version=photo.version).status_code == 412


def test_a_deleted_photo_is_gone_with_its_bytes(
    api: Api, photo: Attachment, phone: Sender, worker: Worker, outside: SilentOutside
) -> None:
    phone.deliver(photo.id)
    assert len(outside.files.keys()) == 1
    assert api.li.delete(f"/attachments/{photo.id}").status_code == 204
    assert api.li.get(f"/attachments/{photo.id}").status_code == 404
    assert api.li.get(f"/attachments/{photo.id}/content").status_code == 404
    worker.run_due()
    assert outside.files.keys() == []


def test_other_bytes_than_announced_are_refused_and_the_right_ones_may_follow(
    api: Api, photo: Attachment, phone: Sender, worker: Worker, outside: SilentOutside
) -> None:
    right = hashlib.sha256(PICTURE).hexdigest()
    api.li.post("/attachments", draft(photo, id="photo-4", checksum=right, size_bytes=len(PICTURE)))
    assert phone.begin("photo-4", 5).json["errors"][0]["code"] == "other-size"
    place = phone.begin("photo-4", len(PICTURE)).headers["Location"]
    refused = phone.send(place, 0, PICTURE[::-1])
    assert (refused.status_code, refused.json["code"]) == (422, "bytes-refused")
    told = api.li.get("/attachments/photo-4").json
    assert (told["state"], told["refusal"]) == ("refused", "other-checksum")
    worker.run_due()
    assert outside.files.keys() == []
    phone.deliver("photo-4")
    told = api.li.get("/attachments/photo-4").json
    assert (told["state"], told["refusal"]) == ("stored", None)


def test_bytes_that_came_first_are_held_against_what_is_said_later(api: Api, photo: Attachment, phone: Sender) -> None:
    phone.deliver("photo-5")
    said = api.li.post("/attachments", draft(photo, id="photo-5", size_bytes=1))
    assert (said.status_code, said.json["state"], said.json["refusal"]) == (201, "refused", "other-size")


def test_the_journal_says_who_stored_what(api: Api, photo: Attachment, phone: Sender, work: Work) -> None:
    phone.deliver(photo.id)
    entries = work.db.query(Entry).filter_by(subject_kind="attachments", subject_id=photo.id).order_by(Entry.id).all()
    assert [(entry.verb, entry.actor_id, entry.account_id) for entry in entries] == [
        ("attachment.add", "user-li", photo.account_id),
        ("attachment.store", "user-li", photo.account_id),
    ]
    assert entries[1].before == {
        "state": "awaited", "file_key": None, "size_bytes": None, "checksum": None, "stored_at": None,
    }  # fmt: skip

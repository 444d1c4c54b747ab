"""The confidential notes on a contact: who reads them, who writes them, and what is written down about it."""

import dataclasses

import pytest

from kamfield.accounts.actions import notes
from kamfield.accounts.models import Account, Contact
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact
from tests.make.members import join

SECRET = "Retires in autumn"


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


@pytest.fixture
def contact(work: Work, account: Account) -> Contact:
    return make_contact(work, account, notes=SECRET)


@pytest.fixture
def readings(work: Work):
    """The recorded readings: who, and on whose behalf."""

    def found() -> list[tuple[str, str | None]]:
        rows = work.db.query(Entry).filter_by(verb="contact.read_notes").order_by(Entry.id)
        return [(row.actor_id, row.on_behalf_of_id) for row in rows]

    return found


def test_the_lead_and_the_line_above_read_them_and_leave_no_trace(api: Api, contact: Contact, readings) -> None:
    for caller in (api.li, api.mei, api.dana):
        assert caller.get(f"/contacts/{contact.id}/notes").json["notes"] == SECRET
    assert readings() == []


def test_each_reading_by_an_admin_is_recorded(api: Api, contact: Contact, readings) -> None:
    assert api.ada.get(f"/contacts/{contact.id}/notes").json["notes"] == SECRET
    assert api.ada.get(f"/contacts/{contact.id}/notes").status_code == 200
    assert readings() == [("user-ada", None), ("user-ada", None)]


def test_a_reading_by_a_stand_in_is_recorded_with_whom_they_stand_in_for(
    work: Work, contact: Contact, readings
) -> None:
    stand_in = dataclasses.replace(Cast.max.actor, viewers=(Cast.max.id, Cast.mei.id))
    assert notes.read(dataclasses.replace(work, user=stand_in), contact.id).notes == SECRET
    work.db.flush()
    assert readings() == [("user-max", "user-mei")]


def test_the_team_and_its_managers_see_the_contact_but_not_the_notes(
    api: Api, work: Work, account: Account, contact: Contact, readings
) -> None:
    join(work, account, Cast.ren)
    join(work, account, Cast.sam)
    for caller in (api.ren, api.sam, api.max):
        refused = caller.get(f"/contacts/{contact.id}/notes")
        assert (refused.status_code, refused.json["code"]) == (403, "not-allowed")
        assert SECRET not in refused.text
        assert caller.put(f"/contacts/{contact.id}/notes", {"notes": "?"}).status_code == 403
    assert readings() == []


def test_a_stranger_finds_nothing(api: Api, contact: Contact) -> None:
    for caller in (api.ren, api.sam, api.max):
        assert caller.get(f"/contacts/{contact.id}/notes").status_code == 404
        assert caller.put(f"/contacts/{contact.id}/notes", {"notes": "?"}).status_code == 404


def test_the_journal_knows_that_they_changed_but_not_what_they_say(api: Api, work: Work, contact: Contact) -> None:
    for caller, text in ((api.li, "Likes chess"), (api.mei, "Likes go")):
        assert caller.put(f"/contacts/{contact.id}/notes", {"notes": text}).json["notes"] == text
    entries = work.db.query(Entry).filter_by(verb="contact.write_notes").all()
    assert [entry.after for entry in entries] == [{"notes": "…"}, {"notes": "…"}]
    everything = "".join(str(vars(entry)) for entry in work.db.query(Entry))
    assert not any(text in everything for text in (SECRET, "chess", "go'"))


def test_notes_are_written_at_the_version_one_saw_and_can_be_emptied(api: Api, contact: Contact) -> None:
    address = f"/contacts/{contact.id}/notes"
    read = api.li.get(address)
    assert read.headers["ETag"] == f'"{read.json["version"]}"'
    assert api.li.put(address, {"notes": ""}, version=read.json["version"]).json["notes"] is None
    assert api.li.put(address, {"notes": "late"}, version=read.json["version"]).status_code == 412


def test_an_admin_reads_but_does_not_write(api: Api, contact: Contact) -> None:
    assert api.ada.put(f"/contacts/{contact.id}/notes", {"notes": "?"}).status_code == 403

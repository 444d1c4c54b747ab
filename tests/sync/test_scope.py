"""Access gained comes as an update, access lost as a deletion, with all that hangs on it (P10)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kamfield.accounts.actions import accounts, merges, team
from kamfield.core.work import Work
from kamfield.users.actions import people
from kamfield.visits.actions import visits
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment, Person
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.members import join
from tests.make.phones import Puller
from tests.make.quotes import make_quote
from tests.make.reminders import work_off
from tests.make.visits import make_objective, make_report, make_visit


class Phones:
    """A phone for each of the cast that is named."""

    def __init__(self, api: Api, *people: Person) -> None:
        self.api = api
        self.all = {person.name: Puller(getattr(api, person.name)) for person in people}

    def __getattr__(self, name: str) -> Puller:
        return self.all[name]

    def pull(self) -> None:
        for phone in self.all.values():
            phone.pull()

    def agree(self) -> None:
        """Each has, after a pull, what a fresh phone gets, and then nothing is left to tell."""
        for name, phone in self.all.items():
            phone.pull()
            fresh = Puller(getattr(self.api, name))
            fresh.pull()
            assert phone.rows == fresh.rows, name
            assert phone.pull() == {}


@pytest.fixture
def phones(api: Api) -> Phones:
    return Phones(api, Cast.li, Cast.ren, Cast.mei, Cast.sam, Cast.ada)


def furnished(work: Work, lead: Person = Cast.li):
    """An account with a place, a person, a visit with an objective, and a quotation."""
    account = make_account(work, lead)
    make_place(work, account)
    contact = make_contact(work, account)
    visit = make_visit(work, account, lead, contact_ids=[contact.id])
    make_objective(work, visit, lead)
    make_quote(replace(work, user=lead.actor), account.id)
    return account, visit


HELD = {"accounts", "places", "contacts", "visits", "visit_contacts", "objectives", "quotes", "dossier_items"}


def of_account(phone: Puller) -> set[str]:
    """The tables of which the phone holds anything."""
    return {table for table in HELD if phone.rows.get(table)}


def test_who_joins_a_team_gets_everything_and_who_leaves_loses_it(phones: Phones, work: Work) -> None:
    account, _ = furnished(work)
    phones.pull()
    assert of_account(phones.sam) == set()
    member = join(work, account, Cast.sam)
    phones.agree()
    assert of_account(phones.sam) == HELD
    team.remove_member(replace(work, user=Cast.mei.actor), member.id)
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == set()
    assert of_account(phones.li) == HELD


def test_nothing_comes_anew_to_those_for_whom_nothing_changed(phones: Phones, work: Work) -> None:
    account, _ = furnished(work)
    phones.pull()
    member = join(work, account, Cast.ren)
    assert phones.mei.pull() == {"account_members": ([member.id], [])}


def test_what_was_made_after_somebody_left_is_never_named_to_them(phones: Phones, work: Work, moment: Moment) -> None:
    account, _ = furnished(work)
    member = join(work, account, Cast.sam)
    phones.pull()
    team.remove_member(replace(work, user=Cast.mei.actor), member.id)
    work.db.flush()
    later = replace(work, now=moment.advance(minutes=5))
    contact = make_contact(later, account)
    deleted = phones.sam.pull()["contacts"][1]
    assert deleted
    assert contact.id not in deleted
    phones.agree()


def test_a_handed_over_account_moves_from_phone_to_phone(phones: Phones, work: Work, worker: Worker, api: Api) -> None:
    furnished(work)
    phones.pull()
    asked = api.mei.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"})
    assert asked.status_code == 201
    work_off(worker)
    phones.agree()
    assert of_account(phones.ren) == HELD
    assert "quotes" not in of_account(phones.li)


def test_a_visit_that_changes_hands_takes_its_parts_along(phones: Phones, work: Work) -> None:
    _, visit = furnished(work)
    phones.pull()
    visit.rep_id = Cast.sam.id
    work.act("visit.hand_over", visit)
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == {"visits", "objectives", "visit_contacts"}
    assert of_account(phones.li) == HELD  # by the account


def test_a_moved_person_is_seen_by_the_new_line_and_no_longer_by_the_old(phones: Phones, work: Work) -> None:
    furnished(work)
    phones.pull()
    people.change(replace(work, user=Cast.ada.actor), Cast.li.id, manager_id=Cast.max.id)
    work.db.flush()
    phones.mei.pull()
    assert phones.mei.last["experimentalStrategy"] == "replacement"
    assert of_account(phones.mei) == set()
    phones.agree()


def test_who_becomes_an_administrator_gets_everything(phones: Phones, work: Work) -> None:
    furnished(work)
    phones.pull()
    people.change(replace(work, user=Cast.ada.actor), Cast.sam.id, role="admin")
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == HELD
    people.change(replace(work, user=Cast.ada.actor), Cast.sam.id, role="rep")
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == set()


def test_a_deleted_account_goes_and_a_restored_one_comes_back(phones: Phones, work: Work) -> None:
    account, _ = furnished(work)
    join(work, account, Cast.sam)
    phones.pull()
    accounts.delete(replace(work, user=Cast.dana.actor), account.id)
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == set()
    assert of_account(phones.li) == {"visits", "visit_contacts", "objectives", "quotes", "dossier_items"}  # li's own
    accounts.restore(replace(work, user=Cast.dana.actor), account.id)
    work.db.flush()
    phones.agree()
    assert of_account(phones.sam) == HELD


def test_a_merged_account_goes_and_its_things_are_under_the_other_one(
    phones: Phones, work: Work, worker: Worker
) -> None:
    kept, gone = make_account(work, Cast.li), furnished(work, Cast.ren)[0]
    phones.pull()
    merges.merge(replace(work, user=Cast.mei.actor), kept.id, from_id=gone.id)
    work.db.flush()
    phones.agree()
    work_off(worker)
    phones.agree()
    for phone in (phones.li, phones.ren):
        assert phone.ids("accounts") == {kept.id}
        assert of_account(phone) == HELD


def test_a_deleted_visit_takes_its_parts_with_it(phones: Phones, work: Work) -> None:
    _, visit = furnished(work)
    phones.pull()
    visits.remove(replace(work, user=Cast.li.actor), visit.id)
    work.db.flush()
    phones.agree()
    assert of_account(phones.li) == HELD - {"visits", "visit_contacts", "objectives"}


def test_a_visit_that_leaves_the_window_leaves_the_phone(
    phones: Phones, work: Work, worker: Worker, moment: Moment
) -> None:
    _, visit = furnished(work)
    work_off(worker)
    phones.pull()
    moment.advance(days=180)
    work_off(worker)
    phones.agree()
    assert visit.id in phones.li.ids("visits")
    moment.advance(days=1)
    work_off(worker)
    phones.agree()
    assert of_account(phones.li) == HELD - {"visits", "visit_contacts", "objectives"}


def test_a_visit_that_is_moved_back_into_the_window_brings_its_parts(
    phones: Phones, work: Work, worker: Worker, moment: Moment
) -> None:
    _, visit = furnished(work)
    phones.pull()
    moment.advance(days=200)
    work_off(worker)
    phones.agree()
    assert visit.id not in phones.li.ids("visits")
    work.db.expire_all()
    visits.change(replace(work, user=Cast.li.actor, now=moment.now), visit.id, day=moment.now.date())
    work.db.flush()
    phones.agree()
    assert of_account(phones.li) == HELD


def test_what_was_made_just_before_somebody_left_leaves_too_although_its_request_began_later(
    phones: Phones, work: Work, moment: Moment
) -> None:
    """Requests wait for the clock of sync, and not all of them as long as the others."""
    account, _ = furnished(work)
    member = join(work, account, Cast.sam)
    contact = make_contact(replace(work, now=moment.now + timedelta(seconds=3)), account)
    phones.pull()
    assert contact.id in phones.sam.ids("contacts")
    team.remove_member(replace(work, user=Cast.mei.actor, now=moment.now), member.id)
    work.db.flush()
    phones.agree()


def test_the_internal_part_of_a_report_is_on_its_authors_phone_only(phones: Phones, work: Work) -> None:
    report = make_report(work, internal="Do not tell.")
    phones.pull()
    assert phones.li.rows["reports"][report.id]["internal"] == "Do not tell."
    assert phones.mei.rows["reports"][report.id]["internal"] is None
    assert phones.ada.rows["reports"][report.id]["internal"] is None

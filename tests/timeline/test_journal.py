"""The journal itself: for the lead, the line above, and admins."""

import pytest

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.facts import make_fact, make_intelligence
from tests.make.members import join


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


def acts(api: Api, who: str, path: str = "/journal", **query: str) -> list[dict[str, object]]:
    answer = getattr(api, who).get(path, query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_the_history_shows_what_was_before_and_after(api: Api, account: Account, work: Work) -> None:
    piece = make_intelligence(work, account)
    api.mei.patch(f"/intelligence/{piece.id}", {"text": "A third source"})
    latest = acts(api, "li", f"/accounts/{account.id}/history")[0]
    assert (latest["verb"], latest["actor_name"]) == ("intelligence.change", "Mei")
    assert latest["before"] == {"text": "A second source before the new line starts"}
    assert latest["after"] == {"text": "A third source"}


def test_the_history_is_for_the_lead_the_line_above_and_admins(api: Api, account: Account, work: Work) -> None:
    join(work, account, Cast.sam)
    for who in ("li", "mei", "dana", "ada"):
        assert acts(api, who, f"/accounts/{account.id}/history")
    for who in ("sam", "max", "ren"):
        assert getattr(api, who).get(f"/accounts/{account.id}/history").status_code == 404
        assert acts(api, who) == []
    assert api.sam.get(f"/accounts/{account.id}/timeline").status_code == 200


def test_the_lead_sees_who_read_the_notes_and_nobody_what_they_say(api: Api, account: Account, work: Work) -> None:
    contact = make_contact(work, account)
    api.li.put(f"/contacts/{contact.id}/notes", {"notes": "Retires in autumn"})
    api.ada.get(f"/contacts/{contact.id}/notes")
    reading = acts(api, "li", f"/accounts/{account.id}/history", verb="contact.read_notes")
    assert [one["actor_name"] for one in reading] == ["Ada"]
    for who in ("li", "mei", "ada"):
        assert "Retires" not in getattr(api, who).get("/journal").text


def test_everybody_sees_the_acts_on_what_they_answer_for_and_an_admin_all(api: Api, work: Work) -> None:
    ours, theirs = make_account(work), make_account(work, Cast.sam)
    seen = {who: {one["account_id"] for one in acts(api, who)} for who in ("li", "ren", "mei", "max", "dana", "ada")}
    assert seen["li"] == seen["mei"] == {ours.id}
    assert seen["max"] == {theirs.id}
    assert seen["ren"] == set()
    assert seen["dana"] == {ours.id, theirs.id}
    assert seen["ada"] == {ours.id, theirs.id, None}


def test_sign_ins_and_password_changes_are_for_admins_only(api: Api, account: Account) -> None:
    assert {one["subject_kind"] for one in acts(api, "ada")} >= {"users", "accounts"}
    assert {one["subject_kind"] for one in acts(api, "dana")} == {"accounts"}
    users = acts(api, "ada", subject_kind="users", limit="200")
    assert {one["after"]["password_hash"] for one in users} == {"…"}


def test_what_an_act_changed_besides_is_for_admins_only(api: Api, account: Account, work: Work) -> None:
    assert acts(api, "ada", account_id=account.id)[0]["also"]
    assert acts(api, "mei", account_id=account.id)[0]["also"] is None


def test_acts_are_found_by_subject_person_verb_and_time(api: Api, account: Account, work: Work, moment: Moment) -> None:
    fact = make_fact(work, account)
    moment.advance(hours=1)
    api.mei.post(f"/facts/{fact.id}/confirmation")

    def verbs(**query: str) -> list[object]:
        return [one["verb"] for one in acts(api, "ada", **query)]

    assert verbs(subject_kind="facts", subject_id=fact.id) == ["fact.confirm", "fact.learn"]
    assert verbs(actor_id="user-mei") == ["fact.confirm"]
    assert verbs(verb="fact.learn") == ["fact.learn"]
    assert verbs(since="2026-03-02T03:00:00Z") == ["fact.confirm"]
    assert verbs(account_id=account.id, until="2026-03-02T03:00:00Z") == ["fact.learn", "account.add"]
    assert verbs(account_id=account.id, sort="at") == ["account.add", "fact.learn", "fact.confirm"]


def test_a_subject_needs_its_kind(api: Api) -> None:
    refused = api.ada.get("/journal", query_string={"subject_id": "1"})
    assert [(one["parameter"], one["code"]) for one in refused.json["errors"]] == [("subject_kind", "required")]


def test_the_journal_cannot_be_asked_for_another_teams_account(api: Api, account: Account) -> None:
    assert acts(api, "sam", account_id=account.id) == []
    assert acts(api, "max", actor_id="user-li") == []

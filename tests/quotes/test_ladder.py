"""The ladder of follow-ups follows days, replies and the policy; nothing is doubled, what was done stays."""

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.quotes import a_quote, a_sent_quote
from tests.quotes.test_quotes import steps_of


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def quote_id(api: Api, account_id: str) -> str:
    return a_sent_quote(api.li, account_id, valid_until="2026-03-31")["id"]


def complete_first(api: Api, quote_id: str) -> None:
    first = api.li.get(f"/follow-ups?quote_id={quote_id}&state=due").json["items"][0]
    assert api.li.post(f"/follow-ups/{first['id']}/completion", {"said": "Not yet"}).status_code == 200


def test_a_reply_begins_the_ladder_anew(api: Api, quote_id: str, moment: Moment) -> None:
    moment.advance(days=3)
    complete_first(api, quote_id)
    moment.advance(days=2)
    reply = api.li.post(f"/quotes/{quote_id}/replies", {"said": "The plant manager looks at it"})
    assert (reply.status_code, reply.json["replied_on"]) == (200, "2026-03-07")
    assert steps_of(api, quote_id) == [
        ("after-3", "2026-03-10"),
        ("after-7", "2026-03-14"),
        ("after-14", "2026-03-21"),
        ("before-3", "2026-03-28"),
    ]
    assert steps_of(api, quote_id, "done") == [("after-3", "2026-03-05")]
    assert [one["said"] for one in api.li.get(f"/quotes/{quote_id}/replies").json["items"]] == [reply.json["said"]]


def test_a_reply_with_a_day_waits_for_that_day(api: Api, quote_id: str) -> None:
    api.li.post(f"/quotes/{quote_id}/replies", {"said": "After the fair", "next_on": "2026-03-12"})
    wanted = [("agreed", "2026-03-12"), ("after-14", "2026-03-16"), ("before-3", "2026-03-28")]
    assert steps_of(api, quote_id) == wanted
    api.li.post(f"/quotes/{quote_id}/replies", {"said": "Rather on the 20th", "next_on": "2026-03-20"})
    assert steps_of(api, quote_id) == [("agreed", "2026-03-20"), ("before-3", "2026-03-28")]
    assert api.li.patch(f"/quotes/{quote_id}", {"valid_until": "2026-04-20"}).status_code == 200
    assert steps_of(api, quote_id) == [("agreed", "2026-03-20"), ("before-3", "2026-04-17")]


def test_a_client_who_names_the_same_day_again_is_asked_on_that_day(api: Api, quote_id: str) -> None:
    """Asked early, or ringing up before it: what they said is kept, and the day stands."""
    for said in ("After the fair", "Still the 12th"):
        answer = api.li.post(f"/quotes/{quote_id}/replies", {"said": said, "next_on": "2026-03-12"})
        assert answer.status_code == 200, answer.json
    (agreed, *later) = api.li.get(f"/follow-ups?quote_id={quote_id}&state=due").json["items"]
    early = api.li.post(f"/follow-ups/{agreed['id']}/completion", {"said": "I said the 12th", "next_on": "2026-03-12"})
    assert (early.status_code, early.json["state"], early.json["said"]) == (200, "due", None)
    assert steps_of(api, quote_id)[0] == ("agreed", "2026-03-12")
    assert len(later) == len(steps_of(api, quote_id)) - 1
    said = [one["said"] for one in api.li.get(f"/quotes/{quote_id}/replies").json["items"]]
    assert sorted(said) == ["After the fair", "I said the 12th", "Still the 12th"]


def test_nobody_replies_to_what_was_not_sent(api: Api, account_id: str, quote_id: str) -> None:
    enquiry = a_quote(api.li, account_id)
    assert api.li.post(f"/quotes/{enquiry['id']}/replies", {"said": "x"}).status_code == 409
    future = api.li.post(f"/quotes/{quote_id}/replies", {"said": "x", "replied_on": "2026-03-03"})
    assert future.json["errors"][0]["pointer"] == "/replied_on"


def test_another_policy_holds_for_what_was_sent_already(
    api: Api, quote_id: str, worker: Worker, moment: Moment
) -> None:
    moment.advance(days=3)
    complete_first(api, quote_id)
    moment.advance(days=2)
    api.ada.patch("/policies", {"follow_up_days_after_sending": [2, 3, 10], "follow_up_days_before_expiry": [5]})
    worker.run_due()
    worker.run_due()
    assert steps_of(api, quote_id) == [("after-10", "2026-03-12"), ("before-5", "2026-03-26")]
    assert steps_of(api, quote_id, "done") == [("after-3", "2026-03-05")]
    api.ada.patch("/policies", {"follow_up_days_after_sending": None, "follow_up_days_before_expiry": None})
    for _ in range(3):
        worker.run_due()
    assert [step for step, _ in steps_of(api, quote_id)] == ["after-7", "after-14", "before-3"]
    every = api.li.get(f"/follow-ups?quote_id={quote_id}").json["items"]
    assert len({(one["step"], one["due_on"]) for one in every}) == len(every)


def test_a_policy_that_changes_nothing_writes_nothing(api: Api, quote_id: str, worker: Worker) -> None:
    api.ada.patch("/policies", {"follow_up_days_after_sending": [14, 7, 3]})
    worker.run_due()
    worker.run_due()
    assert api.ada.get("/journal?verb=quote.reschedule").json["items"] == []


def test_it_still_expires_after_the_policy_was_looked_at(
    api: Api, quote_id: str, worker: Worker, moment: Moment
) -> None:
    api.ada.patch("/policies", {"follow_up_days_after_sending": [1]})
    worker.run_due()
    worker.run_due()
    moment.advance(days=31)
    worker.run_due()
    assert api.li.get(f"/quotes/{quote_id}").json["state"] == "expired"

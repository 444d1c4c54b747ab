"""What was decided is kept: the worker may come days late, and nobody changes an amount that was won or lost."""

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity
from tests.make.quotes import LINE, a_sent_quote
from tests.make.reminders import work_off


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


def test_a_worker_that_was_down_for_three_days_expires_once_and_only_what_is_unanswered(
    api: Api, account_id: str, worker: Worker, moment: Moment
) -> None:
    forgotten, won, lost, withdrawn, longer = (
        f"/quotes/{a_sent_quote(api.li, account_id, valid_until=until)['id']}"
        for until in (*["2026-03-04"] * 4, "2026-03-20")
    )
    api.li.post(f"{won}/win")
    api.li.post(f"{lost}/loss", {"reason": "price"})
    api.li.post(f"{withdrawn}/withdrawal")
    moment.advance(days=6)
    for _ in range(3):
        work_off(worker)
    states = [api.li.get(path).json["state"] for path in (forgotten, won, lost, withdrawn, longer)]
    assert states == ["expired", "won", "lost", "withdrawn", "sent"]
    (entry,) = api.ada.get("/journal?verb=quote.expire").json["items"]
    assert forgotten.endswith(entry["subject_id"])


@pytest.mark.parametrize(("ending", "body"), [("win", {}), ("loss", {"reason": "price"}), ("withdrawal", {})])
def test_nothing_of_a_decided_quotation_changes_any_more(
    api: Api, account_id: str, ending: str, body: dict[str, str]
) -> None:
    path = f"/quotes/{a_sent_quote(api.li, account_id)['id']}"
    decided = api.li.post(f"{path}/{ending}", body).json
    tries = [
        api.mei.patch(path, {"amount": "1.00"}),
        api.mei.patch(path, {"probability": 5}),
        api.mei.put(f"{path}/lines", {"lines": [LINE]}),
        api.mei.post(f"{path}/revisions"),
        api.mei.post(f"{path}/renewal", {"valid_until": "2026-05-01"}),
        *(api.mei.post(f"{path}/{again}", {"reason": "price"}) for again in ("loss", "withdrawal")),
    ]
    assert {answer.status_code for answer in tries} <= {409, 422}
    now = api.li.get(path).json
    assert {name: now[name] for name in ("version", "state", "amount")} == {
        name: decided[name] for name in ("version", "state", "amount")
    }


def test_a_won_amount_changes_only_after_a_manager_said_why_and_the_journal_has_both(api: Api, account_id: str) -> None:
    one = an_opportunity(api.li, account_id)
    path = f"/opportunities/{one['id']}"
    api.li.post(f"{path}/win")
    assert api.mei.patch(path, {"amount": "1.00"}).status_code == 409
    assert api.li.post(f"{path}/reopening", {"reason": "A mistake"}).status_code == 403
    assert api.mei.post(f"{path}/reopening", {"reason": "They ordered less"}).status_code == 200
    assert api.li.patch(path, {"amount": "400000.00"}).status_code == 200
    (reopened,) = api.ada.get("/journal?verb=opportunity.reopen").json["items"]
    (changed,) = api.ada.get("/journal?verb=opportunity.change").json["items"]
    assert (reopened["actor_id"], reopened["details"]["reason"]) == ("user-mei", "They ordered less")
    assert (changed["before"]["amount"], changed["after"]["amount"]) == ("480000", "400000")

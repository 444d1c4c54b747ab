"""A quotation from the enquiry to the answer, over HTTP."""

from datetime import UTC, datetime

import pytest

from kamfield.core.errors import WrongState
from kamfield.core.work import Work
from kamfield.quotes.models import Quote
from kamfield.quotes.rules.states import MOVES, State
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.quotes import KNOWN, a_quote, a_sent_quote


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work, time_zone="America/New_York").id


def steps_of(api: Api, quote_id: str, state: str = "due") -> list[tuple[str, str]]:
    found = api.li.get(f"/follow-ups?quote_id={quote_id}&state={state}").json["items"]
    return [(step["step"], step["due_on"]) for step in found]


def test_an_enquiry_gets_the_next_number_of_the_year(api: Api, account_id: str) -> None:
    numbers = [a_quote(api.li, account_id)["number"] for _ in range(3)]
    assert numbers == ["Q2026-0001", "Q2026-0002", "Q2026-0003"]


def test_the_year_is_the_authors(api: Api, account_id: str, moment: Moment) -> None:
    moment.set(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    assert a_quote(api.li, account_id)["number"] == "Q2027-0001"


def test_a_refused_enquiry_leaves_no_gap(api: Api, account_id: str) -> None:
    refused = api.li.post("/quotes", {"account_id": "elsewhere", "title": "x"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/account_id")
    assert a_quote(api.li, account_id)["number"] == "Q2026-0001"


def test_an_amount_comes_back_to_the_last_place(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount="1234567890123.4567", currency="EUR")
    assert (quote["amount"], quote["currency"]) == ("1234567890123.4567", "EUR")
    wrong = api.li.post("/quotes", {"account_id": account_id, "title": "x", "currency": "euro"})
    assert wrong.json["errors"][0]["code"] == "not-a-currency"


def test_sending_lays_the_ladder(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    assert (quote["state"], quote["sent_on"]) == ("sent", "2026-03-02")
    assert steps_of(api, quote["id"]) == [
        ("after-3", "2026-03-05"),
        ("after-7", "2026-03-09"),
        ("after-14", "2026-03-16"),
        ("before-3", "2026-03-28"),
    ]


def test_the_ladder_and_the_currency_are_the_companys(api: Api, account_id: str) -> None:
    changed = api.ada.patch("/policies", {"follow_up_days_after_sending": [2], "currency": "EUR"})
    assert changed.status_code == 200, changed.json
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    assert steps_of(api, quote["id"]) == [("after-2", "2026-03-04"), ("before-3", "2026-03-28")]
    plain = api.li.post("/quotes", {"account_id": account_id, "title": "Spare parts"}).json
    assert plain["currency"] == "EUR"


def test_a_short_validity_has_a_short_ladder(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-04")
    assert steps_of(api, quote["id"]) == []


def test_another_last_day_moves_its_step_and_back_again(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    path = f"/quotes/{quote['id']}"
    assert api.li.patch(path, {"valid_until": "2026-04-30"}, version=quote["version"]).status_code == 200
    assert steps_of(api, quote["id"])[-1] == ("before-3", "2026-04-27")
    assert api.li.patch(path, {"valid_until": "2026-03-31"}).status_code == 200
    assert steps_of(api, quote["id"])[-1] == ("before-3", "2026-03-28")
    assert steps_of(api, quote["id"], "skipped") == [("before-3", "2026-04-27")]


def test_a_day_the_client_names_takes_the_place_of_the_steps_before_it(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-31")
    first = api.li.get(f"/follow-ups?quote_id={quote['id']}").json["items"][0]
    body = {"said": "They decide on the 12th", "next_on": "2026-03-12"}
    done = api.li.post(f"/follow-ups/{first['id']}/completion", body)
    assert (done.json["state"], done.json["said"]) == ("done", "They decide on the 12th")
    assert steps_of(api, quote["id"])[0] == ("agreed", "2026-03-12")
    assert steps_of(api, quote["id"], "skipped") == [("after-7", "2026-03-09")]
    again = api.li.post(f"/follow-ups/{first['id']}/completion", body)
    assert (again.status_code, again.json["code"]) == (409, "wrong-state")


@pytest.mark.parametrize(
    ("ending", "body", "state"),
    [("win", {}, "won"), ("loss", {"reason": "price"}, "lost"), ("withdrawal", {}, "withdrawn")],
)
def test_an_answer_ends_the_ladder(api: Api, account_id: str, ending: str, body: dict[str, str], state: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    decided = api.li.post(f"/quotes/{quote['id']}/{ending}", body)
    assert (decided.json["state"], decided.json["decided_on"]) == (state, "2026-03-02")
    assert steps_of(api, quote["id"]) == []
    assert len(steps_of(api, quote["id"], "skipped")) == 3


def test_what_was_decided_stays_as_it_was(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    api.li.post(f"/quotes/{quote['id']}/win")
    assert api.li.patch(f"/quotes/{quote['id']}", {"amount": "1.00"}).status_code == 409


def test_nothing_is_sent_without_an_amount_or_before_its_time(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, dossier=KNOWN)
    api.li.post(f"/quotes/{quote['id']}/readiness")
    assert api.li.post(f"/quotes/{quote['id']}/sending").json["code"] == "amount-missing"
    priced = a_quote(api.li, account_id)
    assert api.li.post(f"/quotes/{priced['id']}/sending").json["code"] == "wrong-state"
    tomorrow = api.li.post(f"/quotes/{priced['id']}/sending", {"sent_on": "2026-03-03"})
    assert tomorrow.json["errors"][0]["pointer"] == "/sent_on"


def test_it_expires_when_its_last_day_is_over_where_the_client_is(
    api: Api, account_id: str, worker: Worker, moment: Moment
) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    moment.set(datetime(2026, 3, 8, 4, 59, tzinfo=UTC))  # 23:59 in New York, long past midnight in Shanghai
    worker.run_due()
    assert api.li.get(f"/quotes/{quote['id']}").json["state"] == "sent"
    moment.advance(minutes=1)
    worker.run_due()
    assert api.li.get(f"/quotes/{quote['id']}").json["state"] == "expired"
    assert steps_of(api, quote["id"]) == []


def test_expiry_never_overwrites_a_won_one(api: Api, account_id: str, worker: Worker, moment: Moment) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    api.li.post(f"/quotes/{quote['id']}/win")
    moment.advance(days=30)
    worker.run_due()
    assert api.li.get(f"/quotes/{quote['id']}").json["state"] == "won"


def test_an_expired_one_can_be_renewed_and_won(api: Api, account_id: str, worker: Worker, moment: Moment) -> None:
    quote = a_sent_quote(api.li, account_id, valid_until="2026-03-07")
    moment.advance(days=10)
    worker.run_due()
    again = api.li.post(f"/quotes/{quote['id']}/renewal", {"valid_until": "2026-03-31"})
    assert (again.json["state"], steps_of(api, quote["id"])[0]) == ("sent", ("after-3", "2026-03-15"))
    assert api.li.post(f"/quotes/{quote['id']}/win").json["state"] == "won"


def test_the_list_of_what_is_to_be_chased_is_the_reps_own(api: Api, account_id: str) -> None:
    a_sent_quote(api.li, account_id)
    due = "/follow-ups?mine=true&state=due&due_until=2026-03-09"
    assert [step["step"] for step in api.li.get(due).json["items"]] == ["after-3", "after-7"]
    assert api.mei.get(due).json["items"] == []
    assert len(api.mei.get("/follow-ups?state=due").json["items"]) == 3


def test_a_stranger_sees_and_does_nothing(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    assert api.sam.get("/quotes").json["items"] == []
    assert api.sam.get("/follow-ups").json["items"] == []
    assert api.sam.get(f"/quotes/{quote['id']}").status_code == 404
    assert api.sam.post(f"/quotes/{quote['id']}/win").status_code == 404
    assert api.ren.post("/quotes", {"account_id": account_id, "title": "x"}).status_code == 422


def test_the_manager_may_act_on_it(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    assert api.mei.post(f"/quotes/{quote['id']}/loss", {"reason": "price", "lost_to": "Mindray"}).status_code == 200


def test_a_leavers_quotations_and_what_is_to_be_chased_go_on(api: Api, account_id: str, worker: Worker) -> None:
    open_one, won = a_sent_quote(api.li, account_id), a_sent_quote(api.li, account_id)
    api.li.post(f"/quotes/{won['id']}/win")
    handed = api.mei.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"})
    assert handed.status_code == 201, handed.json
    worker.run_due()
    assert api.ren.get(f"/quotes/{open_one['id']}").json["owner_id"] == "user-ren"
    assert api.mei.get(f"/quotes/{won['id']}").json["owner_id"] == "user-li"
    assert len(api.ren.get("/follow-ups?mine=true&state=due").json["items"]) == 3
    assert api.ren.get(f"/quotes/{open_one['id']}").json["state"] == "sent"


@pytest.mark.parametrize("state", list(State))
def test_a_refused_step_leaves_everything_as_it_was(state: State) -> None:
    for verb in {verb for moves in MOVES.values() for verb in moves} - MOVES[state].keys():
        quote = Quote(title="x", state=state)
        with pytest.raises(WrongState):
            quote.move(verb)
        assert quote.state == state


def test_the_list_is_narrowed_and_counted(api: Api, account_id: str) -> None:
    soon = a_sent_quote(api.li, account_id, valid_until="2026-03-10")
    late = a_sent_quote(api.li, account_id, valid_until="2026-05-10")
    euro = a_quote(api.li, account_id, amount="10.50", currency="EUR")
    a_quote(api.li, account_id, amount="0.25", currency="EUR")
    found = {
        query: [one["number"] for one in api.li.get(f"/quotes?{query}").json["items"]]
        for query in (
            "valid_to=2026-03-31",
            "valid_from=2026-04-01",
            "chase_until=2026-03-05",
            "chase_until=2026-03-04",
        )
    }
    assert found == {
        "valid_to=2026-03-31": [soon["number"]],
        "valid_from=2026-04-01": [late["number"]],
        "chase_until=2026-03-05": [soon["number"], late["number"]],
        "chase_until=2026-03-04": [],
    }
    ordered = [one["id"] for one in api.li.get("/quotes?sort=valid_until&limit=3").json["items"]]
    assert ordered[:2] == [soon["id"], late["id"]]
    counts = api.li.get("/quotes/counts").json["items"]
    assert [(one["state"], one["currency"], one["count"], float(one["amount"])) for one in counts] == [
        ("enquiry", "EUR", 2, 10.75),
        ("sent", "CNY", 2, 372000),
    ]
    assert api.sam.get("/quotes/counts").json["items"] == []
    assert api.li.get(f"/quotes/counts?state=enquiry&owner_id={euro['owner_id']}").json["items"][0]["count"] == 2


def test_a_loss_tells_who_got_it_and_for_how_much(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    body = {"reason": "price", "lost_to": "Nordring", "competitor_price": "171000"}
    lost = api.li.post(f"/quotes/{quote['id']}/loss", body).json
    assert (lost["loss_reason"], lost["lost_to"], lost["competitor_price"]) == ("price", "Nordring", "171000.00")

"""Commercial facts: dated, with source and author, never overwritten."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from kamfield.accounts.actions import facts
from kamfield.accounts.models import Account, Fact
from kamfield.accounts.models.facts import LearntMeanwhile
from kamfield.accounts.rules.facts import FORMS, FactKind, Source
from kamfield.core.db import as_problem
from kamfield.core.errors import Invalid
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.facts import make_fact
from tests.make.members import join

BEARINGS = {"kind": "purchase_volume", "subject": "Bearings", "amount": "1200", "unit": "t"}
VALID = {
    "purchase_volume": {"subject": "Bearings", "amount": "1200", "unit": "t"},
    "share_of_wallet": {"subject": "Bearings", "amount": "35"},
    "quality_requirement": {"text": "ISO 492 class 6"},
    "price_requirement": {"subject": "Bearings", "text": "3 % less each year"},
    "payment_term": {"text": "30 days net", "amount": "30"},
    "payment_cycle": {"amount": "47"},
    "credit_rating": {"text": "BB+"},
    "credit_limit": {"amount": "200000", "currency": "CNY"},
    "payment_punctuality": {"amount": "82.5"},
    "credit_check": {"due_on": "2026-09-01"},
    "yearly_sales": {"subject": "2025", "amount": "1500000.50", "currency": "CNY"},
    "yearly_margin": {"subject": "2025", "amount": "-3.5"},
    "product_supplied": {"subject": "6204-2RS"},
}


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


def learn(api: Api, account: Account, body: dict[str, object] = BEARINGS, who: str = "li"):
    return getattr(api, who).post(f"/accounts/{account.id}/facts", body)


def current(api: Api, account: Account, **filters: str) -> list[dict[str, object]]:
    return api.li.get(f"/accounts/{account.id}/facts", query_string=filters).json["items"]


@pytest.mark.parametrize("kind", FORMS)
def test_each_kind_is_learnt_and_read_back(api: Api, account: Account, kind: FactKind) -> None:
    learnt = learn(api, account, {"kind": kind.value, **VALID[kind.value]})
    assert learnt.status_code == 201, learnt.json
    read = api.li.get(f"/facts/{learnt.json['id']}").json
    assert read["unit"] == (FORMS[kind].unit if read["amount"] else None) or read["unit"] == "t"
    assert (read["author_id"], read["observed_on"], read["source_kind"]) == ("user-li", "2026-03-02", "own")
    assert Decimal(read["amount"] or 0) == Decimal(VALID[kind.value].get("amount", 0))


@pytest.mark.parametrize("kind", FORMS)
def test_a_fact_without_what_its_kind_needs_is_refused_at_that_field(
    api: Api, account: Account, kind: FactKind
) -> None:
    for column in FORMS[kind].needs:
        body = {"kind": kind.value, **VALID[kind.value]}
        del body[column]
        refused = learn(api, account, body)
        assert refused.status_code == 422
        assert (f"/{column}", "required") in [(one["pointer"], one["code"]) for one in refused.json["errors"]]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"kind": "share_of_wallet", "subject": "Bearings", "amount": "100.5"}, "/amount", "too-large"),
        ({"kind": "payment_cycle", "amount": "-1"}, "/amount", "too-small"),
        ({"kind": "payment_cycle", "amount": "30", "unit": "weeks"}, "/unit", "not-for-this-kind"),
        ({"kind": "credit_rating", "text": "BB", "due_on": "2026-09-01"}, "/due_on", "not-for-this-kind"),
        ({"kind": "yearly_sales", "subject": "last year", "amount": "1", "currency": "CNY"}, "/subject", "not-a-year"),
        ({"kind": "credit_limit", "amount": "1", "currency": "yuan"}, "/currency", "not-a-currency"),
        ({"kind": "price_requirement", "text": "cheaper", "amount": "1"}, "/currency", "required"),
        ({"kind": "credit_rating", "text": "BB", "observed_on": "2026-03-03"}, "/observed_on", "in-the-future"),
        ({"kind": "credit_rating", "text": "BB", "source_kind": "visit"}, "/source_id", "required"),
        ({"kind": "credit_rating", "text": "BB", "source_id": "visit-1"}, "/source_id", "not-for-this-kind"),
        ({"kind": "gossip", "text": "?"}, "/kind", "not-a-choice"),
    ],
)
def test_a_fact_that_cannot_be_so_is_refused(
    api: Api, account: Account, body: dict[str, object], pointer: str, code: str
) -> None:
    refused = learn(api, account, body)
    assert refused.status_code == 422
    assert [(one["pointer"], one["code"]) for one in refused.json["errors"]] == [(pointer, code)]


def test_the_newer_fact_counts_and_the_older_one_stays(api: Api, account: Account, moment: Moment) -> None:
    first = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    second = learn(api, account, BEARINGS | {"amount": "900", "subject": " bearings "}).json
    assert [one["id"] for one in current(api, account)] == [second["id"]]
    both = current(api, account, history="true")
    assert [one["id"] for one in both] == [second["id"], first["id"]]
    assert (both[1]["superseded_at"], both[1]["amount"]) == ("2026-03-02T02:00:00Z", "1200")


def test_a_fact_seen_earlier_than_the_known_one_is_history_at_once(api: Api, account: Account) -> None:
    known = learn(api, account, BEARINGS | {"observed_on": "2026-02-10"}).json
    late = learn(api, account, BEARINGS | {"observed_on": "2026-01-10", "amount": "900"}).json
    assert late["superseded_at"] is not None
    assert [one["id"] for one in current(api, account)] == [known["id"]]


def test_a_confirmation_counts_as_seeing_it(api: Api, account: Account) -> None:
    known = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    confirmed = api.mei.post(f"/facts/{known['id']}/confirmation", {"on": "2026-02-20"}).json
    assert (confirmed["confirmed_on"], confirmed["confirmed_by_id"]) == ("2026-02-20", "user-mei")
    between = learn(api, account, BEARINGS | {"observed_on": "2026-02-01", "amount": "900"}).json
    assert between["superseded_at"] is not None


def test_each_category_has_its_own_current_fact(api: Api, account: Account) -> None:
    learn(api, account)
    learn(api, account, BEARINGS | {"subject": "Seals", "amount": "3"})
    assert {one["subject"] for one in current(api, account, kind="purchase_volume")} == {"Bearings", "Seals"}
    assert current(api, account, kind="credit_rating") == []


def test_what_is_superseded_cannot_be_confirmed(api: Api, account: Account) -> None:
    first = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    learn(api, account, BEARINGS | {"amount": "900"})
    refused = api.li.post(f"/facts/{first['id']}/confirmation")
    assert (refused.status_code, refused.json["code"]) == (409, "superseded")


def test_nobody_has_seen_tomorrow(api: Api, account: Account) -> None:
    known = learn(api, account).json
    refused = api.li.post(f"/facts/{known['id']}/confirmation", {"on": "2026-03-03"})
    assert [one["code"] for one in refused.json["errors"]] == ["in-the-future"]


def test_a_retracted_fact_gives_its_place_back(api: Api, account: Account, work: Work) -> None:
    first = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    wrong = learn(api, account, BEARINGS | {"amount": "12"}).json
    without = api.li.delete(f"/facts/{wrong['id']}")
    assert [one["parameter"] for one in without.json["errors"]] == ["reason"]
    gone = api.li.delete(f"/facts/{wrong['id']}", query_string={"reason": "wrong unit"}, version=wrong["version"])
    assert gone.status_code == 204
    assert [one["id"] for one in current(api, account, history="true")] == [first["id"]]
    assert [one["id"] for one in current(api, account)] == [first["id"]]
    assert api.li.get(f"/facts/{wrong['id']}").status_code == 404
    entry = work.db.query(Entry).filter_by(verb="fact.retract").one()
    assert entry.details == {"kind": "purchase_volume", "about": "Bearings", "reason": "wrong unit"}


def test_retracting_history_changes_nothing_else(api: Api, account: Account) -> None:
    first = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    second = learn(api, account, BEARINGS | {"amount": "900"}).json
    assert api.li.delete(f"/facts/{first['id']}", query_string={"reason": "?"}).status_code == 204
    assert [one["id"] for one in current(api, account)] == [second["id"]]


def test_author_lead_manager_and_admin_retract_and_a_colleague_on_the_team_does_not(
    api: Api, account: Account, work: Work
) -> None:
    join(work, account, Cast.ren)
    join(work, account, Cast.sam)
    for who, subject, expected in (
        ("ren", "1", 403),
        ("max", "1", 403),  # above sam of the team, not above the lead
        ("mei", "1", 204),
        ("dana", "2", 204),
        ("ada", "3", 204),
        ("li", "4", 204),
    ):
        fact = make_fact(work, account, FactKind.PRODUCT_SUPPLIED, subject=subject)
        retracted = getattr(api, who).delete(f"/facts/{fact.id}", query_string={"reason": "no"})
        assert retracted.status_code == expected, who
        if expected == 403:
            fact.delete(work.now)
    own = make_fact(work, account, FactKind.PRODUCT_SUPPLIED, Cast.ren, subject="5")
    assert api.ren.delete(f"/facts/{own.id}", query_string={"reason": "mine"}).status_code == 204


def test_a_stranger_finds_no_fact(api: Api, account: Account, work: Work) -> None:
    fact = make_fact(work, account)
    for who in ("sam", "ren"):
        caller = getattr(api, who)
        assert caller.get(f"/facts/{fact.id}").status_code == 404
        assert caller.get(f"/accounts/{account.id}/facts").status_code == 404
        assert learn(api, account, who=who).status_code == 404
        assert caller.post(f"/facts/{fact.id}/confirmation").status_code == 404
        assert caller.delete(f"/facts/{fact.id}", query_string={"reason": "?"}).status_code == 404
    assert api.mei.get(f"/facts/{fact.id}").status_code == 200


def test_a_fact_changed_meanwhile_is_not_retracted(api: Api, account: Account) -> None:
    fact = learn(api, account, BEARINGS | {"observed_on": "2026-01-10"}).json
    api.li.post(f"/facts/{fact['id']}/confirmation")
    gone = api.li.delete(f"/facts/{fact['id']}", query_string={"reason": "?"}, version=fact["version"])
    assert gone.status_code == 412


def test_a_report_teaches_a_fact_with_itself_as_the_source(work: Work, account: Account) -> None:
    fact = facts.learn(
        work,
        account.id,
        FactKind.PAYMENT_CYCLE,
        amount=Decimal(47),
        observed_on=date(2026, 2, 20),
        source_kind=Source.REPORT,
        source_id="report-1",
    )
    assert (fact.source_kind, fact.source_id, fact.author_id, fact.unit) == ("report", "report-1", None, "days")
    with pytest.raises(Invalid):
        facts.learn(work, account.id, FactKind.PAYMENT_CYCLE, source_kind=Source.REPORT, source_id="report-1")


def test_of_two_who_record_the_same_fact_at_once_the_slower_one_is_told(work: Work, account: Account) -> None:
    known = make_fact(work, account)
    columns = {"kind": known.kind, "observed_on": known.observed_on, "text": "60 days net"}
    work.add(Fact(account_id=account.id, subject="", **columns))  # written by somebody who did not see `known` yet
    with pytest.raises(IntegrityError) as error:
        work.db.flush()
    assert isinstance(as_problem(error.value), LearntMeanwhile)


def test_facts_of_two_accounts_come_together_and_the_fresher_one_counts(work: Work, account: Account) -> None:
    other = make_account(work)
    days = {"old": date(2026, 1, 10), "new": date(2026, 2, 10)}
    kept = make_fact(work, account, text="30 days", observed_on=days["new"])
    beaten = make_fact(work, other, text="60 days", observed_on=days["old"])
    winner = make_fact(work, other, FactKind.CREDIT_RATING, text="BB", observed_on=days["new"])
    loser = make_fact(work, account, FactKind.CREDIT_RATING, text="C", observed_on=days["old"])
    alone = make_fact(work, other, FactKind.PRODUCT_SUPPLIED, subject="6204")
    work.act("account.add", account)
    facts.bring_together(work, other.id, account.id)
    work.db.flush()
    assert {fact.account_id for fact in (kept, beaten, winner, loser, alone)} == {account.id}
    assert [fact.superseded_at is None for fact in (kept, winner, alone)] == [True] * 3
    assert [fact.superseded_at is None for fact in (beaten, loser)] == [False] * 2


def test_an_import_that_says_what_is_known_changes_nothing(work: Work, account: Account) -> None:
    def load(batch: str, text: str):
        source = {"source_kind": Source.IMPORT, "source_id": batch}
        fact = facts.learn(work, account.id, FactKind.PAYMENT_TERM, text=text, **source)
        work.db.flush()
        return fact

    first = load("import-1", "30 days net")
    version = first.version
    assert load("import-2", "30 days net") is first
    assert first.version == version
    assert load("import-3", "60 days net") is not first
    assert first.superseded_at is not None


def test_kinds_are_named_in_the_language_of_the_caller(api: Api) -> None:
    kinds = {one["kind"]: one for one in api.li.get("/fact-kinds").json["items"]}
    assert kinds["payment_cycle"] == {
        "kind": "payment_cycle",
        "label": "Measured payment cycle",
        "needs": ["amount"],
        "may": ["text"],
        "unit": "days",
    }
    chinese = api.li.get("/fact-kinds", headers={"Accept-Language": "zh-CN"}).json["items"]
    assert {one["kind"]: one["label"] for one in chinese}["purchase_volume"] == "年采购量"

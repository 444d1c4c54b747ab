"""What happened with a client, told to whoever sees the client."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kamfield.accounts.actions import accounts, contacts, facts, notes, team
from kamfield.accounts.models import Account
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core import db as database
from kamfield.core.work import Work
from kamfield.opportunities.actions import opportunities, stages
from kamfield.quotes import actions as quotes
from kamfield.timeline import queries
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.facts import make_fact, make_intelligence
from tests.make.quotes import make_quote
from tests.make.visits import make_done_visit, make_report

CHINESE = {"Accept-Language": "zh-CN"}


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work)


def timeline(api: Api, account: Account, who: str = "li", **options) -> list[dict[str, object]]:
    return getattr(api, who).get(f"/accounts/{account.id}/timeline", **options).json["items"]


def texts(api: Api, account: Account, **options) -> list[str]:
    return [one["text"] for one in timeline(api, account, **options)]


def test_the_latest_comes_first_with_who_and_what(api: Api, account: Account, work: Work, moment: Moment) -> None:
    fact = make_fact(work, account, FactKind.PURCHASE_VOLUME, subject="Bearings", amount=Decimal(1200), unit="t")
    later = replace(work, now=moment.advance(hours=1))
    make_intelligence(later, account, IntelligenceKind.COMPETITOR, Cast.mei, name="Nordlager", text="New in Suzhou")
    events = timeline(api, account)
    assert [one["text"] for one in events] == [
        "Mei noted “Competitor (Nordlager): New in Suzhou”.",
        "Li noted “Annual purchase volume (Bearings): 1,200 t”.",
        "Li added this client.",
    ]
    assert events[1] | {"id": ""} == {
        "id": "",
        "at": "2026-03-02T02:00:00Z",
        "kind": "fact",
        "verb": "fact.learn",
        "text": "Li noted “Annual purchase volume (Bearings): 1,200 t”.",
        "actor_id": "user-li",
        "actor_name": "Li",
        "on_behalf_of_name": None,
        "subject_kind": "facts",
        "subject_id": fact.id,
    }


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        (FactKind.SHARE_OF_WALLET, {"subject": "Seals", "amount": Decimal("12.5")}, "我方供货份额（Seals）：12.5 %"),
        (FactKind.PAYMENT_CYCLE, {"amount": Decimal(50)}, "实际付款周期：50 天"),
        (FactKind.CREDIT_LIMIT, {"amount": Decimal("200000.00"), "currency": "CNY"}, "信用额度：¥200,000.00"),
        (FactKind.CREDIT_CHECK, {"due_on": "2026-09-01", "text": "by post"}, "下次信用调查：2026-09-01, by post"),
        (FactKind.PRODUCT_SUPPLIED, {"subject": "6204"}, "供应产品（6204）"),
    ],
)
def test_a_fact_is_told_in_the_language_of_the_caller(
    api: Api, account: Account, kind: FactKind, said: dict[str, object], told: str
) -> None:
    body = {"kind": kind.value, **{name: str(value) for name, value in said.items()}}
    assert api.li.post(f"/accounts/{account.id}/facts", body).status_code == 201
    assert texts(api, account, headers=CHINESE)[0] == f"Li 登记了“{told}”。"


def test_a_confirmation_and_a_retraction_are_told(api: Api, account: Account, work: Work) -> None:
    fact = make_fact(work, account)
    api.mei.post(f"/facts/{fact.id}/confirmation")
    api.mei.delete(f"/facts/{fact.id}", query_string={"reason": "100 % wrong"})
    assert texts(api, account)[:2] == [
        "Mei took back “Payment term”. Reason: 100 % wrong",
        "Mei confirmed “Payment term” as still true.",
    ]


def test_a_long_text_is_cut(api: Api, account: Account, work: Work) -> None:
    make_fact(work, account, text="net " * 100)
    text = texts(api, account)[0]
    assert (len(text) < 200, text[-3:]) == (True, "…”.")


def test_the_kind_can_be_chosen_and_pages_follow_each_other(api: Api, account: Account, work: Work) -> None:
    for number in range(3):
        make_fact(work, account, FactKind.PRODUCT_SUPPLIED, subject=f"Product {number}")
    make_intelligence(work, account)
    assert {one["kind"] for one in timeline(api, account, query_string={"kind": "fact"})} == {"fact"}
    first = api.li.get(f"/accounts/{account.id}/timeline", query_string={"limit": 2, "kind": "fact"}).json
    rest = {"limit": 2, "kind": "fact", "cursor": first["next_cursor"]}
    second = api.li.get(f"/accounts/{account.id}/timeline", query_string=rest).json
    told = [one["text"] for one in (*first["items"], *second["items"])]
    assert told == [f"Li noted “Product supplied (Product {number})”." for number in (2, 1, 0)]
    assert second["next_cursor"] is None
    assert api.li.get(f"/accounts/{account.id}/timeline", query_string={"kind": "gossip"}).status_code == 422


def test_readings_of_notes_and_their_text_are_not_told(api: Api, account: Account, work: Work) -> None:
    contact = make_contact(work, account)
    notes.write(replace(work, user=Cast.li.actor), contact.id, "Retires in autumn")
    notes.read(replace(work, user=Cast.ada.actor), contact.id)
    work.db.flush()
    answer = api.li.get(f"/accounts/{account.id}/timeline")
    assert [one["verb"] for one in answer.json["items"]] == ["contact.add", "account.add"]
    assert "Retires" not in answer.text


def test_what_kamfield_does_by_itself_is_told_as_its_own(api: Api, account: Account, work: Work) -> None:
    facts.learn(work, account.id, FactKind.CREDIT_RATING, text="BB", source_kind="import", source_id="import-1")
    work.db.flush()
    assert texts(api, account)[0] == "Kamfield noted “Credit rating: BB”."


def test_tier_team_contacts_and_places_are_told_with_names(api: Api, account: Account, work: Work) -> None:
    as_mei = replace(work, user=Cast.mei.actor)
    accounts.set_tier(as_mei, account.id, tier="A", reason="Doubled its volume")
    team.add_member(as_mei, account.id, user_id="user-sam")
    team.set_lead(as_mei, account.id, user_id="user-ren")
    contact = make_contact(work, account, name="Zhou Min")
    contacts.mark_left(as_mei, contact.id)
    make_place(work, account, label="Gate 3")
    work.db.flush()
    assert texts(api, account)[:-1] == [
        "Kamfield added the place Gate 3.",
        "Zhou Min no longer works there, says Mei.",
        "Kamfield added the contact Zhou Min.",
        "Mei made Ren the lead; it was Li.",
        "Mei took Sam onto the team.",
        "Mei set the tier to A (before: –): Doubled its volume",
    ]
    assert texts(api, account, query_string={"kind": "tier"}) == [
        "Mei set the tier to A (before: –): Doubled its volume"
    ]


def test_a_quotation_is_told_from_the_first_enquiry_to_the_order(api: Api, account: Account, work: Work) -> None:
    as_li = replace(work, user=Cast.li.actor)
    draft = {"title": "Seals", "amount": Decimal(500), "currency": "CNY"}
    quote = make_quote(as_li, account.id, **draft)
    work.db.flush()
    quotes.make_ready(as_li, quote.id)
    quotes.send(as_li, quote.id)
    quotes.win(as_li, quote.id)
    work.db.flush()
    number = quote.number
    assert texts(api, account, query_string={"kind": "quotation"}) == [
        f"Quotation {number} (Seals) was won, says Li.",
        f"Li sent quotation {number} (Seals).",
        f"Li opened quotation {number} (Seals).",
    ]


def test_a_visit_is_told_from_its_planning_to_its_report(api: Api, account: Account, work: Work) -> None:
    report = make_report(work, make_done_visit(work, account), outcome="order", internal="The buyer wants to leave")
    work.db.flush()
    answer = api.mei.get(f"/accounts/{account.id}/timeline")
    told = [one["text"] for one in answer.json["items"] if one["kind"] in {"visit", "report"}]
    assert told == [
        "Li reported a visit. Outcome: Order",
        "Li arrived for a visit.",
        "Li planned a visit on 2026-03-02.",
    ]
    assert "wants to leave" not in answer.text
    assert answer.json["items"][0]["subject_id"] == report.visit_id


def test_the_story_of_a_merged_account_goes_on(api: Api, account: Account, work: Work) -> None:
    other = make_account(work)
    make_fact(work, other, text="90 days")
    other.merged_into_id = account.id
    work.act("account.add", other)
    work.db.flush()
    assert "Li noted “Payment term: 90 days”." in texts(api, account)


def test_one_account_tells_nothing_of_another(api: Api, account: Account, work: Work) -> None:
    make_fact(work, make_account(work))
    assert texts(api, account) == ["Li added this client."]


def test_a_page_costs_the_same_however_many_people_acted(
    api: Api, account: Account, work: Work, count_statements
) -> None:
    with count_statements() as few:
        timeline(api, account)
    for number, person in enumerate((Cast.li, Cast.mei, Cast.dana, Cast.ada) * 5):
        make_fact(work, account, FactKind.PRODUCT_SUPPLIED, person, subject=f"Product {number}")
    with count_statements() as many:
        assert len({one["actor_name"] for one in timeline(api, account)}) == 4
    assert len(many) <= len(few)


def test_a_stranger_finds_no_timeline(api: Api, account: Account) -> None:
    for who in ("sam", "ren", "max"):
        assert getattr(api, who).get(f"/accounts/{account.id}/timeline").status_code == 404
    assert timeline(api, account, "dana")


def test_the_timeline_is_read_by_its_index(account: Account, work: Work) -> None:
    statement = queries.told([account.id]).order_by(queries.SORTS["at"].desc())
    assert "ix_journal_account" in plan(work, statement)


def plan(work: Work, statement) -> str:
    if database.is_postgresql(work.db):
        work.db.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
    return database.explain(work.db, statement)


def test_a_step_of_an_opportunity_noted_in_the_same_breath_says_from_where_to_where(
    api: Api, account: Account, work: Work
) -> None:
    """As in a push of what was noted offline: nothing was written before it."""
    manager, rep = (replace(work, user=one.actor) for one in (Cast.mei, Cast.li))
    closes_on = date(2026, 6, 30)
    opportunity = opportunities.add(rep, account_id=account.id, name="Seals for line 2", expected_close_on=closes_on)
    stages.advance(manager, opportunity.id, reason="I know them")
    stages.set_back(rep, opportunity.id, reason="Nobody knew of it")
    work.db.flush()
    assert texts(api, account)[:2] == [
        "Li set Seals for line 2 back: A project → Potential. Reason: Nobody knew of it",
        "Mei moved Seals for line 2 forward with answers missing: Potential → A project. Reason: I know them",
    ]

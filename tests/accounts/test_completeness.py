"""What the tier of an account requires, what is missing, and what is older than allowed."""

from datetime import date, timedelta

import pytest

from kamfield.accounts import queries
from kamfield.accounts.models import Account
from kamfield.accounts.rules import Tier
from kamfield.accounts.rules.completeness import LABELS, REQUIRED, Completeness, Held, Requirement, judge
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.facts import make_fact, make_intelligence

TODAY = date(2026, 3, 2)


def read(api: Api, account: Account, **options):
    return api.li.get(f"/accounts/{account.id}/completeness", **options).json


def furnish(work: Work, account: Account, observed_on: date = TODAY) -> None:
    """All that a C needs."""
    make_place(work, account, is_main=True)
    for _ in range(3):
        make_contact(work, account, phone="+86 21 5555 0100")
    make_fact(
        work, account, FactKind.PURCHASE_VOLUME, subject="Bearings", amount=1200, unit="t", observed_on=observed_on
    )
    make_fact(work, account, observed_on=observed_on)


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work, tier="C", industry="machinery")


def test_all_that_is_missing_is_named(api: Api, account: Account) -> None:
    found = read(api, account)
    assert (found["percent"], found["met"], found["required"]) == (14, 1, 7)
    assert found["missing"][0] == {
        "code": "place.main",
        "label": "Main place",
        "since": "2026-03-02",
        "subject": "",
        "fact_id": None,
    }
    assert [one["code"] for one in found["missing"][-2:]] == ["fact.purchase_volume", "fact.payment_term"]
    assert found["stale"] == []


def test_labels_are_in_the_language_of_the_caller(api: Api, account: Account) -> None:
    chinese = read(api, account, headers={"Accept-Language": "zh-CN"})
    assert "年采购量" in [one["label"] for one in chinese["missing"]]


def test_an_account_with_everything_is_complete(api: Api, account: Account, work: Work) -> None:
    furnish(work, account)
    assert read(api, account) | {"account_id": ""} == {
        "account_id": "",
        "tier": "C",
        "percent": 100,
        "required": 7,
        "met": 7,
        "missing": [],
        "stale": [],
    }


def test_a_fact_grows_stale_and_a_confirmation_makes_it_fresh(
    api: Api, account: Account, work: Work, moment: Moment
) -> None:
    furnish(work, account, observed_on=TODAY - timedelta(days=365))
    assert read(api, account)["percent"] == 100
    moment.advance(days=1)
    stale = read(api, account)
    assert (stale["percent"], stale["missing"]) == (71, [])
    assert [(one["code"], one["subject"], one["since"]) for one in stale["stale"]] == [
        ("fact.purchase_volume", "Bearings", "2026-03-03"),
        ("fact.payment_term", "", "2026-03-03"),
    ]
    api.li.post(f"/facts/{stale['stale'][0]['fact_id']}/confirmation")
    assert [one["code"] for one in read(api, account)["stale"]] == ["fact.payment_term"]


def test_a_contact_who_left_or_a_place_without_a_point_does_not_count(api: Api, account: Account, work: Work) -> None:
    furnish(work, account)
    make_contact(work, account, active=False)
    other = make_account(work, tier="C", industry="machinery")
    make_place(work, other, None)
    make_contact(work, other, active=False, phone="1")
    missing = [one["code"] for one in read(api, other)["missing"]]
    assert "place.main" not in missing
    assert {"place.point", "contacts.three", "contact.reachable"} <= set(missing)


def test_an_a_has_to_be_known_better_than_a_d(api: Api, work: Work) -> None:
    tiers = [make_account(work, tier=tier) for tier in Tier]
    required = [read(api, account)["required"] for account in tiers]
    assert required == sorted(required, reverse=True)
    assert len(set(required)) == 4
    assert read(api, make_account(work))["required"] == required[-1]


def test_intelligence_counts_while_it_holds(api: Api, work: Work) -> None:
    account = make_account(work, tier="B")
    rival = make_intelligence(work, account, IntelligenceKind.COMPETITOR, text=None)
    assert "intelligence.competitor" not in [one["code"] for one in read(api, account)["missing"]]
    api.li.post(f"/intelligence/{rival.id}/closure")
    assert "intelligence.competitor" in [one["code"] for one in read(api, account)["missing"]]


def test_many_accounts_are_judged_together_and_alike(work: Work, count_statements) -> None:
    accounts = [make_account(work, tier="C") for _ in range(5)]
    furnish(work, accounts[2])
    queries.gaps(work, accounts[:1])  # the policies are read once per work
    with count_statements() as few:
        alone = queries.gaps(work, accounts[2:3])
    with count_statements() as many:
        together = queries.gaps(work, accounts)
    assert together[accounts[2].id] == alone[accounts[2].id]
    assert {account.id for account in accounts} == together.keys()
    assert len(few) == len(many) == 4


def test_a_stranger_learns_nothing(api: Api, account: Account) -> None:
    for caller in (api.sam, api.ren, api.max):
        assert caller.get(f"/accounts/{account.id}/completeness").status_code == 404
    assert api.mei.get(f"/accounts/{account.id}/completeness").status_code == 200


def test_a_credit_check_is_stale_once_its_day_has_passed() -> None:
    required = (Requirement("fact.credit_check", 180),)
    held = {"fact.credit_check": [Held(fresh_on=date(2024, 1, 1), due_on=TODAY)]}
    assert judge(required, held, TODAY, TODAY).percent == 100
    late = judge(required, held, TODAY + timedelta(days=1), TODAY)
    assert (late.percent, late.stale[0].since) == (0, date(2026, 3, 3))


def test_of_yearly_figures_only_the_latest_year_grows_stale() -> None:
    required = (Requirement("fact.yearly_sales", 180),)
    old, new = Held("2023", date(2024, 1, 5)), Held("2025", date(2026, 1, 5))
    assert judge(required, {"fact.yearly_sales": [new, old]}, TODAY, TODAY).percent == 100
    assert judge(required, {"fact.yearly_sales": [old]}, TODAY, TODAY).percent == 0


def test_a_requirement_with_two_stale_facts_is_one_unmet_requirement() -> None:
    required = (Requirement("fact.purchase_volume", 180), Requirement("place.main"))
    old = [Held("Bearings", date(2024, 1, 5)), Held("Seals", date(2024, 1, 5))]
    found = judge(required, {"fact.purchase_volume": old, "place.main": [Held()]}, TODAY, TODAY)
    assert (found.met, found.percent, len(found.stale)) == (1, 50, 2)


def test_nothing_required_is_complete() -> None:
    assert Completeness(0, 0, (), ()).percent == 100


def test_every_requirement_has_a_label() -> None:
    assert {code for codes in REQUIRED.values() for code in codes} <= LABELS.keys()


def test_the_lead_decides_the_day_by_the_own_time_zone(api: Api, work: Work, moment: Moment) -> None:
    account = make_account(work, Cast.sam)
    moment.set(moment.now.replace(hour=23, minute=30))  # already Tuesday in Berlin
    later = make_account(Work(work.user, moment.now, work.db, work.house), Cast.sam)
    assert api.sam.get(f"/accounts/{account.id}/completeness").json["missing"][0]["since"] == "2026-03-02"
    assert api.sam.get(f"/accounts/{later.id}/completeness").json["missing"][0]["since"] == "2026-03-03"

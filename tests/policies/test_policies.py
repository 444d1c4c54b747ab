"""Policies: what they are until somebody changes them, who changes them, and what is kept of it."""

from dataclasses import fields
from datetime import time
from decimal import Decimal

import pytest
from sqlalchemy import select

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.policies import queries
from kamfield.policies.rules.policies import NAMES, USUAL, Policies, plain, policies_of
from kamfield.policies.schemas import PoliciesChange, PoliciesSchema
from tests.api import Api

OTHER = {
    "visit_every_days": {"A": 3, "B": 10, "C": 30, "D": 100},
    "visit_minutes_by_form": {"phone_call": 15},
    "unplanned_visits": "approve",
    "confirm_week_by": "09:45",
    "follow_up_days_after_sending": [1, 2],
    "dossier_items": ["quantity"],
    "reapproval_tiers": [],
    "discount_limit_percent": "12.5",
    "holiday_country": "DE",
    "holiday_subdivision": "BY",
}


def test_a_new_company_has_policies_that_work(api: Api) -> None:
    answer = api.li.get("/policies")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"0"')
    assert answer.json["visit_every_days"] == {"A": 7, "B": 14, "C": 28, "D": 91}
    assert (answer.json["quiet_from"], answer.json["quiet_until"]) == ("20:00", "07:30")
    assert answer.json["discount_limit_percent"] == "10"


def test_an_administrator_changes_some_and_the_others_stay(api: Api, work: Work) -> None:
    changed = api.ada.patch("/policies", OTHER, version=0)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"1"')
    assert changed.json == {**api.li.get("/policies").json, **OTHER}
    found = queries.current(work)
    assert (found.confirm_week_by, found.discount_limit_percent) == (time(9, 45), Decimal("12.5"))
    assert (found.visit_minutes, found.version) == (60, 1)


def test_null_returns_a_policy_to_the_usual(api: Api) -> None:
    api.ada.patch("/policies", {"visit_minutes": 30, "plan_due_day": 20})
    back = api.ada.patch("/policies", {"visit_minutes": None}, version=1).json
    assert (back["visit_minutes"], back["plan_due_day"], back["version"]) == (60, 20, 2)


def test_only_an_administrator_changes_them(api: Api) -> None:
    for caller in (api.li, api.mei, api.dana):
        assert caller.patch("/policies", {"visit_minutes": 5}).status_code == 403
    assert api.li.get("/policies").json["version"] == 0


def test_a_change_on_an_old_version_is_refused(api: Api) -> None:
    assert api.ada.patch("/policies", {"visit_minutes": 30}, version=0).status_code == 200
    late = api.ada.patch("/policies", {"visit_minutes": 45}, version=0)
    assert (late.status_code, late.json["code"]) == (412, "changed-meanwhile")
    assert api.ada.patch("/policies", {"visit_minutes": 45}, headers={"If-Match": ""}).status_code == 428


def test_each_change_is_in_the_journal_with_before_and_after(api: Api, work: Work) -> None:
    api.ada.patch("/policies", {"visit_minutes": 30, "quiet_from": "21:00"})
    entry = work.db.scalars(select(Entry).where(Entry.verb == "policies.change")).one()
    assert entry.actor_id == "user-ada"
    assert entry.details == {
        "visit_minutes": {"from": 60, "to": 30},
        "quiet_from": {"from": "20:00", "to": "21:00"},
    }


def test_holidays_are_called_in_the_callers_language(api: Api) -> None:
    def first(locale: str) -> str:
        found = api.li.get("/holidays?year=2026&country=CN", headers={"Accept-Language": locale}).json
        return str(found["holidays"][0]["name"])

    assert (first("en"), first("zh-CN"), first("")) == ("New Year's Day", "元旦", "元旦")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"visit_minutes": 4}, "/visit_minutes", "out-of-range"),
        ({"visit_every_days": {"A": 7, "C": 28, "D": 91}}, "/visit_every_days/B", "required"),
        ({"visit_every_days": {"A": 7, "B": 1, "C": 1, "D": 1, "E": 1}}, "/visit_every_days/E", "unknown-field"),
        ({"quiet_from": "25:00"}, "/quiet_from", "not-a-time"),
        ({"quiet_from": "9:00"}, "/quiet_from", "not-a-time"),
        ({"quiet_from": "07:30"}, "/quiet_from", "empty-span"),
        ({"holiday_country": "XX"}, "/holiday_country", "unknown-country"),
        ({"holiday_country": "DE", "holiday_subdivision": "ZZ"}, "/holiday_subdivision", "unknown-subdivision"),
        ({"check_in": "strict"}, "/check_in", "not-a-choice"),
        ({"plan_due_day": 31}, "/plan_due_day", "out-of-range"),
        ({"discount_limit_percent": "101"}, "/discount_limit_percent", "out-of-range"),
        ({"currency": "cny"}, "/currency", "not-a-currency"),
        ({"wages": 1}, "/wages", "unknown-field"),
    ],
)
def test_an_impossible_value_is_refused_where_it_stands(api: Api, change: dict, pointer: str, code: str) -> None:
    answer = api.ada.patch("/policies", change)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json["errors"]] == [(pointer, code)]
    assert api.li.get("/policies").json["version"] == 0


def test_every_policy_crosses_the_wire_and_comes_back_from_the_database() -> None:
    assert NAMES == PoliciesChange().fields.keys() == PoliciesSchema().fields.keys() - {"version"}
    stored = {one.name: plain(getattr(USUAL, one.name)) for one in fields(Policies) if one.name != "version"}
    assert policies_of(stored, 0) == USUAL


def test_a_policy_of_another_release_is_passed_over() -> None:
    assert policies_of({"abolished": 1, "visit_minutes": 20}, 3).visit_minutes == 20

"""Asking about clients: a few a week, named, each in its turn, and off the list once it is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.accounts.models import Account
from kamfield.accounts.rules.facts import FactKind
from kamfield.core.work import Work
from kamfield.todos.rules.archive import Lacking, chosen, title
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.facts import make_fact
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, items, live_at, the_list

MONDAY = date(2026, 3, 2)


def asked(api: Api, **filters: str) -> list[str]:
    return [item["title"].split("：")[1].split("（")[0] for item in items(api.li, source_kind="archive", **filters)]


def known(work: Work, **columns: object) -> Account:
    """A D client of whom everything is known but the person."""
    account = make_account(work, tier="D", industry="Seals", **columns)
    make_place(work, account)
    return account


def test_of_five_clients_three_are_asked_about_and_the_list_says_that_two_wait(
    api: Api, work: Work, worker: Worker
) -> None:
    for number, tier in enumerate("DBACA"):
        make_account(work, name=f"Client {number}", tier=tier)
    work.db.commit()
    work_off(worker)
    assert sorted(asked(api)) == ["Client 1", "Client 2", "Client 4"]
    assert {item["due_on"] for item in items(api.li)} == {"2026-03-06"}
    assert the_list(api.li, "2026-03-02")["archive_waiting"] == 2
    assert (
        api.li.get("/week").json["note"].startswith("More clients of whom something is not known or no longer sure: 2.")
    )


def test_whoever_waited_longest_has_a_turn_whatever_the_tier(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    for number, tier in enumerate("DBACA"):
        make_account(work, name=f"Client {number}", tier=tier)
    work.db.commit()
    turns = []
    for week in range(4):
        live_at(worker, moment, in_shanghai(2026, 3, 2, 10) + timedelta(weeks=week))
        turns.append(set(asked(api, state="open")) - {"Client 2", "Client 4"})
    assert turns == [{"Client 1"}, {"Client 3"}, {"Client 0"}, {"Client 1"}]


@given(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=25), st.integers(1, 5))
def test_every_client_has_its_turn_however_many_there_are(tiers: list[str], most: int) -> None:
    asked_on: dict[str, date] = {}
    for week in range(len(tiers)):
        lacking = [Lacking(str(number), tier, 50, asked_on.get(str(number))) for number, tier in enumerate(tiers)]
        now = chosen(lacking, most)
        assert len(now) == len(set(now)) == min(most, len(tiers))
        asked_on |= dict.fromkeys(now, MONDAY + timedelta(weeks=week))
    assert len(asked_on) == len(tiers)


def test_the_company_says_about_how_many_a_week_asks(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    for number in range(3):
        make_account(work, name=f"Client {number}", tier="A")
    work.db.commit()
    assert api.ada.patch("/policies", {"archive_clients_a_week": 0}).status_code == 200
    work_off(worker)
    assert (asked(api), the_list(api.li, "2026-03-02")["archive_waiting"]) == ([], 3)
    api.ada.patch("/policies", {"archive_clients_a_week": 50})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 1))
    assert (len(asked(api)), the_list(api.li, "2026-03-09")["archive_waiting"]) == (3, 0)
    assert api.li.get("/week").json["note"] is None


def test_a_lost_client_and_one_without_a_tier_are_left_in_peace(api: Api, work: Work, worker: Worker) -> None:
    make_account(work, name="Lost", tier="A", status="lost")
    make_account(work, name="New")
    work.db.commit()
    work_off(worker)
    assert (asked(api), the_list(api.li, "2026-03-02")["archive_waiting"]) == ([], 0)


def test_the_item_names_what_to_find_out_in_the_reps_language(api: Api, work: Work, worker: Worker) -> None:
    known(work, name="Renji")
    work.db.commit()
    work_off(worker)
    (item,) = items(api.li)
    assert item["title"] == "完善客户档案：Renji（待了解：有电话或邮箱的联系人）"


def test_a_title_names_three_things_and_counts_the_others() -> None:
    missing, stale = ["Industry", "Payment term", "Credit limit", "Credit rating"], ["Payment term"] * 2
    assert title("Renji", missing, stale, "en") == (
        "Renji: find out Industry, Payment term, Credit limit, +1; ask whether this still holds: Payment term"
    )
    assert title("Renji", [], stale, "en") == "Renji: ask whether this still holds: Payment term"
    assert len(title("R" * 300, missing, stale, "zh-CN")) == 200


def test_what_is_learnt_shortens_the_item_and_in_the_end_closes_it(api: Api, work: Work, worker: Worker) -> None:
    account = make_account(work, name="Renji", tier="D", industry="Seals")
    work.db.commit()
    work_off(worker)
    assert items(api.li)[0]["title"] == "完善客户档案：Renji（待了解：主要地点、有电话或邮箱的联系人）"
    make_contact(work, account, email="chen@renji.example")
    work.db.commit()
    work_off(worker)
    assert items(api.li)[0]["title"] == "完善客户档案：Renji（待了解：主要地点）"
    make_place(work, account)
    work.db.commit()
    work_off(worker)
    (item,) = items(api.li)
    assert (item["state"], item["closed_by_id"]) == ("done", None)


def test_a_fact_that_grew_stale_is_asked_about_until_it_is_confirmed(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    account = make_account(work, name="Renji", tier="C", industry="Seals")
    make_place(work, account)
    for _ in range(3):
        make_contact(work, account, email="chen@renji.example")
    fact = make_fact(work, account, FactKind.PAYMENT_TERM, text="30 days")
    make_fact(work, account, FactKind.PURCHASE_VOLUME, subject="Seals", amount=40, unit="pieces")
    work.db.commit()
    work_off(worker)
    assert items(api.li) == []
    api.ada.patch("/policies", {"fact_fresh_days": {"A": 5, "B": 5, "C": 5, "D": 5}})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 0, 1))
    assert items(api.li)[0]["title"].startswith("完善客户档案：Renji（待确认：")
    for row in api.li.get(f"/accounts/{account.id}/facts").json["items"]:
        assert api.li.post(f"/facts/{row['id']}/confirmation").status_code == 200
    work_off(worker)
    assert [item["state"] for item in items(api.li)] == ["done"]
    assert fact.id


@pytest.mark.parametrize("end", ["deletion", "another lead", "merging"])
def test_a_client_that_is_no_longer_the_reps_is_no_longer_asked_about(
    api: Api, work: Work, worker: Worker, end: str
) -> None:
    account = make_account(work, name="Renji", tier="D")
    other = make_account(work, name="Renji Hospital")
    work.db.commit()
    work_off(worker)
    assert [item["state"] for item in items(api.li)] == ["open"]
    if end == "deletion":
        answer = api.mei.delete(f"/accounts/{account.id}")
    elif end == "merging":
        answer = api.mei.post(f"/accounts/{other.id}/merge", {"from_id": account.id})
    else:
        answer = api.mei.put(f"/accounts/{account.id}/lead", {"user_id": Cast.ren.id})
    assert answer.status_code < 300, answer.json
    work_off(worker)
    assert [(item["state"], item["reason"]) for item in items(api.li)] == [("dropped", "over")]

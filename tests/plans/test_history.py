"""The history of a plan: every round with who, when, which words, and what changed."""

from sqlalchemy import text

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.plans import make_plan


def history(caller, plan_id: str, **options) -> list[dict]:
    return caller.get(f"/plans/{plan_id}/history?sort=at", **options).json["items"]


def test_every_round_is_told(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    plan = make_plan(work)
    work.db.commit()
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    moment.advance(hours=1)
    api.mei.post(f"/plans/{plan.id}/returns", {"comment": "A clients first"})
    moment.advance(hours=1)
    line = api.li.get(f"/plans/{plan.id}").json["lines"][0]
    visit, client = line["visit_id"], line["account_name"]
    api.li.patch(f"/visits/{visit}", {"day": "2026-04-09", "starts_at": None})
    moment.advance(hours=1)
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    moment.advance(hours=48)
    worker.run_due()
    api.dana.post(f"/plans/{plan.id}/approval")
    told = history(api.mei, plan.id)
    assert [(one["round"], one["text"]) for one in told] == [
        (0, "Li began the plan."),
        (0, "Li put 2 visits on the plan."),
        (1, "Li handed the plan in."),
        (1, "Mei gave the plan back: A clients first"),
        (1, f"Li moved the visit to {client} from 2026-04-08 to 2026-04-09."),
        (2, "Li handed the plan in."),
        (2, "Nobody decided in time: Dana is asked now."),
        (2, "Dana approved the plan."),
    ]
    returned = told[3]
    assert (returned["actor_id"], returned["comment"], returned["at"]) == (
        Cast.mei.id,
        "A clients first",
        "2026-03-02T03:00:00Z",
    )
    assert (told[4]["visit_id"], told[6]["actor_name"]) == (visit, "Kamfield")
    pages = api.mei.get(f"/plans/{plan.id}/history?limit=2").json
    assert [one["round"] for one in pages["items"]] == [2, 2]
    assert pages["next_cursor"]


def test_it_says_on_whose_behalf(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    api.mei.post("/delegations", {"from_on": "2026-03-02", "to_on": "2026-03-03", "stand_in_id": Cast.ren.id})
    api.ren.post(f"/plans/{plan.id}/approval")
    last = history(api.li, plan.id)[-1]
    assert (last["actor_name"], last["on_behalf_of_name"]) == ("Ren", "Mei")


def test_it_speaks_chinese(api: Api, work: Work) -> None:
    plan = make_plan(work, state="returned")
    said = history(api.mei, plan.id, headers={"Accept-Language": "zh-CN"})
    assert said[-1]["text"] == "Mei 退回了计划：Please plan the A clients first."


def test_a_stranger_finds_none(api: Api, work: Work) -> None:
    plan = make_plan(work)
    assert api.sam.get(f"/plans/{plan.id}/history").status_code == 404


def test_it_is_found_by_what_it_is_about_however_long_the_journal(work: Work) -> None:
    from kamfield.core.db import explain, is_postgresql
    from kamfield.plans.queries import history_of

    if is_postgresql(work.db):
        work.db.execute(text("SET LOCAL enable_seqscan = off"))  # the tables are small
    plan = explain(work.db, history_of("plan").order_by(Entry.at.desc(), Entry.id.desc()).limit(51))
    assert plan.count("ix_journal_subject") == 2, plan
    assert "ix_journal_at" not in plan, plan

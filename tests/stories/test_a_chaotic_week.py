"""Two reps with three phones and a manager at her desk live through a week in which nothing works as it should.

Answers are lost, requests arrive twice, pulls are cut off, the server is killed, an account is handed over while one
of the phones has unsent rows for it, and an app is updated. In the end every phone holds what its rep may see, and
nothing that anybody typed is lost. The phones are real ones (WatermelonDB). It is the week of Monday, 2 March 2026.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from kamfield.core.db import Database, connect
from kamfield.core.journal import Entry
from kamfield.outside import silent
from kamfield.sync.models import SyncIssue
from kamfield.sync.queries.columns import stored
from kamfield.sync.rules import SCHEMA_VERSION
from kamfield.worker import Worker
from tests.cast import Cast, Moment, Person
from tests.make.reminders import work_off
from tests.phones import Phone, Phones, SyncFailed
from tests.phones import watermelon as watermelon
from tests.served import Served
from tests.sync.desk import Desk, desk_of
from tests.sync.sight import differences, in_sight

A_WEEK = {"KAMFIELD_ACCESS_TOKEN_MINUTES": "10080"}  # tokens are good for it
FAULTS = ("lost", "doubled", "at once", "cut", "offline")


@dataclass
class Week:
    """The company in that week; `typed` is every text that anybody wrote on a phone."""

    served: Served
    phones: Phones
    database: Database
    now: datetime = Moment.START
    chance: Random = field(default_factory=lambda: Random(2026))
    typed: list[str] = field(default_factory=list)
    desks: dict[str, Desk] = field(default_factory=dict)

    def begin_day(self, weekday: int, *, brutally: bool = False) -> None:
        """It is that day, ten in the morning in Shanghai; the server was started again, by force or in peace."""
        self.now = Moment.START + timedelta(days=weekday)
        self.served.kill() if brutally else self.served.stop()
        self.served.settings["KAMFIELD_CLOCK"] = self.now.isoformat()
        self.served.start()
        self.work_off()

    def work_off(self) -> None:
        worker = Worker(self.database, lambda: self.now, silent())
        worker.prepare()
        work_off(worker)

    def desk(self, person: Person) -> Desk:
        if person.name not in self.desks:
            self.desks[person.name] = desk_of(self.served, person)
        return self.desks[person.name]

    def new_phone(self, name: str, person: Person, version: int = SCHEMA_VERSION, **settings: Any) -> Phone:
        schema = self.desk(person).get(f"/sync/schema?version={version}")
        return self.phones.new(name, schema, self.served.address, self.desk(person).token, **settings)

    def text(self, said: str) -> str:
        """Something typed on a phone, so that it can be told from everything else."""
        self.typed.append(f"{said} [{len(self.typed)}]")
        return self.typed[-1]

    def sync_badly(self, phone: Phone) -> None:
        """A sync in the lift: up to three of its requests meet with something, and it may come to nothing."""
        faults = [(self.chance.choice(("push", "pull")), self.chance.choice(FAULTS)) for _ in range(3)]
        with suppress(SyncFailed):
            phone.sync(*faults)

    def sync_at_last(self, *phones: Phone) -> None:
        for _ in range(2):
            for phone in phones:
                phone.sync()


@pytest.fixture
def week(own_url: str, watermelon: Path, tmp_path: Path) -> Iterator[Week]:
    served = Served(own_url, tmp_path, {**A_WEEK, "KAMFIELD_CLOCK": Moment.START.isoformat()})
    served.start()
    phones, database = Phones(watermelon), connect(own_url)
    yield Week(served, phones, database)
    phones.close()
    database.dispose()
    served.stop()


def test_a_chaotic_week(week: Week) -> None:
    mei, li, ren = (week.desk(person) for person in (Cast.mei, Cast.li, Cast.ren))
    wanda, delta, omega = (li.post("/accounts", {"name": name})["id"] for name in ("Wanda", "Delta", "Omega"))
    sigma = ren.post("/accounts", {"name": "Sigma"})["id"]

    # Monday: three phones are set up, li's second one with last year's app. Its first sync comes in pages, one is lost.
    one = week.new_phone("li-one", Cast.li, page_size=5)
    two = week.new_phone("li-two", Cast.li, version=1, page_size=5)
    rens = week.new_phone("ren", Cast.ren)
    with suppress(SyncFailed):
        one.sync(("pull", "lost"))
    week.sync_at_last(one, two, rens)
    chen = one.create("contacts", account_id=wanda, name=week.text("Chen"), active=True)
    visit = one.create("visits", **a_visit(Cast.li, wanda, "2026-03-04"))
    with suppress(SyncFailed):
        one.sync(("push", "lost"))
    one.update("contacts", chen, title=week.text("buyer, told in the lift"))
    note = two.create("todo_items", **a_todo(Cast.li, week.text("send the samples")))
    two.sync(("push", "at once"))

    # Tuesday: mei puts things right at her desk while the phones are in the basement.
    week.begin_day(1)
    mei.patch(f"/accounts/{wanda}", {"name": "Wanda Seals"})
    one.update("accounts", wanda, industry=week.text("pumps"))
    two.update("accounts", wanda, name=week.text("Wanda as li knows it"))
    two.update("todo_items", note, state="done")
    rens.update("accounts", sigma, industry=week.text("valves"))
    for phone in (one, two, rens, one):
        week.sync_badly(phone)
    opportunity = one.create("opportunities", **an_opportunity(Cast.li, delta, week.text("Line 4")))
    week.sync_at_last(one, two)

    # Wednesday: Delta goes to ren. li's phones do not know yet and have unsent rows for it, and ren writes to it too.
    week.begin_day(2)
    one.update("accounts", delta, industry=week.text("typed for Delta before the hand-over"))
    late = two.create("contacts", account_id=delta, name=week.text("Sun, met at Delta's gate"), active=True)
    two.update("opportunities", opportunity, need=week.text("typed on the second phone"))
    mei.put(f"/accounts/{delta}/lead", {"user_id": Cast.ren.id, "keep_old": False})
    mei.patch(f"/opportunities/{opportunity}", {"name": "Line 4 and 5"})
    rens.sync()
    rens.update("accounts", delta, industry=week.text("what ren found at Delta"))
    rens.sync(("push", "doubled"))
    week.sync_badly(one)
    week.sync_badly(two)
    one.create("checks", **a_check(visit, "in", week.now))
    one.update("visits", visit, purpose="move_forward", minutes=-1)

    # Thursday: the server dies; li updates the second phone's app while rows wait in it; mei draws the decision map.
    week.begin_day(3, brutally=True)
    two.create(
        "facts", account_id=omega, kind="goal_long", text=week.text("wants a second plant"), observed_on="2026-03-05"
    )
    own = li.post(
        "/opportunities", {"account_id": omega, "name": "Plant 2", "currency": "CNY", "expected_close_on": "2026-09-30"}
    )
    boss = li.post(f"/accounts/{omega}/contacts", {"name": "Director He"})
    met = mei.post(f"/opportunities/{own['id']}/assessments", {"contact_id": boss["id"], "support": "supporter"})
    two.migrate(li.get(f"/sync/schema?version={SCHEMA_VERSION}"))
    two.update("accounts", omega, industry=week.text("typed after the update"))
    for phone in (two, one, two, rens):
        week.sync_badly(phone)

    # Friday: mei deletes what li is still writing to; a visit is moved; nonsense is typed; everybody syncs in the lift.
    week.begin_day(4)
    one.sync()
    one.update("contacts", chen, department=week.text("typed for somebody who was deleted"))
    mei.delete(f"/contacts/{chen}")
    two.create("visits", **a_visit(Cast.li, "no-such-account", "2026-03-06", cancel_note=week.text("where was I?")))
    rens.create("todo_items", **a_todo(Cast.ren, week.text("call Sigma"), priority="whenever"))
    for phone in (one, two, rens, two, one, rens):
        week.sync_badly(phone)

    # At the weekend the network is good.
    week.begin_day(5)
    week.work_off()
    week.sync_at_last(one, two, rens, one, two)

    assert one.holds() == two.holds(), "both phones of li's hold the same"
    for phone, person in ((one, Cast.li), (two, Cast.li), (rens, Cast.ren)):
        assert phone.pending() == 0
        assert differences(phone.tables(), sight_of(week, person)) == []
        fresh = week.new_phone(f"fresh-{phone.name}", person)
        fresh.sync()
        assert fresh.holds() == phone.holds()
        assert (
            week.desk(person).post(f"/sync/check?schema_version={SCHEMA_VERSION}", phone.call("fingerprints"))["differ"]
            == []
        )
    assert lost(week) == [], "nothing that was typed is lost"

    # What happened is as people would expect.
    assert delta not in one.rows("accounts")
    assert rens.rows("accounts")[delta]["industry"].startswith("what ren found at Delta")
    assert two.rows("assessments")[met["id"]]["support"] == "supporter"
    assert one.rows("todo_items")[note]["state"] == "done"
    assert chen not in one.rows("contacts")
    kinds = {issue["kind"] for issue in one.rows("sync_issues").values()}
    assert {"contacts", "visits"} <= kinds
    assert late not in one.rows("contacts")
    assert added_twice(week) == []


def a_visit(rep: Person, account: str, day: str, **columns: Any) -> dict[str, Any]:
    usual = {"form": "sales_visit", "purpose": "build_rapport", "minutes": 60, "state": "planned"}
    return {"account_id": account, "rep_id": rep.id, "day": day, **usual, **columns}


def a_todo(rep: Person, title: str, **columns: Any) -> dict[str, Any]:
    return {"rep_id": rep.id, "title": title, "due_on": "2026-03-06", "priority": "normal", "state": "open", **columns}


def an_opportunity(rep: Person, account: str, name: str) -> dict[str, Any]:
    usual = {"amount": 1_250_000, "currency": "CNY", "probability": 40, "status": "potential"}
    return {"account_id": account, "owner_id": rep.id, "name": name, "expected_close_on": "2026-06-30", **usual}


def a_check(visit: str, kind: str, at: datetime) -> dict[str, Any]:
    return {"visit_id": visit, "kind": kind, "device_at": int(at.timestamp() * 1000), "mock": False}


def sight_of(week: Week, person: Person) -> Any:
    with week.database.reading() as db:
        return in_sight(db, person.actor)


def lost(week: Week) -> list[str]:
    """What was typed and stands nowhere: in no row, not in the history of any, and in no sync issue."""
    with week.database.reading() as db:
        kept = [json.dumps(one.payload, ensure_ascii=False) for one in db.scalars(select(SyncIssue))]
        kept += [str((one.before, one.after, one.also, one.details)) for one in db.scalars(select(Entry))]
        for table in ("accounts", "contacts", "visits", "todo_items", "opportunities", "facts"):
            kept += [str(row) for row in db.execute(select(stored(table)))]
    everything = "\n".join(kept)
    return [text for text in week.typed if text not in everything]


def added_twice(week: Week) -> list[str]:
    with week.database.reading() as db:
        added = [tuple(row) for row in db.execute(select(Entry.subject_id, Entry.verb).where(Entry.verb.like("%.add")))]
    return [str(one) for one in set(added) if added.count(one) > 1]

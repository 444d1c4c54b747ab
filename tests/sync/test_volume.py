"""A long history makes an idle pull no dearer, a first sync no fatter, and a large push no chattier than it must be."""

import tracemalloc
from typing import Any

from sqlalchemy import func, insert, select

from kamfield.accounts.models import Account, Contact, Finding, Member
from kamfield.core.db import Database
from kamfield.core.journal import Entry
from kamfield.core.sync_clock import SyncClock, drawn_ahead, tick, write_many
from kamfield.core.work import Work
from kamfield.web.spool import IN_MEMORY
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.visits import make_visit
from tests.sync.pushing import issues_of, pulled, push

MANY = 20_000


def contacts(account_id: str, count: int, name: str = "Ada") -> list[dict[str, Any]]:
    return [{"id": f"c{n}", "account_id": account_id, "name": f"{name} {n}", "active": True} for n in range(count)]


def test_an_idle_pull_asks_one_thing_however_long_the_history(api: Api, work: Work, count_statements: Any) -> None:
    def statements() -> list[str]:
        work.db.flush()
        cursor = pulled(api.li)["timestamp"]
        pulled(api.li, cursor)
        with count_statements() as said:
            pulled(api.li, cursor)
        return [one for one in said if "sync_clock" in one or "FROM" in one]

    make_visit(work)
    short = statements()
    for _ in range(30):
        make_visit(work, make_account(work))
    assert len(statements()) == len(short) == 1


def test_a_first_sync_of_20_000_rows_does_not_pile_up_in_memory(
    work: Work, database: Database, api: Api, moment: Moment
) -> None:
    account = make_account(work)
    work.db.flush()
    first = tick(work.db, MANY)
    at = {"version": 1, "created_at": moment.now, "updated_at": moment.now, "name": "Ada", "name_key": "ada"}
    rows = [{"id": f"c{n}", "account_id": account.id, "active": True, "sync_seq": first + n, **at} for n in range(MANY)]
    work.db.execute(insert(Contact.__table__), rows)  # type: ignore[arg-type]
    pulled(api.li, first + MANY)  # what is made once is made
    del rows
    tracemalloc.start()
    answer = api.li.get("/sync?last_pulled_at=null", buffered=False)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = sum(len(block) for block in answer.response)
    assert size > IN_MEMORY
    assert highest < IN_MEMORY + 4 * 1024 * 1024
    answer.close()


def test_a_push_of_many_rows_writes_its_acts_together(api: Api, work: Work, count_statements: Any) -> None:
    account = make_account(work)
    work.db.flush()
    cursor = pulled(api.li)["timestamp"]
    with count_statements() as said:
        assert push(api.li, cursor, contacts=contacts(account.id, 40)).json["written"] == 40
    told = [one.split("(")[0].split(" SET")[0] for one in said if one.startswith(("INSERT INTO journal", "UPDATE"))]
    assert told.count("INSERT INTO journal ") <= 2
    assert told.count("UPDATE sync_clock") <= 4
    acts = select(func.count()).select_from(Entry).where(Entry.verb == "contact.add", Entry.actor_id == Cast.li.id)
    assert work.db.scalar(acts) == 40


def test_what_was_pushed_is_found_and_counted_at_once(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    push(api.li, contacts=contacts(account.id, 3, "Zebedee"))
    assert [one["id"] for one in api.li.get("/accounts?q=zebedee").json["items"]] == [account.id]
    assert work.db.scalar(select(Finding.active_contacts).where(Finding.account_id == account.id)) == 3


def test_a_row_that_is_refused_leaves_no_act_and_no_gap_of_the_others(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    rows = contacts(account.id, 3)
    rows[1]["account_id"] = "nowhere"
    assert push(api.li, contacts=rows).json == {"written": 2, "issues": 1, "ignored": 0}
    assert {one["row_id"] for one in issues_of(api.li)} == {"c1"}
    acts = work.db.scalars(select(Entry.subject_id).where(Entry.verb == "contact.add", Entry.actor_id == Cast.li.id))
    assert set(acts) == {"c0", "c2"}


def test_the_clock_stands_where_the_last_row_of_a_push_was_stamped(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.flush()
    push(api.li, contacts=contacts(account.id, 5))
    stamps = sorted(work.db.scalars(select(Contact.sync_seq)))
    assert len(set(stamps)) == len(stamps)
    assert work.db.scalar(select(SyncClock.value)) == stamps[-1]
    before = work.db.scalar(select(SyncClock.value))
    push(api.li, before, contacts=contacts(account.id, 5))
    assert work.db.scalar(select(SyncClock.value)) == before


def test_values_taken_ahead_may_run_out(work: Work) -> None:
    accounts = [make_account(work) for _ in range(3)]
    work.db.flush()
    before: int = tick(work.db, 0) - 1
    with drawn_ahead(work.db, 2):
        assert tick(work.db) == before + 1
        write_many(work.db, Account, [{"id": one.id, "industry": "Seals"} for one in accounts], work.now)
        assert tick(work.db, 0) - 1 == before + 5
        assert tick(work.db) == before + 6
    assert tick(work.db, 0) - 1 == before + 6
    assert set(work.db.scalars(select(Account.sync_seq))) >= {before + 3, before + 4, before + 5}
    assert work.db.scalar(select(func.max(Member.sync_seq))) <= before

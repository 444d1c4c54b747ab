"""Many people note enquiries at once; the numbers of the year have no gap and no double, on both engines."""

from concurrent.futures import ThreadPoolExecutor

from kamfield.core.db import Database, connect
from kamfield.core.work import SYSTEM, Work
from kamfield.quotes import actions
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment
from tests.conftest import lay_down
from tests.make.accounts import make_account

WRITERS, EACH = 6, 15


class GivenUp(Exception):
    """One in three writers changes their mind after the number was taken."""


def test_numbers_have_no_gaps_and_no_doubles_under_contention(engine_name: str, new_database_url) -> None:
    database = connect(new_database_url(engine_name), pool_size=WRITERS)
    lay_down(database)
    account_id = add_account(database)
    with ThreadPoolExecutor(WRITERS) as pool:
        rows = pool.map(lambda writer: write(database, account_id, writer), range(WRITERS))
        numbers = sorted(number for written in rows for number in written)
    database.dispose()
    assert numbers == [f"Q2026-{serial:04}" for serial in range(1, len(numbers) + 1)]
    assert len(numbers) == WRITERS * EACH - WRITERS * len(range(0, EACH, 3))


def add_account(database: Database) -> str:
    with database.writing() as db:
        account = make_account(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()
        return account.id


def write(database: Database, account_id: str, writer: int) -> list[str]:
    numbers = []
    for turn in range(EACH):
        number = once(database, account_id, f"{writer}-{turn}", gives_up=turn % 3 == 0)
        numbers += [number] if number else []
    return numbers


def once(database: Database, account_id: str, title: str, *, gives_up: bool) -> str | None:
    try:
        with database.writing() as db:
            work = Work(Cast.li.actor, Moment.START, db, HOUSE)
            quote = actions.add(work, account_id=account_id, title=title)
            db.flush()
            if gives_up:
                raise GivenUp
            db.commit()
            return quote.number
    except GivenUp:
        return None

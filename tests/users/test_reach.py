"""The reach table is the transitive closure of the reporting lines, whatever happened before."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kamfield.core.db import Database
from kamfield.core.errors import Invalid
from kamfield.core.work import SYSTEM, Work
from kamfield.users import actions
from kamfield.users.models import Reach, User
from kamfield.users.rules import MOST_LEVELS
from kamfield.wiring import HOUSE
from tests.cast import Moment

STEPS = st.lists(st.tuples(st.sampled_from(["add", "move"]), st.integers(0, 9), st.integers(-1, 9)), max_size=14)
NUMBERS = count()


def closure(db: Session) -> set[tuple[str, str]]:
    """Computed the slow way, from the managers alone."""
    managers = dict(db.execute(select(User.id, User.manager_id)).all())
    pairs = set()
    for user_id in managers:
        viewer: str | None = user_id
        while viewer is not None:
            pairs.add((viewer, user_id))
            viewer = managers[viewer]
    return pairs


def kept(db: Session) -> set[tuple[str, str]]:
    return {(row.viewer_id, row.user_id) for row in db.execute(select(Reach.viewer_id, Reach.user_id))}


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with database.writing() as db:
        yield Work(SYSTEM, Moment.START, db, HOUSE)


def enter(work: Work, manager_id: str | None) -> User:
    name = f"p{next(NUMBERS)}"
    return actions.add(
        work, id=name, email=f"{name}@example.com", name=name, role="manager", manager_id=manager_id, password_hash="x"
    )


def refused(work: Work, change: Callable[[], object]) -> str | None:
    """The code with which a change was refused, and undone; None when it was made."""
    try:
        with work.db.begin_nested():
            change()
            work.db.flush()
    except Invalid as problem:
        work.db.info.pop("record")  # what was undone is not to be told
        return problem.faults[0].code
    return None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_sequence_of_additions_and_moves(database: Database, steps: list[tuple[str, int, int]]) -> None:
    with database.writing() as db:
        work = Work(SYSTEM, Moment.START, db, HOUSE)
        people: list[User] = []
        for step, who, manager in steps:
            manager_id = people[manager % len(people)].id if people and manager >= 0 else None
            if step == "add" or not people:
                people.append(enter(work, manager_id))
            else:
                user = people[who % len(people)]
                circular = (user.id, manager_id) in closure(db)
                found = refused(work, lambda: actions.move(work, user, manager_id))  # noqa: B023
                assert found == ("circular-reporting" if circular else None)
                assert circular or user.manager_id == manager_id
            assert kept(db) == closure(db)
        db.rollback()


def test_a_line_has_at_most_thirty_levels(work: Work) -> None:
    top = bottom = enter(work, None)
    for _ in range(MOST_LEVELS - 1):
        bottom = enter(work, bottom.id)
    assert refused(work, lambda: enter(work, bottom.id)) == "too-many-levels"
    over = enter(work, None)
    assert refused(work, lambda: actions.move(work, top, over.id)) == "too-many-levels"
    assert kept(work.db) == closure(work.db)


def test_the_comparison_notices_a_missing_pair(work: Work) -> None:
    work.db.execute(delete(Reach).where(Reach.viewer_id == "user-dana", Reach.user_id == "user-li"))
    assert kept(work.db) != closure(work.db)

"""Two at once, on real databases with real commits."""

import pytest
from sqlalchemy import select, update

from kamfield.core.db import Database
from kamfield.core.errors import Problem
from kamfield.core.work import SYSTEM, Work
from kamfield.users import actions
from kamfield.users.actions import people
from kamfield.users.models import Reach, User
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.at_once import at_once
from tests.cast import PASSWORD, Cast, Moment

SIGN_IN = {"email": "li@example.com", "password": PASSWORD, "device_id": "phone-2"}


@pytest.fixture
def database(own_database: Database) -> Database:
    return own_database


def test_a_token_refreshed_twice_at_once_gives_both_the_same_next_one(api: Api) -> None:
    token = api.nobody.post("/sessions", SIGN_IN).json["refresh_token"]
    for _ in range(5):
        sent = {"refresh_token": token}
        answers = at_once(*[lambda: api.nobody.post("/sessions/refresh", sent)] * 2)  # noqa: B023
        assert [answer.status_code for answer in answers] == [200, 200]
        first, second = (answer.json["refresh_token"] for answer in answers)
        assert first == second != token
        token = first


def test_a_link_used_twice_at_once_works_once(api: Api, database: Database, moment: Moment) -> None:
    with database.writing() as db:
        token = actions.issue_link(Work(SYSTEM, moment.now, db, HOUSE), "user-li", "reset")
        db.commit()
    passwords = ["green trains cross the river", "slow boats cross the river"]
    calls = [lambda p=p: api.nobody.post("/password", {"token": token, "password": p}) for p in passwords]
    statuses = [answer.status_code for answer in at_once(*calls)]
    assert sorted(statuses) == [204, 422]
    winner = passwords[statuses.index(204)]
    assert api.nobody.post("/sessions", SIGN_IN | {"password": winner}).status_code == 200


def test_two_moves_at_once_never_make_a_circle(api: Api, database: Database) -> None:
    answers = at_once(
        lambda: api.ada.patch("/users/user-mei", {"manager_id": "user-max"}),
        lambda: api.ada.patch("/users/user-max", {"manager_id": "user-mei"}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 422]
    with database.reading() as db:
        managers = dict(db.execute(select(User.id, User.manager_id)).all())
        reach = {(row.viewer_id, row.user_id) for row in db.execute(select(Reach.viewer_id, Reach.user_id))}
    closure = set()
    for user_id in managers:
        viewer: str | None = user_id
        while viewer is not None:
            closure.add((viewer, user_id))
            viewer = managers[viewer]
    assert reach == closure


def test_somebody_added_below_a_manager_who_moves_is_reached_from_the_new_line(api: Api) -> None:
    new = {"name": "Wu", "email": "wu@example.com", "role": "rep", "manager_id": "user-mei"}
    added, moved = at_once(
        lambda: api.ada.post("/users", new), lambda: api.ada.patch("/users/user-mei", {"manager_id": "user-max"})
    )
    assert (added.status_code, moved.status_code) == (201, 200)
    assert api.max.get(added.headers["Location"]).status_code == 200


def test_two_admins_who_are_demoted_at_once_do_not_leave_the_company_without_one(
    database: Database, moment: Moment
) -> None:
    def demote(user_id: str) -> str:
        with database.writing() as db:
            try:
                people.change(Work(Cast.ada.actor, moment.now, db, HOUSE), user_id, role="manager")
                db.commit()
            except Problem as problem:
                return problem.code
        return "demoted"

    for _ in range(5):
        with database.writing() as db:
            db.execute(update(User).where(User.id.in_(["user-ada", "user-dana"])).values(role="admin"))
            db.commit()
        assert sorted(at_once(lambda: demote("user-ada"), lambda: demote("user-dana"))) == ["demoted", "last-admin"]


def test_two_stand_ins_named_at_once_are_one(api: Api) -> None:
    days = {"from_on": "2026-03-09", "to_on": "2026-03-15"}
    answers = at_once(
        *[
            lambda who=who: api.mei.post("/delegations", days | {"stand_in_id": who})
            for who in ("user-max", "user-ren", "user-li")
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


def test_two_hand_overs_at_once_are_one(api: Api) -> None:
    sent = {"leaver_id": "user-li", "receiver_id": "user-ren"}
    answers = at_once(*[lambda: api.mei.post("/handovers", sent)] * 3)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]

"""Stand-ins and days off."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.core.journal import Entry
from kamfield.core.prepared import rows_of
from kamfield.users import queries
from tests.api import Api
from tests.cast import Moment

WEEK = {"stand_in_id": "user-max", "from_on": "2026-03-09", "to_on": "2026-03-15"}
DAYS = {"from_on": "2026-04-01", "to_on": "2026-04-03"}


def fault(response) -> tuple[str, str]:
    assert response.status_code == 422, response.json
    return response.json["errors"][0]["pointer"], response.json["errors"][0]["code"]


def sees_li(api: Api) -> bool:
    return api.max.get("/users/user-li").status_code == 200


def test_a_stand_in_has_the_reach_from_the_first_to_the_last_day_of_the_managers_zone(api: Api, moment: Moment) -> None:
    assert api.mei.post("/delegations", WEEK).status_code == 201
    seen = {}
    for instant in (
        datetime(2026, 3, 8, 15, 59, 59, tzinfo=UTC),  # 8 March, 23:59:59 in Shanghai
        datetime(2026, 3, 8, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 15, 15, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 15, 16, 0, tzinfo=UTC),
    ):
        moment.set(instant)
        seen[instant] = sees_li(api)
    assert list(seen.values()) == [False, True, True, False]


def test_what_a_stand_in_decides_counts_on_behalf_of_the_manager(api: Api, db: Session, moment: Moment) -> None:
    api.mei.post("/delegations", WEEK)
    moment.advance(days=8)
    sent = {"leaver_id": "user-li", "receiver_id": "user-ren"}
    assert api.max.post("/handovers", sent).status_code == 201
    entry = db.scalars(select(Entry).where(Entry.verb == "user.hand_over")).one()
    assert (entry.actor_id, entry.on_behalf_of_id) == ("user-max", "user-mei")


def test_a_rep_may_stand_in_but_never_decides_about_themselves(api: Api, moment: Moment) -> None:
    assert api.mei.post("/delegations", WEEK | {"stand_in_id": "user-ren"}).status_code == 201
    moment.advance(days=8)
    own = {"leaver_id": "user-ren", "receiver_id": "user-li"}
    assert api.ren.post("/handovers", own).status_code == 403
    assert api.ren.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"}).status_code == 201


def test_standing_in_is_not_handed_on(api: Api, moment: Moment) -> None:
    api.mei.post("/delegations", WEEK)
    api.max.post("/delegations", WEEK | {"stand_in_id": "user-sam"})
    moment.advance(days=8)
    assert sees_li(api)
    assert api.sam.get("/users/user-max").status_code == 200
    assert api.sam.get("/users/user-li").status_code == 404


def test_a_stand_in_of_somebody_inactive_sees_nothing_more(api: Api, moment: Moment) -> None:
    api.mei.post("/delegations", WEEK)
    moment.advance(days=8)
    api.ada.post("/users/user-mei/deactivation")
    assert not sees_li(api)


def test_a_stand_in_of_somebody_who_leads_nobody_any_more_sees_nothing_more(api: Api, moment: Moment) -> None:
    api.mei.post("/delegations", WEEK)
    moment.advance(days=8)
    assert api.max.get("/users/user-mei").status_code == 200
    for below in ("li", "ren"):
        assert api.ada.patch(f"/users/user-{below}", {"manager_id": "user-dana"}).status_code == 200
    assert api.ada.patch("/users/user-mei", {"role": "rep"}).status_code == 200
    assert api.max.get("/users/user-mei").status_code == 404


def test_a_delegation_taken_back_ends_at_once(api: Api, moment: Moment) -> None:
    made = api.mei.post("/delegations", WEEK).json
    moment.advance(days=8)
    assert sees_li(api)
    assert api.mei.delete(f"/delegations/{made['id']}", version=made["version"]).status_code == 204
    assert not sees_li(api)
    assert api.mei.get(f"/delegations/{made['id']}").status_code == 404


def test_one_stand_in_at_a_time(api: Api) -> None:
    api.mei.post("/delegations", WEEK)
    for days in (("2026-03-15", "2026-03-20"), ("2026-03-01", "2026-03-09"), ("2026-03-10", "2026-03-10")):
        sent = {"stand_in_id": "user-ren", "from_on": days[0], "to_on": days[1]}
        refused = api.mei.post("/delegations", sent)
        assert (refused.status_code, refused.json["code"]) == (409, "already-stood-in-for")
        assert "2026-03-09" in refused.json["detail"]
    after = {"stand_in_id": "user-ren", "from_on": "2026-03-16", "to_on": "2026-03-20"}
    assert api.mei.post("/delegations", after).status_code == 201


def test_impossible_delegations_are_refused_where_they_are_wrong(api: Api) -> None:
    def tried(**change: str) -> tuple[str, str]:
        return fault(api.mei.post("/delegations", WEEK | change))

    assert tried(stand_in_id="user-mei") == ("/stand_in_id", "unknown-reference")
    assert tried(stand_in_id="user-sam") == ("/stand_in_id", "unknown-reference")
    assert tried(to_on="2026-03-08") == ("/to_on", "ends-before-it-begins")
    assert tried(from_on="2026-02-01", to_on="2026-03-01") == ("/to_on", "in-the-past")
    assert tried(manager_id="user-max") == ("/manager_id", "unknown-reference")
    assert tried(manager_id="user-li") == ("/manager_id", "not-a-manager")
    assert fault(api.li.post("/delegations", WEEK | {"stand_in_id": "user-ren"})) == ("/manager_id", "not-a-manager")


def test_managers_above_and_admins_name_a_stand_in_for_somebody_who_fell_ill(api: Api) -> None:
    assert api.dana.post("/delegations", WEEK | {"manager_id": "user-mei"}).status_code == 201
    assert api.ada.post("/delegations", WEEK | {"manager_id": "user-dana"}).status_code == 201


def test_a_delegation_is_seen_by_both_and_from_above_but_not_by_a_stranger(api: Api) -> None:
    path = "/delegations/" + api.mei.post("/delegations", WEEK).json["id"]
    assert [caller.get(path).status_code for caller in (api.mei, api.max, api.dana, api.sam)] == [200, 200, 200, 404]
    assert [len(c.get("/delegations").json["items"]) for c in (api.mei, api.max, api.sam)] == [1, 1, 0]
    assert api.max.delete(path).status_code == 403


def test_a_manager_is_offered_people_below_above_and_beside(api: Api) -> None:
    offered = [person["name"] for person in api.mei.get("/users/user-mei/stand-ins").json["items"]]
    assert offered == ["Dana", "Li", "Max", "Ren"]
    assert api.max.get("/users/user-mei/stand-ins").status_code == 404


def test_days_off_are_entered_changed_and_deleted_by_oneself(api: Api) -> None:
    made = api.li.post("/absences", DAYS | {"note": "清明节"})
    assert made.status_code == 201
    assert (made.json["user_id"], made.json["kind"]) == ("user-li", "vacation")
    path = made.headers["Location"]
    assert fault(api.li.patch(path, {"to_on": "2026-03-31"})) == ("/to_on", "ends-before-it-begins")
    changed = api.li.patch(path, {"to_on": "2026-04-05", "kind": "sick"}, version=made.json["version"])
    assert (changed.json["from_on"], changed.json["to_on"], changed.json["kind"]) == (
        "2026-04-01",
        "2026-04-05",
        "sick",
    )
    assert api.li.delete(path, version=made.json["version"]).status_code == 412
    assert api.li.delete(path, version=changed.json["version"]).status_code == 204
    assert api.li.get(path).status_code == 404


def test_managers_enter_days_off_for_those_below_and_colleagues_see_none(api: Api) -> None:
    path = api.dana.post("/absences", DAYS | {"user_id": "user-li"}).headers["Location"]
    assert api.mei.patch(path, {"note": "ill"}).status_code == 200
    for stranger in (api.ren, api.sam, api.max):
        assert stranger.get(path).status_code == 404
        assert stranger.delete(path).status_code == 404
        assert stranger.get("/absences").json["items"] == []
    assert fault(api.ren.post("/absences", DAYS | {"user_id": "user-li"})) == ("/user_id", "unknown-reference")


def test_days_off_are_listed_by_person_and_by_the_days_they_touch(api: Api) -> None:
    api.li.post("/absences", DAYS)
    api.ren.post("/absences", {"from_on": "2026-05-01", "to_on": "2026-05-05"})

    def whose(filters: str) -> list[str]:
        return [absence["user_id"] for absence in api.mei.get(f"/absences?{filters}").json["items"]]

    assert whose("") == ["user-li", "user-ren"]
    assert whose("first=2026-04-03&last=2026-04-30") == ["user-li"]
    assert whose("first=2026-04-04") == ["user-ren"]
    assert whose("last=2026-03-31") == []
    assert whose("user_id=user-ren") == ["user-ren"]


def test_other_slices_ask_who_is_away(api: Api, db: Session) -> None:
    made = api.li.post("/absences", DAYS)
    team = ["user-li", "user-ren"]

    def away(day: int) -> list[str]:
        on = date(2026, 4, day)
        return [user_id for user_id in team if rows_of(db, queries.away_between(user_id, on, on))]

    assert [away(day) for day in (1, 3, 4)] == [["user-li"], ["user-li"], []]
    between = queries.absences_between(team, date(2026, 3, 1), date(2026, 4, 1))
    assert [absence.user_id for absence in db.scalars(between)] == ["user-li"]
    api.li.delete(made.headers["Location"])
    assert away(1) == []

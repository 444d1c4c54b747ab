"""Hours per weekday."""

import pytest

from tests.api import Api


def tried(api: Api, hours):
    return api.li.patch("/users/user-li", {"working_hours": hours})


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        ({}, {}),
        ({"mon": []}, {}),
        ({"fri": [["13:00", "24:00"]], "mon": [["00:00", "09:00"], ["09:00", "10:00"]]},) * 2,
        ({"sun": [["14:00", "15:00"], ["08:00", "09:30"]]}, {"sun": [["08:00", "09:30"], ["14:00", "15:00"]]}),
    ],
)
def test_hours_are_kept_in_order(api: Api, hours, kept) -> None:
    assert tried(api, hours).json["working_hours"] == kept


@pytest.mark.parametrize(
    ("hours", "pointer", "code"),
    [
        ({"monday": [["09:00", "10:00"]]}, "/working_hours/monday", "not-a-weekday"),
        ({"mon": [["9:00", "10:00"]]}, "/working_hours/mon", "not-hours"),
        ({"mon": [["09:00", "24:01"]]}, "/working_hours/mon", "not-hours"),
        ({"mon": [["09:00", "09:60"]]}, "/working_hours/mon", "not-hours"),
        ({"mon": [["09:00"]]}, "/working_hours/mon", "not-hours"),
        ({"mon": [[9, 10]]}, "/working_hours/mon", "not-hours"),
        ({"mon": ["09:00", "10:00"]}, "/working_hours/mon", "not-hours"),
        ({"mon": "09:00-10:00"}, "/working_hours/mon", "not-hours"),
        ({"mon": None}, "/working_hours/mon", "not-hours"),
        ({"mon": [["09:00", "10:00"]] * 9}, "/working_hours/mon", "not-hours"),
        ({"mon": [["10:00", "09:00"]]}, "/working_hours/mon", "ends-before-it-begins"),
        ({"mon": [["10:00", "10:00"]]}, "/working_hours/mon", "ends-before-it-begins"),
        ({"tue": [["13:00", "15:00"], ["09:00", "13:01"]]}, "/working_hours/tue", "overlap"),
        ([["09:00", "10:00"]], "/working_hours", "not-an-object"),
        (None, "/working_hours", "not-null"),
    ],
)
def test_impossible_hours_are_refused_where_they_are_wrong(api: Api, hours, pointer: str, code: str) -> None:
    refused = tried(api, hours)
    assert refused.status_code == 422
    assert [(f["pointer"], f["code"]) for f in refused.json["errors"]] == [(pointer, code)]

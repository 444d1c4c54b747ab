"""What one cannot reach does not exist: made from the URL map, so that every new route is in it by itself."""

import io
import zipfile

import pytest
from werkzeug.test import TestResponse

from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import Cast, Moment
from tests.house.addresses import WITH_IDS, WITHOUT_IDS, Address
from tests.house.things import EMPTY_FOR_EVERYBODY, SHARED, SHARED_IN, SHARED_PARAMETERS, STATES, Things

STRANGERS = ("sam", "max")
THEIRS = ("li", "mei", "ada")


@pytest.fixture
def things(database: Database, moment: Moment) -> Things:
    with database.writing() as db:
        made = Things(Work(SYSTEM, moment.now, db, HOUSE))
        yield made


@pytest.mark.parametrize("address", [one for one in WITH_IDS if str(one) not in SHARED], ids=str)
def test_a_thing_out_of_reach_does_not_exist(api: Api, things: Things, address: Address) -> None:
    url = address.url(things.of(address.parameters))
    for part, happen in STATES.items():
        if part in address.rule:
            happen(things)
            things.work.db.flush()
    for stranger in STRANGERS:
        answer = getattr(api, stranger).send(address.method, url, **address.sent())
        assert answer.status_code == 404, f"{stranger} gets {answer.status_code}: {answer.text[:300]}"
        assert (answer.json["code"], answer.json["detail"]) == (
            "not-found",
            "There is no such thing, or it is out of your reach.",
        )
    met = [getattr(api, name).send(address.method, url, **address.sent()).status_code for name in THEIRS]
    assert set(met) != {404}, f"li, mei and ada find nothing either, so this proves nothing: {url}"


@pytest.mark.parametrize("address", WITHOUT_IDS, ids=str)
def test_nothing_out_of_reach_is_in_any_list(api: Api, things: Things, address: Address) -> None:
    shared = SHARED_PARAMETERS | SHARED_IN.get(str(address), set())
    hidden = {thing for parameter, thing in things.all().items() if parameter not in shared}
    for stranger in STRANGERS:
        text = everything_in(getattr(api, stranger).send("GET", address.rule, **address.sent()))
        seen = [thing for thing in hidden if thing in text]
        assert not seen, f"{stranger} sees {seen}"
        assert "Strangers must not see this" not in text


@pytest.mark.parametrize("address", [one for one in WITHOUT_IDS if one.is_list], ids=str)
def test_the_list_shows_something_to_those_it_is_for(api: Api, things: Things, address: Address) -> None:
    things.all()
    answers = [getattr(api, name).send("GET", address.rule, **address.sent()) for name in THEIRS]
    assert {answer.status_code for answer in answers} <= {200, 403}
    assert str(address) in EMPTY_FOR_EVERYBODY or any(
        answer.json["items"] for answer in answers if answer.status_code == 200
    ), "an empty list proves nothing: add to FURNISHINGS in tests/house/things.py what belongs in it"


def test_the_lists_of_exceptions_are_true() -> None:
    known = {str(address) for address in (*WITH_IDS, *WITHOUT_IDS)}
    assert not (SHARED.keys() | SHARED_IN.keys() | EMPTY_FOR_EVERYBODY.keys()) - known


def test_the_cast_has_no_path_from_the_strangers_to_li() -> None:
    assert {Cast.sam.manager, Cast.max.manager} == {"max", "dana"}
    assert Cast.li.manager == "mei"


def everything_in(answer: TestResponse) -> str:
    """The text of an answer, also of a workbook's parts."""
    if not zipfile.is_zipfile(io.BytesIO(answer.data)):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())

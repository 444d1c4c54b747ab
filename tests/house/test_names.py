"""Nobody reads ids: beside each id of a person, a client or an opportunity stands its name, by one rule."""

import pytest
from marshmallow import fields

from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.schema import Schema, inner_schema
from kamfield.wiring import NAMES
from tests.house.addresses import MAP

PEOPLE = ("rep", "owner", "author", "lead", "manager", "stand_in", "user", "leaver", "receiver", "assignee", "by")
ENDS = tuple(f"{word}_id" for word in (*PEOPLE, "behalf_of", "waiting_for", "waits_for", "contact", "opportunity"))
TOLD_ONCE = {  # what is named at the top of the same answer, or in the path
    "BriefStandingSchema.opportunity_id",
    "GatesSchema.opportunity_id",
    "MapSchema.opportunity_id",
    "MapPersonSchema.contact_id",
    "AnswerSchema.opportunity_id",
    "StepSchema.opportunity_id",
    "AssessmentSchema.opportunity_id",
    "FactorSchema.opportunity_id",
    "InfluenceSchema.opportunity_id",
    "SavedMappingSchema.user_id",
}


def answers() -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for address in MAP:
        answer = getattr(address.endpoint, "answer", None)
        if answer is not None:
            _with_parts(answer, found)
    return found


def _with_parts(schema: Schema, found: dict[str, Schema]) -> None:
    if found.setdefault(type(schema).__name__, schema) is schema:
        for field in schema.fields.values():
            inner = inner_schema(field)
            if inner is not None:
                _with_parts(inner, found)


@pytest.mark.parametrize("name", sorted(answers()))
def test_beside_an_id_stands_its_name(name: str) -> None:
    schema = answers()[name]
    ids = [one for one in schema.fields if one.endswith(ENDS) and f"{name}.{one}" not in TOLD_ONCE]
    nameless = [one for one in ids if f"{one.removesuffix('_id')}_name" not in schema.fields]
    assert not nameless, f"{name}: write `ours.NameOf` beside {nameless}, or say in TOLD_ONCE why not"


@pytest.mark.parametrize("name", sorted(answers()))
def test_a_name_is_called_like_its_id(name: str) -> None:
    schema = answers()[name]
    names = {one: field for one, field in schema.fields.items() if isinstance(field, ours.NameOf)}
    assert [one for one, field in names.items() if field.beside not in schema.fields] == []
    empty = [one for one, field in names.items() if schema.fields[field.beside].allow_none and not field.allow_none]
    assert not empty, f"{name}: the ids of {empty} may be null, so their names may be"


def test_a_client_or_a_person_is_never_told_by_a_bare_word() -> None:
    words = {"account", "rep", "lead", "contact", "asked_by", "owner"}
    bare = [
        f"{name}.{one}"
        for name, schema in answers().items()
        for one, field in schema.fields.items()
        if one in words and isinstance(field, fields.String)
    ]
    assert bare == []


def test_everything_that_can_be_named_is_looked_up_somewhere() -> None:
    assert set(NAMES) == set(Named)

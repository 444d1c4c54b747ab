"""The OpenAPI document: current, valid, complete, and its examples are what it says they are."""

from pathlib import Path
from typing import Any

import marshmallow as ma
import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from kamfield.app import document as the_document
from kamfield.web.fields import Amount
from kamfield.web.schema import Input, Schema
from tests.house.addresses import MAP

WRITTEN = Path(__file__).parents[2] / "openapi" / "kamfield.yaml"
MONEY = {"amount", "price", "net", "tax", "gross"}
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return the_document()


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def schemas() -> list[Schema]:
    """Every body and answer of an endpoint, once per class."""
    found = {type(one): one for address in MAP if address.endpoint for one in _of(address.endpoint) if one}
    return list(found.values())


def _of(endpoint: Any) -> tuple[Schema | None, ...]:
    return (endpoint.body, endpoint.answer)


def test_the_written_document_is_current(document: dict[str, Any]) -> None:
    written = yaml.safe_load(WRITTEN.read_text("utf-8")) if WRITTEN.exists() else None
    assert written == document, "openapi/kamfield.yaml is not what the routes say: run `make openapi` and review it"


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_operation_is_named_and_explained(document: dict[str, Any]) -> None:
    named = [operation.get("operationId") for _, operation in operations(document)]
    assert len(set(named)) == len(named)
    assert set(named) == {address.endpoint.view.__name__ for address in MAP if address.endpoint}
    unexplained = [place for place, operation in operations(document) if not operation.get("summary")]
    assert not unexplained, f"write a docstring for {unexplained}"


def test_every_parameter_of_a_query_is_documented(document: dict[str, Any]) -> None:
    for address in MAP:
        if address.endpoint and address.endpoint.query:
            path = address.rule.replace("<id:", "{").replace("<int:", "{").replace("<", "{").replace(">", "}")
            said = document["paths"][path][address.method.lower()]["parameters"]
            assert {one["name"] for one in said if one["in"] == "query"} == set(address.endpoint.query.fields)


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: type(schema).__name__)
def test_a_schema_accepts_its_own_example(schema: Schema) -> None:
    assert schema.example, f"give {type(schema).__name__} an example"
    assert not isinstance(schema, Input) or schema.load(schema.example)


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: type(schema).__name__)
def test_the_document_accepts_the_example_too(document: dict[str, Any], schema: Schema) -> None:
    name = type(schema).__name__.removesuffix("Schema")
    registry: Registry[Any] = Registry().with_resource("urn:kamfield", Resource(document, DRAFT202012))
    validator = Draft202012Validator({"$ref": f"urn:kamfield#/components/schemas/{name}"}, registry=registry)
    faults = [error.message for error in validator.iter_errors(schema.example)]
    assert not faults, f"{name} says one thing and shows another: {faults}"


@pytest.mark.parametrize("schema", schemas(), ids=lambda schema: type(schema).__name__)
def test_money_is_written_as_money(schema: Schema) -> None:
    amounts = {name: field for name, field in schema.fields.items() if isinstance(field, Amount)}
    if "currency" in schema.fields and not isinstance(schema, Input):
        assert all(field.currency for name, field in amounts.items() if name in MONEY), "say ours.Amount(currency=…)"


def test_every_error_is_documented_as_a_problem(document: dict[str, Any]) -> None:
    for name, response in document["components"]["responses"].items():
        if name.startswith("Error"):
            assert list(response["content"]) == ["application/problem+json"]


def test_patterns_are_those_of_json_schema(document: dict[str, Any]) -> None:
    text = yaml.safe_dump(document)
    assert r"\A" not in text
    assert r"\Z" not in text


def test_no_text_that_comes_in_may_hold_a_nul() -> None:
    """PostgreSQL cannot store one: it would be a server error there and nothing on SQLite."""
    sent = [
        one for address in MAP if address.endpoint for one in (address.endpoint.body, address.endpoint.query) if one
    ]
    open_to_it = {
        f"{type(schema).__name__}.{name}"
        for schema in sent
        for name, field in schema.fields.items()
        if isinstance(field, ma.fields.String) and _takes_a_nul(field)
    }
    assert not open_to_it, f"use kamfield.web.fields.Text: {sorted(open_to_it)}"


def _takes_a_nul(field: ma.fields.String) -> bool:
    try:
        field.deserialize("a\x00b")
    except ma.ValidationError:
        return False
    return True

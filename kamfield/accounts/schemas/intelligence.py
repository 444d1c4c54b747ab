"""Intelligence about a client on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import Source
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

_NAME = {"description": "The competitor's or the event's name; a headline for the others."}


class IntelligenceSchema(Schema):
    """One piece of intelligence. While `closed_on` is null it holds."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    kind = ours.Choice(IntelligenceKind, required=True)
    name = fields.String(required=True, allow_none=True, metadata=_NAME)
    text = fields.String(required=True, allow_none=True)
    product = fields.String(required=True, allow_none=True)
    price = fields.String(required=True, allow_none=True)
    service = fields.String(required=True, allow_none=True)
    strength = fields.String(required=True, allow_none=True)
    weakness = fields.String(required=True, allow_none=True)
    noted_on = ours.Day(required=True)
    confirmed_on = ours.Day(required=True, allow_none=True)
    closed_on = ours.Day(required=True, allow_none=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    author_id = fields.String(required=True, allow_none=True)
    author_name = ours.NameOf(Named.USER, allow_none=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a66",
        "version": 1,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "kind": "competitor",
        "name": "Nordlager AG",
        "text": None,
        "product": "Deep groove bearings",
        "price": "8 % below ours",
        "service": "Two weeks to deliver",
        "strength": "Knows the head of purchasing",
        "weakness": "No engineer in the country",
        "noted_on": "2026-02-20",
        "confirmed_on": None,
        "closed_on": None,
        "source_kind": "own",
        "source_id": None,
        "author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "author_name": "Li Na",
        "created_at": "2026-02-20T08:30:00Z",
    }


class IntelligenceQuery(ListQuery):
    """Filters of what is known about a client."""

    kind = ours.Choice(IntelligenceKind)
    holds = ours.Flag(metadata={"description": "`true`: what still holds; `false`: what no longer does."})


class IntelligenceChange(Input):
    """Other words, or another day."""

    name = ours.Text(200, allow_none=True, metadata=_NAME)
    text = ours.Text(4000, allow_none=True)
    product = ours.Text(500, allow_none=True)
    price = ours.Text(500, allow_none=True)
    service = ours.Text(500, allow_none=True)
    strength = ours.Text(500, allow_none=True)
    weakness = ours.Text(500, allow_none=True)
    noted_on = ours.Day(metadata={"description": "Today unless given; only an event may lie ahead."})

    example: ClassVar[dict[str, Any]] = {"price": "5 % below ours", "noted_on": "2026-03-01"}


class IntelligenceDraft(IntelligenceChange):
    """Something heard. A competitor and an event need a name, everything else a text."""

    id = ours.Id()
    kind = ours.Choice(IntelligenceKind, required=True)
    source_kind = ours.Choice(Source, load_default=Source.OWN)
    source_id = ours.Id(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"kind": "need", "text": "A second source before the new line starts in May"}


class Closure(Input):
    """The day since which it no longer holds; today unless given."""

    on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"on": "2026-03-01"}

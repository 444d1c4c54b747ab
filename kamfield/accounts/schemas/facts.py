"""Commercial facts on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.facts import FactKind, Source
from kamfield.core.names import Named
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.schema import Input, Schema

_SUBJECT = {"description": "Product category, product or year, by kind; empty where a kind has none."}
_UNIT = {"description": "`percent` and `days` where the kind has only that; else as said: `t`, `pcs`."}


class FactSchema(Schema):
    """One commercial fact. While `superseded_at` is null it is the current one of its kind and subject."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = fields.String(required=True)
    kind = ours.Choice(FactKind, required=True)
    subject = fields.String(required=True, metadata=_SUBJECT)
    amount = ours.Amount(currency="currency", required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True, metadata=_UNIT)
    currency = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    due_on = ours.Day(required=True, allow_none=True)
    observed_on = ours.Day(required=True)
    source_kind = ours.Choice(Source, required=True)
    source_id = fields.String(required=True, allow_none=True)
    author_id = fields.String(required=True, allow_none=True, metadata={"description": "Null: an operator's import."})
    author_name = ours.NameOf(Named.USER, allow_none=True)
    confirmed_on = ours.Day(required=True, allow_none=True)
    confirmed_by_id = fields.String(required=True, allow_none=True)
    confirmed_by_name = ours.NameOf(Named.USER, allow_none=True)
    superseded_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a44",
        "version": 2,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "kind": "purchase_volume",
        "subject": "轴承",
        "amount": "1200",
        "unit": "t",
        "currency": None,
        "text": None,
        "due_on": None,
        "observed_on": "2026-02-20",
        "source_kind": "visit",
        "source_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a55",
        "author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "author_name": "Li Na",
        "confirmed_on": "2026-03-01",
        "confirmed_by_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "confirmed_by_name": "Li Na",
        "superseded_at": None,
        "created_at": "2026-02-20T08:30:00Z",
    }


class FactQuery(ListQuery):
    """Filters of an account's facts."""

    kind = ours.Choice(FactKind)
    history = ours.Flag(load_default=False, metadata={"description": "Also what newer facts took the place of."})


class FactDraft(Input):
    """A fact learnt. Which columns a kind needs: `GET /fact-kinds`."""

    id = ours.Id()
    kind = ours.Choice(FactKind, required=True)
    subject = ours.Text(120, least=0, metadata=_SUBJECT)
    amount = ours.Amount(allow_none=True)
    unit = ours.Text(20, allow_none=True, metadata=_UNIT)
    currency = ours.Currency(allow_none=True)
    text = ours.Text(2000, allow_none=True)
    due_on = ours.Day(allow_none=True)
    observed_on = ours.Day(metadata={"description": "The day it was seen to be so; today unless given."})
    source_kind = ours.Choice(Source, load_default=Source.OWN)
    source_id = ours.Id(load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "kind": "purchase_volume",
        "subject": "轴承",
        "amount": "1200",
        "unit": "t",
        "observed_on": "2026-02-20",
    }


class Confirmation(Input):
    """The day on which somebody saw that it is still so; today unless given."""

    on = ours.Day()

    example: ClassVar[dict[str, Any]] = {"on": "2026-03-01"}


class Retraction(Schema):
    """Why something was never so."""

    reason = ours.Text(500, required=True)

    example: ClassVar[dict[str, Any]] = {"reason": "Typed for the wrong client"}


class FactKindSchema(Schema):
    """What a kind of fact says: the columns it needs, those it may have, and the unit of its amount."""

    kind = ours.Choice(FactKind, required=True)
    label = fields.String(required=True)
    needs = fields.List(fields.String(), required=True)
    may = fields.List(fields.String(), required=True)
    unit = fields.String(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = {
        "kind": "share_of_wallet",
        "label": "Our share of the purchases",
        "needs": ["subject", "amount"],
        "may": ["text"],
        "unit": "percent",
    }


class FactKindsSchema(Schema):
    """All kinds, in the order in which an app would show them."""

    items = fields.List(fields.Nested(FactKindSchema), required=True)

    example: ClassVar[dict[str, Any]] = {"items": [FactKindSchema.example]}

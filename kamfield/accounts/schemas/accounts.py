"""An account on the wire."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from kamfield.accounts.rules import FEW_CONTACTS, Flag, Relationship, Status, Tier
from kamfield.accounts.schemas.contacts import ContactDraft
from kamfield.accounts.schemas.places import PlaceDraft
from kamfield.accounts.schemas.points import Near
from kamfield.core.names import Named
from kamfield.core.texts import N_
from kamfield.geo.point import Datum
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

USUAL_METRES, MOST_METRES = 5_000, 100_000


class AccountFlags(fields.List[str]):
    """What should be looked at, derived from the row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(ours.Choice(Flag), **options)

    def serialize(self, attr: str, obj: Any, *_rest: Any, **_options: Any) -> list[str]:
        """From the number of contacts that the row carries."""
        return [Flag.FEW_CONTACTS.value] if obj.active_contacts < FEW_CONTACTS else []


class AccountCore(Schema):
    """What every answer says about a client."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    code = fields.String(required=True, allow_none=True, metadata={"description": "The ERP number; unique."})
    name = fields.String(required=True)
    relationship = ours.Choice(Relationship, required=True)
    tier = ours.Choice(Tier, required=True, allow_none=True)
    status = ours.Choice(Status, required=True)
    parent_id = fields.String(required=True, allow_none=True)
    parent_name = ours.NameOf(Named.ACCOUNT, allow_none=True)
    lead_id = fields.String(required=True)
    lead_name = ours.NameOf(Named.USER)
    industry = fields.String(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    time_zone = fields.String(required=True, allow_none=True)
    last_visited_on = ours.Day(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "version": 4,
        "code": "CN-10023",
        "name": "苏州精密机械有限公司",
        "relationship": "partner",
        "tier": "A",
        "status": "active",
        "parent_id": None,
        "parent_name": None,
        "lead_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "lead_name": "Li Na",
        "industry": "machinery",
        "tags": ["export"],
        "time_zone": "Asia/Shanghai",
        "last_visited_on": "2026-02-20",
        "created_at": "2025-03-01T01:00:00Z",
        "updated_at": "2026-02-20T08:30:00Z",
    }


class AccountSchema(AccountCore):
    """A client."""

    flags = AccountFlags(required=True, metadata={"description": "What should be looked at."})

    example: ClassVar[dict[str, Any]] = AccountCore.example | {"flags": ["few_contacts"]}


class ListedAccountSchema(AccountCore):
    """A client in a list; the distance is told when the list was asked for what is `near`."""

    distance_metres = fields.Float(required=True, allow_none=True)

    example: ClassVar[dict[str, Any]] = AccountCore.example | {"distance_metres": 812.4}


class AccountQuery(ListQuery):
    """Filters of the list of accounts; all of them must hold."""

    q = ours.Text(100, metadata={"description": "A fragment of name, code, contact's name, or phone number."})
    tier = ours.Choice(Tier)
    status = ours.Choice(Status)
    lead_id = ours.Id(metadata={"description": "The owner."})
    parent_id = ours.Id(metadata={"description": "The branches of this account."})
    industry = ours.Text(100)
    tag = ours.Text(50)
    not_visited_for_days = ours.Whole(0, 10_000, metadata={"description": "Not visited for at least so many days."})
    few_contacts = ours.Flag(metadata={"description": "Fewer than three active contacts."})
    near = Near(metadata={"description": "Latitude and longitude in degrees: `31.23,121.47`."})
    within_metres = ours.Whole(
        1, MOST_METRES, metadata={"description": "With `near`: 5000 unless told; at most the 300 nearest places."}
    )
    datum = ours.Choice(Datum, metadata={"description": "With `near`: what its degrees are counted from."})

    @validates_schema
    def _go_together(self, given: dict[str, Any], **_options: Any) -> None:
        """The companions of `near` mean nothing without it."""
        sorted_by_distance = str(given.get("sort")).removeprefix("-") == "distance"
        alone = ["sort"] if sorted_by_distance else [name for name in ("within_metres", "datum") if name in given]
        if alone and "near" not in given:
            raise ValidationError(Said("needs-near", N_("This needs the parameter near.")), alone[0])


class AccountChange(Input):
    """The fields to change. The tier and the lead have addresses of their own, because somebody decides them."""

    code = ours.Text(64, allow_none=True)
    name = ours.Text(200)
    relationship = ours.Choice(Relationship)
    status = ours.Choice(Status)
    parent_id = ours.Id(allow_none=True)
    industry = ours.Text(100, allow_none=True)
    tags = fields.List(ours.Text(50), validate=validate.Length(max=30))
    time_zone = ours.TimeZone(allow_none=True)

    example: ClassVar[dict[str, Any]] = {"status": "active", "tags": ["export", "pharma"]}


class AccountDraft(AccountChange):
    """A new account. Whoever adds it leads it, unless they name somebody they reach."""

    id = ours.Id()
    name = ours.Text(200, required=True)
    lead_id = ours.Id()
    tier = ours.Choice(Tier, metadata={"description": "Only from those who decide about tiers."})
    place = fields.Nested(PlaceDraft, metadata={"description": "Its first place."})
    contact = fields.Nested(ContactDraft, metadata={"description": "Its first contact."})
    confirmed_new = ours.Flag(
        load_default=False, metadata={"description": "You looked at the candidates, and it is none of them."}
    )

    example: ClassVar[dict[str, Any]] = {
        "code": "CN-10023",
        "name": "苏州精密机械有限公司",
        "relationship": "partner",
        "industry": "machinery",
        "tags": ["export"],
        "time_zone": "Asia/Shanghai",
    }


class TierDecision(Input):
    """A tier, or none, and why."""

    tier = ours.Choice(Tier, required=True, allow_none=True)
    reason = ours.Text(2000, required=True)

    example: ClassVar[dict[str, Any]] = {"tier": "A", "reason": "Twelve million a year since they took over the plant."}


class NewLead(Input):
    """Who leads from now on, and whether the one who led stays on the team."""

    user_id = ours.Id(required=True)
    keep_old = ours.Flag(load_default=True)
    acknowledged = ours.Flag(metadata={"description": "That rows wait on the phones of the old lead is known."})

    example: ClassVar[dict[str, Any]] = {"user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a12", "keep_old": True}

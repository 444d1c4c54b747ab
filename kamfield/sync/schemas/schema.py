"""The tables of the phone, as an app generates its own from them."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.sync.rules import OLDEST_VERSION, SCHEMA_VERSION
from kamfield.sync.rules.values import TYPES, Kind
from kamfield.web import fields as ours
from kamfield.web.schema import Schema


class SchemaQuery(Schema):
    """Which version."""

    version = ours.Whole(OLDEST_VERSION, SCHEMA_VERSION, load_default=SCHEMA_VERSION)


class PhoneColumn(Schema):
    """A column; `kind` says how to read its value."""

    name = fields.String(required=True)
    type = fields.String(required=True, metadata={"enum": sorted(set(TYPES.values()))})
    kind = ours.Choice(Kind, required=True)
    optional = fields.Boolean(required=True)
    indexed = fields.Boolean(required=True)
    written = fields.Boolean(required=True, metadata={"description": "Whether a phone may write it."})
    refers_to = fields.String(required=True, allow_none=True, metadata={"description": "The table of that row."})

    example: ClassVar[dict[str, Any]] = {
        "name": "account_id",
        "type": "string",
        "kind": "text",
        "optional": False,
        "indexed": True,
        "written": True,
        "refers_to": "accounts",
    }


class PhoneTable(Schema):
    """A table, and what a phone may do with a row: verbs by kind of change."""

    name = fields.String(required=True)
    columns = fields.List(fields.Nested(PhoneColumn), required=True)
    verbs = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)

    example: ClassVar[dict[str, Any]] = {
        "name": "contacts",
        "columns": [PhoneColumn.example],
        "verbs": {"created": ["contact.add"], "updated": ["contact.change"], "deleted": ["contact.delete"]},
    }


class PhoneStep(PhoneTable):
    """A step of a migration: a table that is new, or columns that a table gets."""

    step = fields.String(required=True, metadata={"enum": ["create_table", "add_columns"]})

    example: ClassVar[dict[str, Any]] = {**PhoneTable.example, "step": "add_columns"}


class PhoneMigration(Schema):
    """From the version before to this one."""

    to_version = fields.Integer(required=True)
    steps = fields.List(fields.Nested(PhoneStep), required=True)

    example: ClassVar[dict[str, Any]] = {"to_version": 2, "steps": [PhoneStep.example]}


class PhoneSchema(Schema):
    """All tables of a version, and the migrations that lead there."""

    version = fields.Integer(required=True)
    tables = fields.List(fields.Nested(PhoneTable), required=True)
    migrations = fields.List(fields.Nested(PhoneMigration), required=True)

    example: ClassVar[dict[str, Any]] = {
        "version": 2,
        "tables": [PhoneTable.example],
        "migrations": [PhoneMigration.example],
    }

"""The phone's schema on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.sync.rules import OLDEST_VERSION, SCHEMA_VERSION
from kamfield.sync.rules.values import TYPES, Kind
from kamfield.web.schema import Schema


class SchemaQuery(Schema):
    """Which version of the schema."""

    version = fields.Integer(
        load_default=SCHEMA_VERSION,
        validate=validate.Range(OLDEST_VERSION, SCHEMA_VERSION),
        metadata={"description": "The newest, unless you say otherwise."},
    )

    example: ClassVar[dict[str, Any]] = {"version": SCHEMA_VERSION}


class PhoneColumn(Schema):
    """A column. `kind` tells what a number or a text means; `written`: the phone may write it."""

    name = fields.String(required=True)
    type = fields.String(required=True, validate=validate.OneOf(sorted(set(TYPES.values()))))
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in Kind]))
    optional = fields.Boolean(required=True)
    indexed = fields.Boolean(required=True)
    written = fields.Boolean(required=True)
    refers_to = fields.String(required=True, allow_none=True)

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
    """A table, parents before children. `verbs`: the acts that a created, updated or deleted row may stand for."""

    name = fields.String(required=True)
    columns = fields.List(fields.Nested(PhoneColumn), required=True)
    verbs = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)

    example: ClassVar[dict[str, Any]] = {
        "name": "contacts",
        "columns": [PhoneColumn.example],
        "verbs": {"created": ["contact.add"], "updated": ["contact.change"], "deleted": ["contact.delete"]},
    }


class PhoneStep(PhoneTable):
    """One step of a migration: a new table with all its columns, or the new columns of one."""

    step = fields.String(required=True, validate=validate.OneOf(["create_table", "add_columns"]))

    example: ClassVar[dict[str, Any]] = {"step": "add_columns", **PhoneTable.example}


class PhoneMigration(Schema):
    """What changes with a version."""

    to_version = fields.Integer(required=True)
    steps = fields.List(fields.Nested(PhoneStep), required=True)

    example: ClassVar[dict[str, Any]] = {"to_version": SCHEMA_VERSION, "steps": [PhoneStep.example]}


class PhoneSchema(Schema):
    """Everything an app needs to lay out its database, and to bring an older one up to it."""

    version = fields.Integer(required=True)
    tables = fields.List(fields.Nested(PhoneTable), required=True)
    migrations = fields.List(fields.Nested(PhoneMigration), required=True)

    example: ClassVar[dict[str, Any]] = {
        "version": SCHEMA_VERSION,
        "tables": [PhoneTable.example],
        "migrations": [PhoneMigration.example],
    }

"""Imports and column mappings on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.accounts.rules.imports import REASONS, Mode, Severity, State, Target
from kamfield.core.names import Named
from kamfield.core.texts import translate
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.problems import locale_of_request
from kamfield.web.schema import Input, Schema

DEFINITION = {
    "target": "accounts",
    "region": "US",
    "unknown": ["NOT AVAILABLE"],
    "fields": {
        "code": {"column": "ID", "prefix": "US-"},
        "name": {"column": "NAME", "title_case": True},
        "status": {"column": "STATUS", "values": {"OPEN": "active", "CLOSED": "lost"}},
        "place.address": {"columns": ["ADDRESS", "CITY", {"column": "ZIP", "as": "us_zip"}], "join": ", "},
        "place.latitude": "LATITUDE",
        "place.longitude": "LONGITUDE",
    },
}
_DEFINITION_TEXT = """`target` is `accounts` or `contacts`; `fields` says for each field where it comes from: a column's
name, or an object with `column`, `columns` (and `join`) or `value`, and with `values` (translations), `otherwise`,
`unknown` (markers for no value), `title_case`, `prefix`, `as` (`us_zip`), `if_bad` (`refuse` or `leave_out`). Beside
them: `facts` (each with `kind`, `subject`, `unit`, `currency`, and where `amount`, `text`, `due_on` come from),
`region`, `datum` (`wgs84`, `gcj02`, `bd09`), `unknown`, `code_prefix`, `tags`, `decimal_mark`, `day_order`,
`keep_capitals`."""


class SavedMappingSchema(Schema):
    """A saved column mapping."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    user_id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    target = ours.Choice(Target, required=True)
    definition = fields.Dict(required=True, metadata={"description": _DEFINITION_TEXT})
    shared = fields.Boolean(required=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a90",
        "version": 1,
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "name": "Hospitals",
        "target": "accounts",
        "definition": DEFINITION,
        "shared": False,
        "created_at": "2026-03-01T01:00:00Z",
        "updated_at": "2026-03-01T01:00:00Z",
    }


class MappingQuery(ListQuery):
    """Filters of the list of mappings."""

    target = ours.Choice(Target)


class MappingChange(Input):
    """What to change of a mapping."""

    name = ours.Text(100)
    definition = fields.Dict(metadata={"description": _DEFINITION_TEXT})
    shared = ours.Flag(metadata={"description": "Whether the whole company may use it."})

    example: ClassVar[dict[str, Any]] = {"shared": True}


class MappingDraft(MappingChange):
    """A new mapping."""

    id = ours.Id()
    name = ours.Text(100, required=True)
    definition = fields.Dict(required=True, metadata={"description": _DEFINITION_TEXT})

    example: ClassVar[dict[str, Any]] = {"name": "Hospitals", "definition": DEFINITION}


class ImportOrder(Schema):
    """How a file is to be taken in."""

    mapping_id = ours.Id(required=True)
    mode = ours.Choice(Mode, load_default=Mode.ALL_OR_NOTHING)
    dry_run = ours.Flag(load_default=False, metadata={"description": "Check every row and write nothing."})
    lead_id = ours.Id(metadata={"description": "Who leads new accounts whose row names nobody; else you do."})
    worksheet = ours.Text(100, metadata={"description": "Of a spreadsheet; else the first one with content."})
    encoding = ours.Text(40, metadata={"description": "Of a CSV, such as gb18030; else it is found out."})


class ImportSchema(Schema):
    """A file on its way in, and how far it is."""

    id = ours.Id(required=True)
    user_id = fields.String(required=True, allow_none=True)
    user_name = ours.NameOf(Named.USER, allow_none=True)
    created_at = ours.Instant(required=True)
    finished_at = ours.Instant(required=True, allow_none=True)
    target = ours.Choice(Target, required=True)
    filename = fields.String(required=True)
    mode = ours.Choice(Mode, required=True)
    dry_run = fields.Boolean(required=True)
    mapping_id = fields.String(required=True, allow_none=True)
    lead_id = fields.String(required=True, allow_none=True)
    lead_name = ours.NameOf(Named.USER, allow_none=True)
    state = ours.Choice(State, required=True)
    rows = fields.Integer(required=True)
    rows_read = fields.Integer(required=True, metadata={"description": "Of the present state; checking comes first."})
    added = fields.Integer(required=True, metadata={"description": "Rows; in a dry run, what would be added."})
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    bad = fields.Integer(required=True)
    doubtful = fields.Integer(required=True, metadata={"description": "Rows that are taken but should be looked at."})

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a91",
        "user_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "user_name": "周敏",
        "created_at": "2026-03-01T01:00:00Z",
        "finished_at": None,
        "target": "accounts",
        "filename": "hospitals.csv",
        "mode": "skip_bad_rows",
        "dry_run": False,
        "mapping_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a90",
        "lead_id": None,
        "lead_name": None,
        "state": "writing",
        "rows": 1104,
        "rows_read": 500,
        "added": 497,
        "changed": 0,
        "unchanged": 0,
        "bad": 3,
        "doubtful": 12,
    }


class FindingQuery(ListQuery):
    """Filters of the findings."""

    severity = ours.Choice(Severity)


class Reason(fields.Field[str]):
    """The sentence for a finding, in the caller's language."""

    def serialize(self, attr: str, obj: Any, *_rest: Any, **_options: Any) -> str:
        """From code and parameters of the row."""
        params = {name: str(value) for name, value in obj.params.items()}
        return translate(REASONS.get(obj.code, obj.code), locale_of_request(), **params)


class ImportFindingSchema(Schema):
    """What is wrong or doubtful in one row; the header usually is row 1."""

    id = ours.Id(required=True)
    row = fields.Integer(required=True)
    column = fields.String(required=True, allow_none=True)
    severity = ours.Choice(Severity, required=True)
    code = fields.String(required=True, metadata={"description": "Stable; programs decide by it."})
    value = fields.String(required=True, allow_none=True)
    reason = Reason(required=True, metadata={"type": "string", "description": "In the caller's language."})

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a92",
        "row": 17,
        "column": "STATUS",
        "severity": "bad",
        "code": "not-a-choice",
        "value": "MAYBE",
        "reason": "This is none of the known values, and the mapping does not translate it.",
    }


class ImportDifferenceSchema(Schema):
    """What one row changes on an account that was there."""

    id = ours.Id(required=True)
    row = fields.Integer(required=True)
    account_id = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    changes = fields.Dict(required=True, metadata={"description": "Field → `[before, after]`."})

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a93",
        "row": 18,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "code": "US-6985016",
        "name": "Phoenix Children's Hospital",
        "changes": {"status": ["active", "lost"]},
    }

"""What the phone's database looks like."""

from typing import Any

from kamfield.core.work import Work
from kamfield.sync.actions.schema import schema_at
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.schemas.schema import PhoneSchema, SchemaQuery


@blueprint.get("/sync/schema", PhoneSchema, query=SchemaQuery)
def read_sync_schema(work: Work, query: dict[str, Any]) -> dict[str, Any]:
    """The tables, columns and types of a schema version, and the migrations up to it: generate your app's from it.

    Types are those of the phone (`string`, `number`, `boolean`). `kind` says what a value means: an `instant` is
    milliseconds, a `day` is text, a `decimal` is a whole number of ten-thousandths, `json` is text.
    """
    return schema_at(query["version"])

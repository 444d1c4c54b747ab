"""Where apps learn which tables a phone has."""

from typing import Any

from kamfield.core.work import Work
from kamfield.sync.actions.schema import schema_at
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.schemas.tables import PhoneSchema, SchemaQuery


@blueprint.get("/sync/schema", PhoneSchema, query=SchemaQuery)
def read_sync_schema(work: Work, query: dict[str, Any]) -> dict[str, Any]:
    """The tables of the phone's database, their columns and types, and the migrations that lead to them.

    `kamfield sync typescript` writes the same as TypeScript for WatermelonDB.
    """
    return schema_at(query["version"])

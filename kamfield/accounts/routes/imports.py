"""Imports: saved column mappings, sending a file, and following what becomes of it."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts.actions import import_mappings, imports
from kamfield.accounts.models.imports import Import, ImportDifference, ImportFinding, SavedMapping
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.rules.imports import UNREADABLE
from kamfield.accounts.schemas.imports import (
    FindingQuery,
    ImportDifferenceSchema,
    ImportFindingSchema,
    ImportOrder,
    ImportSchema,
    MappingChange,
    MappingDraft,
    MappingQuery,
    SavedMappingSchema,
)
from kamfield.core.errors import Fault, Invalid
from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.portions import Portions, cut
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.web.paging import ListQuery
from kamfield.web.site import site
from kamfield.web.uploads import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS = ("text/csv", XLSX, "application/octet-stream")


@blueprint.post("/import-mappings", MappingDraft, SavedMappingSchema, status=201)
def add_import_mapping(work: Work, body: dict[str, Any]) -> SavedMapping:
    """Save a column mapping. One that cannot be meant is refused with a pointer to every fault."""
    return import_mappings.add(work, **body)


@blueprint.list("/import-mappings", MappingQuery, SavedMappingSchema, sorts=queries.MAPPING_SORTS)
def list_import_mappings(work: Work, query: dict[str, Any]) -> Select[SavedMapping]:
    """Your mappings, those of people above and below you, and those shared with the company."""
    return queries.mappings(work.user).filter_by(**query)


@blueprint.get("/import-mappings/<id:mapping_id>", SavedMappingSchema)
def read_import_mapping(work: Work, mapping_id: str) -> SavedMapping:
    """One column mapping."""
    return work.one(queries.mapping_by_id(work.user, mapping_id))


@blueprint.patch("/import-mappings/<id:mapping_id>", MappingChange, SavedMappingSchema)
def change_import_mapping(work: Work, body: dict[str, Any], version: int | None, mapping_id: str) -> SavedMapping:
    """Change a column mapping. Imports that run keep the one they began with."""
    return import_mappings.change(work, mapping_id, version, **body)


@blueprint.delete("/import-mappings/<id:mapping_id>")
def delete_import_mapping(work: Work, version: int | None, mapping_id: str) -> None:
    """Delete a column mapping."""
    import_mappings.delete(work, mapping_id, version)


def _cut(file: Upload, query: dict[str, Any]) -> tuple[str, Portions]:
    """Reads the whole file before the transaction begins: what cannot be read is refused at once."""
    options = {name: query.pop(name, None) for name in ("worksheet", "encoding")}
    try:
        return file.filename, cut(file.stream, file.filename, **options)
    except UnreadableSheet as error:
        params = {name: str(value) for name, value in error.params.items()}
        raise Invalid([Fault(error.code, UNREADABLE[error.code], parameter="file", params=params)]) from None


@blueprint.receive("/imports", _cut, ImportSchema, query=ImportOrder, content_types=SHEETS)
def add_import(work: Work, query: dict[str, Any], upload: tuple[str, Portions]) -> Import:
    """Send a CSV or a spreadsheet to be taken in, as the body (named by `X-Filename`) or as the part `file` of a form.

    The answer comes when the file has been read; its rows are worked on in the background. Follow `state`: `checking`,
    `writing`, then `done`, `checked` (a dry run), `refused` (all or nothing, and there were bad rows), `stopped` or
    `failed`. Rows are matched by code: the same file sent twice changes nothing.
    """
    mapping = _mapping(work, query["mapping_id"])
    filename, portions = upload
    region = site().settings.phone_region
    return imports.add(work, portions, mapping.definition, filename=filename, region=region, **query)


def _mapping(work: Work, mapping_id: str) -> SavedMapping:
    found = work.db.scalars(queries.mapping_by_id(work.user, mapping_id)).one_or_none()
    if found is None:
        text = N_("There is no such thing, or it is out of your reach.")
        raise Invalid([Fault("unknown-reference", text, parameter="mapping_id")])
    return found


@blueprint.list("/imports", ListQuery, ImportSchema, sorts=queries.SORTS)
def list_imports(work: Work, query: dict[str, Any]) -> Select[Import]:
    """Your imports and those of people you reach."""
    return queries.visible_to(work.user)


@blueprint.get("/imports/<id:import_id>", ImportSchema)
def read_import(work: Work, import_id: str) -> Import:
    """How far an import is, and what it found."""
    return work.one(queries.by_id(work.user, import_id))


@blueprint.list("/imports/<id:import_id>/findings", FindingQuery, ImportFindingSchema, sorts=queries.FINDING_SORTS)
def list_import_findings(work: Work, query: dict[str, Any], import_id: str) -> Select[ImportFinding]:
    """Every bad and every doubtful row, by number, column and reason."""
    return queries.findings(read_import(work, import_id).id, **query)


@blueprint.list(
    "/imports/<id:import_id>/differences", ListQuery, ImportDifferenceSchema, sorts=queries.DIFFERENCE_SORTS
)
def list_import_differences(work: Work, query: dict[str, Any], import_id: str) -> Select[ImportDifference]:
    """What an import changes (or would change) on accounts that were there, field by field."""
    return queries.differences(read_import(work, import_id).id)


@blueprint.post("/imports/<id:import_id>/cancellation", answer=ImportSchema)
def stop_import(work: Work, import_id: str) -> Import:
    """Stop an import. What was written stays."""
    return imports.stop(work, import_id)

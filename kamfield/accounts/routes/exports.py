"""Lists as files: CSV and XLSX."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from flask import Response

from kamfield.accounts.actions import exports
from kamfield.accounts.queries import accounts as queries
from kamfield.accounts.routes.accounts import filters_of
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.routes.imports import XLSX
from kamfield.accounts.rules.exports import (
    ACCOUNT_COLUMNS,
    CONTACT_COLUMNS,
    MOST_CSV_ROWS,
    MOST_XLSX_ROWS,
    Column,
    Form,
    Headings,
    headings,
    labels,
)
from kamfield.accounts.schemas.exports import ExportQuery
from kamfield.core.sheets.write_csv import write_csv
from kamfield.core.sheets.write_xlsx import write_xlsx
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.web.exports import Export
from kamfield.web.problems import locale_of_request

IN_MEMORY_BYTES = 1 << 20
PORTION_BYTES = 1 << 16
CONTENT_TYPES = {Form.CSV: "text/csv; charset=utf-8", Form.XLSX: XLSX}


@blueprint.download("/accounts/export", ExportQuery, content_types=("text/csv", XLSX))
def export_accounts(work: Work, query: dict[str, Any]) -> Response:
    """The clients you reach as a file, by the filters of the list, with lead and main place.

    A spreadsheet holds at most 20,000 rows, a CSV 500,000; beyond that the answer is 422 `too-many-rows`. What would
    run as a formula is made harmless. With `headings=codes` the file can be imported again. Who took which list along,
    and how many rows, is written to the journal.
    """
    return _file(work, query, "accounts", N_("Accounts"), ACCOUNT_COLUMNS)


@blueprint.download("/contacts/export", ExportQuery, content_types=("text/csv", XLSX))
def export_contacts(work: Work, query: dict[str, Any]) -> Response:
    """The contacts of the clients you reach as a file; the filters are those of the list of clients."""
    return _file(work, query, "contacts", N_("Contacts"), CONTACT_COLUMNS)


def _file(work: Work, query: dict[str, Any], name: str, title: str, columns: Sequence[Column]) -> Response:
    form, style = Form(query.pop("format")), Headings(query.pop("headings"))
    wanted, taken = dict(query), Counter[str]()
    statement = queries.matching(work, **filters_of(query))
    exports.refuse_too_many(work, statement, MOST_XLSX_ROWS if form is Form.XLSX else MOST_CSV_ROWS)
    rows = exports.account_rows if columns is ACCOUNT_COLUMNS else exports.contact_rows
    locale = locale_of_request()
    cells = _counted(taken, _cells(rows(work, statement), columns, labels(columns, style, locale)))
    stream = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY_BYTES))  # noqa: SIM115  closed when it was sent
    first = headings(columns, style, locale)
    if form is Form.CSV:
        write_csv(stream, first, cells)
    else:
        kinds = {heading: column.kind for heading, column in zip(first, columns, strict=True)}
        write_xlsx(stream, translate(title, locale), first, cells, kinds)
    length = stream.tell()
    stream.seek(0)
    note = partial(exports.note, list_name=name, rows=taken.total(), form=form.value, filters=wanted)
    response = Export(_sent(stream), content_type=CONTENT_TYPES[form], noted=note)
    response.content_length = length
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.value}"'
    return response


def _sent(stream: BinaryIO) -> Iterator[bytes]:
    """The file in portions; it is gone when it was sent, or when nobody listens any more."""
    with stream:
        while portion := stream.read(PORTION_BYTES):
            yield portion


def _counted(taken: Counter[str], cells: Iterator[list[Any]]) -> Iterator[list[Any]]:
    for row in cells:
        taken["rows"] += 1
        yield row


def _cells(rows: exports.Rows, columns: Sequence[Column], words: dict[str, dict[str, str]]) -> Iterator[list[Any]]:
    codes = [column.code for column in columns]
    for row in rows:
        for code, known in words.items():
            row[code] = known.get(row.get(code) or "", row.get(code))
        yield [row.get(code) for code in codes]

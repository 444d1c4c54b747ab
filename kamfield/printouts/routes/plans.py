"""A month's plan as a file, and the link to the page that prints."""

from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response

from kamfield.core.sheets.write_form import Band, Form, FormColumn, SmallTable, write_form
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.plans import queries as plans
from kamfield.printouts.actions import note_export, sheet_of
from kamfield.printouts.rules import HEADINGS, PlanSheet, Row
from kamfield.printouts.schemas import PlanExportQuery, PrintLinkDraft, PrintLinkSchema
from kamfield.web import tickets
from kamfield.web.blueprint import Blueprint
from kamfield.web.exports import Export
from kamfield.web.problems import locale_of_request
from kamfield.web.site import site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("printouts", __name__, description="Plans as spreadsheets and as pages that print")

KINDS = {
    "day": "day",
    "weekday": "code",
    "starts": "time",
    "minutes": "number",
    "tier": "code",
    "probability": "percent",
}
WIDTHS = {
    "day": 10.5,
    "weekday": 8,
    "starts": 6.5,
    "minutes": 8,
    "client": 24,
    "tier": 5.5,
    "who": 18,
    "form": 12,
    "why": 42,
    "where": 24,
    "companions": 11,
    "opportunity": 18,
    "probability": 10.5,
    "result": 18,
}
TIER_HEADINGS = (
    N_("Tier"),
    N_("Clients planned / clients"),
    N_("Coverage"),
    N_("Visits required"),
    N_("Visits planned"),
)


@blueprint.download("/plans/<id:plan_id>/export", PlanExportQuery, content_types=(XLSX,))
def export_plan(work: Work, query: dict[str, Any], plan_id: str) -> Response:
    """A plan as a spreadsheet in the form that is printed and signed: A4 landscape, one page wide.

    Weeks apart, with the totals of the month, the coverage of each tier and places to sign. Days, times and numbers are
    values; nothing is a formula. Lines that were rejected or dropped are not on it.
    """
    locale = query.get("language") or locale_of_request()
    sheet = sheet_of(work, plan_id, locale)
    stream = BytesIO()
    write_form(stream, sheet.title, _form(sheet, locale))
    response = Export(stream.getvalue(), content_type=XLSX, noted=partial(note_export, plan_id=plan_id))
    name = quote(f"{sheet.file_name}.xlsx", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"plan.xlsx\"; filename*=UTF-8''{name}"
    return response


@blueprint.post("/plans/<id:plan_id>/print-links", PrintLinkDraft, PrintLinkSchema, secret=True)
def add_print_link(work: Work, body: dict[str, Any], plan_id: str) -> dict[str, Any]:
    """A link to the plan as a page for the browser, which prints on A4.

    It shows this plan alone, to whoever has it, for ten minutes and not after you signed out. The page carries all it
    needs: saved as a file it stays as it is.
    """
    plan = work.one(plans.by_id(work.user, plan_id))
    ticket = tickets.issue(site(), work.user, f"plan/{plan.id}", work.now)
    asked = urlencode({"language": body.get("language") or locale_of_request(), "ticket": ticket})
    address = f"{site().settings.public_url.rstrip('/')}/plans/{plan.id}/print?{asked}"
    return {"url": address, "expires_at": work.now + tickets.LASTS}


def _form(sheet: PlanSheet, locale: str) -> Form:
    lines: list[Band | list[object]] = []
    for week in sheet.weeks:
        lines += [Band(week.said), *(_cells(row) for row in week.rows)]
    return Form(
        title=sheet.title,
        subtitles=sheet.subtitles,
        columns=[
            FormColumn(translate(text, locale), WIDTHS[name], KINDS.get(name, "text"))
            for name, text in HEADINGS.items()
        ],
        lines=lines,
        totals=[(total.said, total.value, "decimal") for total in sheet.totals],
        table=_tiers(sheet, locale),
        signatures=sheet.signatures,
        footer=sheet.footer,
    )


def _cells(row: Row) -> list[object]:
    return [getattr(row, name) for name in HEADINGS]


def _tiers(sheet: PlanSheet, locale: str) -> SmallTable:
    rows = [
        (one.tier, f"{one.clients_planned} / {one.clients}", one.coverage, one.required, one.planned)
        for one in sheet.tiers
    ]
    headings = [translate(text, locale) for text in TIER_HEADINGS]
    return SmallTable(headings, rows, ("code", "code", "percent", "number", "number"))

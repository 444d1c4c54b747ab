"""The columns of exported lists: a stable code each, a heading in every language, and how the values are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kamfield.accounts.rules import CODE_LISTS
from kamfield.core.codes import CodeList
from kamfield.core.sheets.write_xlsx import ColumnKind
from kamfield.core.texts import N_, translate

ROWS_A_QUERY = 1000
MOST_XLSX_ROWS = 20_000  # a spreadsheet of so many takes some seconds
MOST_CSV_ROWS = 500_000


class Form(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


class Headings(StrEnum):
    """Words for people in their language, or codes for programs (and for importing again)."""

    LABELS = "labels"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `codes` names the code list whose labels are shown."""

    code: str
    label: str
    kind: ColumnKind = "text"
    codes: str | None = None


ACCOUNT_COLUMNS = (
    Column("code", N_("Code")),
    Column("name", N_("Name")),
    Column("tier", N_("Tier")),
    Column("status", N_("Status"), codes="account_status"),
    Column("relationship", N_("Relationship"), codes="relationship"),
    Column("lead", N_("Lead's email")),
    Column("lead_name", N_("Account lead")),
    Column("parent_code", N_("Code of the parent account")),
    Column("industry", N_("Industry")),
    Column("tags", N_("Tags")),
    Column("time_zone", N_("Time zone")),
    Column("last_visited_on", N_("Last visit"), "day"),
    Column("place.label", N_("Place")),
    Column("place.address", N_("Address")),
    Column("place.city", N_("City")),
    Column("place.country", N_("Country")),
    Column("place.latitude", N_("Latitude (WGS-84)"), "decimal"),
    Column("place.longitude", N_("Longitude (WGS-84)"), "decimal"),
    Column("created_at", N_("Added"), "instant"),
    Column("updated_at", N_("Changed"), "instant"),
    Column("id", N_("Id")),
)
CONTACT_COLUMNS = (
    Column("account_code", N_("Code of the account")),
    Column("account_name", N_("Account")),
    Column("name", N_("Name")),
    Column("title", N_("Job title")),
    Column("department", N_("Department")),
    Column("phone", N_("Phone")),
    Column("mobile", N_("Mobile")),
    Column("email", N_("Email")),
    Column("messenger", N_("Messenger")),
    Column("birthday", N_("Birthday"), "day"),
    Column("layer", N_("Layer"), codes="layer"),
    Column("active", N_("Still there")),
    Column("left_on", N_("Left on"), "day"),
    Column("id", N_("Id")),
)


def headings(columns: Sequence[Column], style: Headings, locale: str) -> list[str]:
    """The first row."""
    return [column.code if style is Headings.CODES else translate(column.label, locale) for column in columns]


def labels(columns: Sequence[Column], style: Headings, locale: str) -> dict[str, dict[str, str]]:
    """For each column of codes the words to show instead; none where codes are wanted."""
    if style is Headings.CODES:
        return {}
    named: dict[str, CodeList] = {one.name: one for one in CODE_LISTS}
    return {
        column.code: {one.code: translate(one.label, locale) for one in named[column.codes].codes}
        for column in columns
        if column.codes
    }

"""The rows of exported lists, in bounded memory; what a user does not reach is not in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kamfield.accounts.queries import exports as queries
from kamfield.accounts.rules.exports import ROWS_A_QUERY
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users

Rows = Iterator[dict[str, Any]]


class TooManyRows(Problem):
    """The list is longer than a file of this kind may be."""

    status = 422
    title = N_("Too many rows for a spreadsheet")
    detail = N_("These are more than %(limit)s rows. Filter the list further, or take it as CSV.")


def refuse_too_many(work: Work, statement: queries.Statement, limit: int) -> None:
    """Raises `TooManyRows` before anything is read."""
    if (work.db.scalar(queries.more_than(statement, limit)) or 0) > limit:
        raise TooManyRows(limit=limit)


def note(work: Work, list_name: str, *, rows: int, form: str, filters: Mapping[str, Any]) -> None:
    """Writes down that the user took a list along: which one, how many rows, narrowed down by what."""
    narrowed = {name: str(value) for name, value in filters.items() if value is not None}
    taker = work.one(users.any_by_id(work.user.id))
    work.act("account.export", taker, list=list_name, rows=rows, format=form, filters=narrowed)


def account_rows(work: Work, statement: queries.Statement) -> Rows:
    """The accounts of a list with lead, parent and main place, by column code."""
    for page in _pages(work, statement):
        leads = {row.id: row for row in work.db.execute(queries.people({row.lead_id for row in page}))}
        parents = _codes(work, {row.parent_id for row in page if row.parent_id})
        places = {row.account_id: row for row in work.db.execute(queries.main_places([row.id for row in page]))}
        for row in page:
            yield _account(work, row, leads[row.lead_id], parents.get(row.parent_id), places.get(row.id))


def contact_rows(work: Work, statement: queries.Statement) -> Rows:
    """The contacts of the accounts of a list."""
    for page in _pages(work, statement):
        accounts = {row.id: row for row in page}
        for row in work.db.execute(queries.contacts(list(accounts))):
            account = accounts[row.account_id]
            yield {**row._mapping, "account_code": account.code, "account_name": account.name}


def _pages(work: Work, statement: queries.Statement) -> Iterator[Sequence[Any]]:
    last = None
    while page := work.db.execute(queries.account_page(statement, last, ROWS_A_QUERY)).all():
        yield page
        last = page[-1]


def _account(work: Work, row: Any, lead: Any, parent_code: str | None, place: Any) -> dict[str, Any]:
    of_place = {} if place is None else {f"place.{name}": value for name, value in place._mapping.items()}
    return {
        **row._mapping,
        **of_place,
        "lead": lead.email,
        "lead_name": lead.name,
        "parent_code": parent_code,
        "tags": "; ".join(row.tags),
        "created_at": row.created_at.astimezone(work.user.zone),
        "updated_at": row.updated_at.astimezone(work.user.zone),
    }


def _codes(work: Work, account_ids: set[str]) -> dict[str, str | None]:
    return {row.id: row.code for row in work.db.execute(queries.codes(account_ids))} if account_ids else {}

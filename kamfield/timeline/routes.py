"""Where the timeline and the journal are reached."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import SYSTEM, Work
from kamfield.timeline import queries
from kamfield.timeline.rules.sentences import NOBODY, people_in, sentence
from kamfield.timeline.rules.told import TOLD
from kamfield.timeline.schemas import ActSchema, EventSchema, HistoryQuery, JournalQuery, TimelineQuery
from kamfield.users.rules import Role
from kamfield.web.blueprint import Blueprint
from kamfield.web.problems import locale_of_request

blueprint = Blueprint("timeline", __name__, description="What happened: timeline, history, journal")


def _told(work: Work, acts: list[Any]) -> list[Any]:
    names, locale = _names(work, {one for act in acts for one in people_in(act)}), locale_of_request()
    return [
        SimpleNamespace(
            **act._asdict(),
            kind=TOLD[act.verb].kind,
            text=sentence(act, names, locale),
            actor_name=names.get(act.actor_id, NOBODY),
            on_behalf_of_name=names.get(act.on_behalf_of_id) if act.on_behalf_of_id else None,
        )
        for act in acts
    ]


def _named(work: Work, acts: list[Any]) -> list[Any]:
    names = _names(work, {act.actor_id for act in acts})
    hidden = {} if work.user.role == Role.ADMIN else {"also": None}  # it may speak of what is out of reach
    return [SimpleNamespace(**{**act._asdict(), **hidden, "actor_name": names.get(act.actor_id)}) for act in acts]


def _names(work: Work, ids: Iterable[str]) -> dict[str, str]:
    rows = work.db.execute(queries.names(set(ids)))
    return {SYSTEM.id: SYSTEM.name, **{row.id: row.name for row in rows}}


@blueprint.list(
    "/accounts/<id:account_id>/timeline", TimelineQuery, EventSchema, sorts=queries.SORTS, usual="-at", fill=_told
)
def read_timeline(work: Work, query: dict[str, Any], account_id: str) -> Select[Entry]:
    """What happened with a client, the latest first, for everybody who sees the client.

    Each event is a sentence in the caller's language. What happened to an account that was merged into this one
    is told here too.
    """
    account = work.one(accounts.by_id(work.user, account_id))
    return queries.told(work.all(queries.merged_ids(account.id)), **query)


@blueprint.list(
    "/accounts/<id:account_id>/history", HistoryQuery, ActSchema, sorts=queries.SORTS, usual="-at", fill=_named
)
def read_history(work: Work, query: dict[str, Any], account_id: str) -> Select[Entry]:
    """Every act on a client and what belongs to it, with what was before and after, the latest first.

    For the account's lead, the managers above the lead, who stands in for one of them, and admins; for everybody else
    it does not exist. Confidential texts are not in it, but who read and who changed them is.
    """
    account = work.one(queries.answered_for(work.user).where(Account.id == account_id))
    return queries.matching(work.user, account_id=account.id, **query)


@blueprint.list("/journal", JournalQuery, ActSchema, sorts=queries.SORTS, usual="-at", fill=_named)
def read_journal(work: Work, query: dict[str, Any]) -> Select[Entry]:
    """The journal: who did what, when, on whose behalf, and what it changed; the latest first.

    An admin sees all acts. Everybody else sees the acts on accounts they answer for: as the lead, above the lead, or
    standing in for one of these.
    """
    return queries.matching(work.user, **query)

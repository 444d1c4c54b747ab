"""What was done to a plan, round by round, as sentences."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from kamfield.core.texts import Phrase
from kamfield.core.work import SYSTEM, Work
from kamfield.plans import queries
from kamfield.plans.models import Plan
from kamfield.plans.rules.told import ADMINISTRATORS, MANY, SENTENCES
from kamfield.users import queries as users

PEOPLE = ("from_id", "to_id")


@dataclass(frozen=True)
class Step:
    """One act; `round` counts the submissions until then. `text` is to be translated and filled in with `params`."""

    id: str
    at: datetime
    round: int
    verb: str
    actor_id: str
    actor_name: str | None
    on_behalf_of_id: str | None
    on_behalf_of_name: str | None
    comment: str | None
    line_id: str | None
    visit_id: str | None
    account_id: str | None
    account_name: str | None
    details: Mapping[str, Any]
    text: str
    params: dict[str, Any]


def told(work: Work, acts: Sequence[Any]) -> list[Step]:
    """A page of a plan's history; every act on it is of one plan. Visits put on it one after the other are one step."""
    if not acts:
        return []
    rounds = work.all(queries.submissions_of(acts[0].plan_id))
    names, clients = _names(work, acts), _clients(work, acts)
    runs = [list(run) for _, run in groupby(acts, partial(_folded, rounds))]
    return [_step(run, bisect_right(rounds, run[0].id), names, clients) for run in runs]


def _folded(rounds: Sequence[str], act: Any) -> tuple[Any, ...]:
    """What acts have in common that are told as one."""
    if act.verb != "plan.add_line":
        return (act.id,)
    return act.verb, act.actor_id, act.on_behalf_of_id, bisect_right(rounds, act.id)


def _names(work: Work, acts: Iterable[Any]) -> dict[str, str]:
    ids = {one for act in acts for one in (act.actor_id, act.on_behalf_of_id, *map(act.details.get, PEOPLE)) if one}
    return {SYSTEM.id: SYSTEM.name, **{row.id: row.name for row in work.db.execute(users.names_of(ids))}}


def _clients(work: Work, acts: Sequence[Any]) -> dict[str, Any]:
    """The client of each line and each visit that these acts speak of."""
    line_ids = {act.details["line_id"] for act in acts if act.details.get("line_id")}
    visit_ids = {one for act in acts for one in _visits_in(act)}
    rows = work.db.execute(queries.clients_of_lines(acts[0].plan_id, line_ids, visit_ids)).all()
    return {key: row for row in rows for key in (row.line_id, row.visit_id)}


def _visits_in(act: Any) -> list[str]:
    if act.subject_kind != Plan.__tablename__:
        return [act.subject_id]
    one = act.details.get("visit_id")
    return [one] if one else list(act.details.get("visit_ids", ()))


def _step(run: Sequence[Any], number: int, names: Mapping[str, str], clients: Mapping[str, Any]) -> Step:
    act, details = run[0], run[0].details
    visits = [one for each in run for one in _visits_in(each)]
    client = clients.get(details.get("line_id") or (visits[0] if visits else ""))
    comment = details.get("comment")
    to = names.get(details.get("to_id") or "") or Phrase(ADMINISTRATORS)
    actor, account = names.get(act.actor_id), client.account_name if client else None
    params = {**details, "actor": actor, "to": to, "said": f": {comment}" if comment else "."}
    alone = len(visits) <= 1
    return Step(
        id=act.id,
        at=act.at,
        round=number,
        verb=act.verb,
        actor_id=act.actor_id,
        actor_name=actor,
        on_behalf_of_id=act.on_behalf_of_id,
        on_behalf_of_name=names.get(act.on_behalf_of_id or ""),
        comment=comment,
        line_id=details.get("line_id") if alone else None,
        visit_id=visits[0] if visits and alone else None,
        account_id=client.account_id if client and alone else None,
        account_name=account if alone else None,
        details=details if alone else {"visit_ids": visits},
        text=SENTENCES[act.verb] if alone else MANY,
        params=params | {"account": account, "count": len(visits)},
    )

"""What was done to a plan, round by round, as sentences."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kamfield.core.texts import Phrase
from kamfield.core.work import SYSTEM, Work
from kamfield.plans import queries
from kamfield.plans.models import Plan
from kamfield.plans.rules.told import ADMINISTRATORS, SENTENCES

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
    details: Mapping[str, Any]
    text: str
    params: dict[str, Any]


def told(work: Work, acts: Sequence[Any]) -> list[Step]:
    """A page of a plan's history; every act on it is of one plan."""
    rounds = work.all(queries.submissions_of(acts[0].plan_id)) if acts else ()
    names = _names(work, acts)
    return [_step(act, bisect_right(rounds, act.id), names) for act in acts]


def _names(work: Work, acts: Iterable[Any]) -> dict[str, str]:
    ids = {one for act in acts for one in (act.actor_id, act.on_behalf_of_id, *map(act.details.get, PEOPLE)) if one}
    return {SYSTEM.id: SYSTEM.name, **{row.id: row.name for row in work.db.execute(queries.names_of(ids))}}


def _step(act: Any, number: int, names: Mapping[str, str]) -> Step:
    details = act.details
    comment = details.get("comment")
    on_visit = act.subject_kind != Plan.__tablename__
    to = names.get(details.get("to_id") or "") or Phrase(ADMINISTRATORS)
    actor = names.get(act.actor_id)
    params = {**details, "actor": actor, "to": to, "said": f": {comment}" if comment else "."}
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
        line_id=details.get("line_id"),
        visit_id=act.subject_id if on_visit else details.get("visit_id"),
        details=details,
        text=SENTENCES[act.verb],
        params=params,
    )

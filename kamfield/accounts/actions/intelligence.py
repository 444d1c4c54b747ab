"""What can be done with intelligence about a client; one function per verb."""

from datetime import date
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions.origin import author_of, faults_in_origin, refuse_faults, refuse_future
from kamfield.accounts.models import Intelligence
from kamfield.accounts.rules.facts import Source
from kamfield.accounts.rules.intelligence import MAY_LIE_AHEAD, IntelligenceKind, faults_in
from kamfield.core.work import Work


def add(
    work: Work,
    account_id: str,
    kind: IntelligenceKind,
    *,
    noted_on: date | None = None,
    source_kind: Source = Source.OWN,
    source_id: str | None = None,
    **said: Any,
) -> Intelligence:
    """A new piece of intelligence; `said` are the columns of `rules.intelligence.SAYING` and, if given, the id."""
    account = work.one(queries.by_id(work.user, account_id))
    noted_on = noted_on or work.today
    ahead = kind in MAY_LIE_AHEAD
    origin = faults_in_origin(work, "noted_on", noted_on, source_kind, source_id, ahead=ahead)
    refuse_faults([*faults_in(kind, said), *origin])
    piece = Intelligence(
        account_id=account.id,
        kind=kind,
        noted_on=noted_on,
        source_kind=source_kind,
        source_id=source_id,
        author_id=author_of(work),
        **said,
    )
    work.act("intelligence.add", work.add(piece), kind=kind.value, name=piece.name)
    return piece


def change(work: Work, piece_id: str, version: int | None = None, **columns: Any) -> Intelligence:
    """Says it better; what was said before stays in the journal."""
    piece = _one(work, piece_id, version)
    kind = IntelligenceKind(piece.kind)
    if kind not in MAY_LIE_AHEAD:
        refuse_future(work, "noted_on", columns.get("noted_on"))
    refuse_faults(list(faults_in(kind, piece.said() | columns)))
    work.act("intelligence.change", piece, kind=piece.kind, name=piece.name)
    piece.change(**columns)
    return piece


def confirm(work: Work, piece_id: str, on: date | None = None) -> Intelligence:
    """It is still so."""
    piece = _one(work, piece_id)
    refuse_future(work, "on", on)
    work.act("intelligence.confirm", piece, kind=piece.kind, name=piece.name)
    piece.confirm(on or work.today)
    return piece


def close(work: Work, piece_id: str, on: date | None = None) -> Intelligence:
    """It no longer holds: the need is met, the competitor is gone."""
    piece = _one(work, piece_id)
    refuse_future(work, "on", on)
    work.act("intelligence.close", piece, kind=piece.kind, name=piece.name)
    piece.close(on or work.today)
    return piece


def reopen(work: Work, piece_id: str, version: int | None = None) -> Intelligence:
    """It holds after all."""
    piece = _one(work, piece_id, version)
    work.act("intelligence.reopen", piece, kind=piece.kind, name=piece.name)
    piece.reopen()
    return piece


def delete(work: Work, piece_id: str, version: int | None = None) -> None:
    """It was a mistake; what no longer holds is closed instead."""
    piece = _one(work, piece_id, version)
    work.act("intelligence.delete", piece, kind=piece.kind, name=piece.name)
    piece.delete(work.now)


def _one(work: Work, piece_id: str, version: int | None = None) -> Intelligence:
    return work.one(queries.part_by_id(work.user, Intelligence, piece_id), version=version)

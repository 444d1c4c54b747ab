"""Arriving and leaving: what the phone says is kept, judged, and never silently refused."""

from datetime import datetime, timedelta
from typing import Any

from kamfield.accounts.queries import names as account_names
from kamfield.core.errors import Fault, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.geo import fence
from kamfield.geo.point import Datum, NotOnEarth, Point, to_wgs84
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import CheckIn
from kamfield.visits import queries
from kamfield.visits.models import AnotherInProgress, Check, Visit
from kamfield.visits.queries import parts
from kamfield.visits.queries.visits import places_of
from kamfield.visits.rules.codes import REMOTE, CheckKind
from kamfield.visits.rules.verdicts import SENTENCES

LONGEST_OFFLINE = timedelta(days=60)


class NotAtThePlace(Problem):
    """The company wants verified check-ins and this one is not; nothing was kept."""

    status = 409
    title = N_("This check-in is not verified")
    detail = N_("Check-ins must be verified here and this one is not, so nothing was noted.")


def check_in(work: Work, visit_id: str, *, device_at: datetime | None = None, **said: Any) -> Check:
    """The rep has arrived."""
    visit = work.one(queries.by_id(work.user, visit_id))
    if (before := _said_before(work, visit, CheckKind.IN, device_at)) is not None:
        return before
    _refuse_another(work, visit)
    check = _checked(work, visit, CheckKind.IN, device_at or work.now, **said)
    work.act("visit.check_in", visit, verdict=check.verdict, reasons=check.reasons, missing=visit.missing)
    _refuse_unverified(work, check)
    visit.check_in(_believable(check))
    return check


def check_out(work: Work, visit_id: str, *, device_at: datetime | None = None, **said: Any) -> Check:
    """The rep has left; a report is owed."""
    visit = work.one(queries.by_id(work.user, visit_id))
    if (before := _said_before(work, visit, CheckKind.OUT, device_at)) is not None:
        return before
    check = _checked(work, visit, CheckKind.OUT, device_at or work.now, **said)
    work.act("visit.check_out", visit, verdict=check.verdict, reasons=check.reasons)
    if visit.checked_in_at is not None and _believable(check) < visit.checked_in_at:
        raise invalid(
            "/device_at", "before-check-in", N_("The check-out is earlier than the check-in; check the phone's clock.")
        )
    visit.check_out(_believable(check), timedelta(hours=policies.current(work).report_due_hours))
    return check


def _said_before(work: Work, visit: Visit, kind: CheckKind, device_at: datetime | None) -> Check | None:
    """The same tap again: the phone did not hear our answer."""
    if device_at is None:
        return None
    return work.db.scalars(parts.check_said_at(visit.id, kind, device_at)).first()


def _refuse_another(work: Work, visit: Visit) -> None:
    other = work.db.scalars(parts.in_progress(visit.rep_id)).first()
    if other is None or other.id == visit.id:
        return
    (account,) = work.db.execute(account_names.of_accounts([other.account_id]))
    known = {"visit_id": other.id, "account_id": other.account_id, "account_name": account.name}
    raise AnotherInProgress(at=f" ({account.name})", members=known)


def _believable(check: Check) -> datetime:
    """The phone's instant, but no later than ours: a clock that is ahead would keep the rep from leaving for hours."""
    return min(check.device_at, check.received_at)


def coarsen(work: Work, check: Check) -> None:
    """Its exact position is no longer anybody's business."""
    work.act("visit.coarsen_position", check)
    check.coarsen(work.now)


def _checked(
    work: Work,
    visit: Visit,
    kind: CheckKind,
    device_at: datetime,
    *,
    id: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    accuracy_metres: float | None = None,
    mock: bool = False,
    datum: Datum = Datum.WGS84,
) -> Check:
    if work.now - device_at > LONGEST_OFFLINE:
        raise invalid("/device_at", "too-long-ago", N_("No phone is offline for so long; check its clock."))
    point = _point(latitude, longitude, datum)
    check = Check(
        **({"id": id} if id else {}),
        visit_id=visit.id,
        rep_id=visit.rep_id,
        kind=kind,
        device_at=device_at,
        received_at=work.now,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        accuracy_metres=accuracy_metres if point else None,
        mock=mock,
    )
    if visit.form not in REMOTE:
        _judge(work, visit, check)
    return work.add(check)


def _point(latitude: float | None, longitude: float | None, datum: Datum) -> Point | None:
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        pointer = "/latitude" if latitude is None else "/longitude"
        raise invalid(pointer, "half-a-point", N_("A point needs latitude and longitude."))
    try:
        return to_wgs84(latitude, longitude, datum)
    except NotOnEarth:
        raise invalid(
            "/latitude", "not-on-earth", N_("No place has this latitude and longitude; please check them.")
        ) from None


def _judge(work: Work, visit: Visit, check: Check) -> None:
    previous = _previous(work, check)
    judgement = fence.judge(_fix(check), _fences(work, visit), previous=previous, received_at=check.received_at)
    check.verdict = judgement.verdict
    check.reasons = list(judgement.reasons)
    check.place_id = judgement.place_id or None
    check.metres = None if judgement.metres is None else round(judgement.metres, 1)


def _fix(check: Check) -> fence.Fix | None:
    if check.latitude is None or check.longitude is None:
        return None
    return fence.Fix(Point(check.latitude, check.longitude), check.accuracy_metres, check.device_at, check.mock)


def _previous(work: Work, check: Check) -> fence.Fix | None:
    found = work.db.scalars(parts.last_fix_before(check.rep_id, check.device_at)).first()
    return _fix(found) if found else None


def _fences(work: Work, visit: Visit) -> list[fence.Place]:
    """Every place of the account, and the free point that the visit names."""
    usual = policies.current(work).check_in_radius_metres
    places = work.all(places_of(work.user, visit.account_id))
    fences = [fence.Place(place.id, place.point, place.radius_metres or usual) for place in places]
    if visit.point is not None:  # a free point is no place of the archive: it has no id
        fences.append(fence.Place("", visit.point, usual))
    return fences


def _refuse_unverified(work: Work, check: Check) -> None:
    hard = policies.current(work).check_in is CheckIn.HARD
    if hard and check.verdict not in {None, fence.Verdict.VERIFIED}:
        raise NotAtThePlace([Fault(reason, SENTENCES[fence.Reason(reason)]) for reason in check.reasons])

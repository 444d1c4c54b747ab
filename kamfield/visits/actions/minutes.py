"""Minutes go to those of the client who took part, and come back confirmed or with what is not right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.accounts.models import Contact
from kamfield.core import clock
from kamfield.core.errors import Fault, Invalid, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users.rules import fingerprint
from kamfield.visits import queries
from kamfield.visits.models import MinutesCopy, Report, Visit
from kamfield.visits.queries import minutes, parts
from kamfield.visits.rules.minutes import LINK_LASTS, MinutesState


class MinutesNotReady(Problem):
    """What is sent to a client must be finished."""

    status = 409
    title = N_("The minutes are not ready")
    detail = N_("Write the minutes for the client and hand the report in; then they can be sent.")


class NobodyToSendTo(Problem):
    """Nobody of the client took part, or none of them has an email address."""

    status = 409
    title = N_("There is nobody to send it to")
    detail = N_("Note who of the client took part, and their email addresses.")


@dataclass(frozen=True)
class ReportInFull:
    """A report with the copies of its minutes; the columns of the report are its own."""

    report: Report
    minutes: Sequence[MinutesCopy]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.report, name)


def shown(work: Work, visit_id: str) -> ReportInFull:
    """A report, and who at the client said what to its minutes."""
    work.db.flush()
    report = work.one(parts.report_of(work.user, visit_id))
    return ReportInFull(report, work.all(minutes.copies_of(visit_id)))


def send(
    work: Work, visit_id: str, contact_ids: Sequence[str] | None = None, locale: str | None = None
) -> Sequence[MinutesCopy]:
    """Has the minutes mailed to those named, or to all who took part and have an address.

    Who has the very same minutes already gets no second mail.
    """
    visit = work.one(queries.by_id(work.user, visit_id))
    report = work.one(parts.report_of(work.user, visit_id))
    entry = work.act("visit.send_minutes", visit, report_id=report.id)
    if not report.locked or not (report.minutes_shared or "").strip():
        raise MinutesNotReady
    receivers = _receivers(work, visit, contact_ids)
    new = [copy for one in receivers if (copy := _copy_for(work, visit, report, one, locale)) is not None]
    told = {"copy_ids": [copy.id for copy in new], "names": ", ".join(one.name for one in receivers)}
    entry.details = {**entry.details, **told}
    return new


def issue_link(work: Work, copy: MinutesCopy) -> str:
    """The token of a link to a copy; it is kept nowhere: mail it in the same step."""
    token = clock.new_secret()
    work.act("minutes.issue_link", copy)
    copy.link(fingerprint(token), work.now)
    return token


def confirm(work: Work, token: str) -> MinutesCopy:
    """The receiver says: so it was. Who says so again is not contradicted."""
    copy = _behind(work, token)
    if copy.state == MinutesState.CONFIRMED:
        return copy
    work.act("minutes.confirm", copy, name=copy.name)
    copy.answer(MinutesState.CONFIRMED, None, work.now)
    return copy


def object_to(work: Work, token: str, comment: str) -> MinutesCopy:
    """The receiver says what is not right; the same words twice are one objection."""
    copy = _behind(work, token)
    if copy.state == MinutesState.OBJECTED and copy.comment == comment.strip():
        return copy
    work.act("minutes.object", copy, name=copy.name)
    if not comment.strip():
        raise invalid("/comment", "required", N_("Please say what is not right."))
    copy.answer(MinutesState.OBJECTED, comment.strip(), work.now)
    return copy


def _behind(work: Work, token: str) -> MinutesCopy:
    copy = work.db.scalars(minutes.copy_with(token, work.now)).one_or_none()
    if copy is None:
        raise invalid(
            "/token",
            "link-not-good",
            N_("This link is too old, or newer minutes were sent. Ask whoever sent it to you."),
        )
    return copy


def _receivers(work: Work, visit: Visit, contact_ids: Sequence[str] | None) -> Sequence[Contact]:
    came = {contact.id: contact for contact in work.all(minutes.who_came(visit.id))}
    if contact_ids is None:
        receivers = [contact for contact in came.values() if contact.email]
        if not receivers:
            raise NobodyToSendTo
        return receivers
    faults = [fault for place, one in enumerate(contact_ids) if (fault := _fault(place, came.get(one)))]
    if faults:
        raise Invalid(faults)
    return [came[one] for one in dict.fromkeys(contact_ids)]


def _fault(place: int, contact: Contact | None) -> Fault | None:
    if contact is None:
        return Fault("not-there", N_("This person did not take part in the visit."), f"/contact_ids/{place}")
    if not contact.email:
        return Fault("no-email", N_("This person has no email address."), f"/contact_ids/{place}")
    return None


def _copy_for(work: Work, visit: Visit, report: Report, contact: Contact, locale: str | None) -> MinutesCopy | None:
    text, email = (report.minutes_shared or "").strip(), contact.email or ""
    known = [copy for copy in work.all(minutes.copies_of(visit.id)) if copy.contact_id == contact.id]
    if any(copy.says(text, email, work.now) for copy in known):
        return None
    for copy in known:
        copy.replace()
    return work.add(
        MinutesCopy(
            visit_id=visit.id,
            account_id=visit.account_id,
            rep_id=visit.rep_id,
            contact_id=contact.id,
            name=contact.name,
            email=email,
            locale=locale or work.user.locale,
            day=visit.day,
            people=_names(work, visit),
            text=text,
            sent_at=work.now,
            expires_at=work.now + LINK_LASTS,
        )
    )


def _names(work: Work, visit: Visit) -> list[str]:
    theirs = [contact.name for contact in work.all(minutes.who_came(visit.id))]
    return [*theirs, *(user.name for user in work.all(minutes.our_people(visit.id, visit.rep_id)))]

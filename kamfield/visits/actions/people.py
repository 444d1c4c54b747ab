"""Who takes part in a visit."""

from collections.abc import Mapping, Sequence

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users
from kamfield.visits.models import Visit, VisitCompanion, VisitContact
from kamfield.visits.queries import parts
from kamfield.visits.queries.visits import contacts_of

NO_IDS: Mapping[str, str] = {}


def set_contacts(
    work: Work, visit: Visit, contact_ids: Sequence[str], row_ids: Mapping[str, str] | None = None
) -> None:
    """The people of the client who are to be met: exactly these. `row_ids` are those of new rows, by person."""
    _refuse_strangers(work, visit, "/contact_ids", contact_ids)
    _set_contacts(work, visit, contact_ids, row_ids or NO_IDS)


def set_companions(work: Work, visit: Visit, user_ids: Sequence[str], row_ids: Mapping[str, str] | None = None) -> None:
    """Who of ours comes along: exactly these; anybody of the company may be asked."""
    known = {user_id for user_id in user_ids if work.db.scalar(users.any_by_id(user_id)) is not None}
    text = N_("There is no such user.")
    _refuse_unknown("/companion_ids", user_ids, known, text)
    present = {row.user_id: row for row in work.all(parts.of_visit(VisitCompanion, visit.id))}
    for user_id in present.keys() - set(user_ids):
        present[user_id].delete(work.now)
    for user_id in dict.fromkeys(user_ids):
        if user_id not in present:
            work.add(VisitCompanion(visit_id=visit.id, user_id=user_id, **_id_for(user_id, row_ids or NO_IDS)))


def note_attendance(work: Work, visit: Visit, attendee_ids: Sequence[str]) -> None:
    """Who came: people of the client who were not expected are added."""
    _refuse_strangers(work, visit, "/attendee_ids", attendee_ids)
    expected = [row.contact_id for row in work.all(parts.of_visit(VisitContact, visit.id))]
    _set_contacts(work, visit, [*expected, *attendee_ids])
    work.db.flush()
    for row in work.all(parts.of_visit(VisitContact, visit.id)):
        row.attended = row.contact_id in attendee_ids


def _refuse_strangers(work: Work, visit: Visit, pointer: str, contact_ids: Sequence[str]) -> None:
    known = {contact.id for contact in work.all(contacts_of(work.user, visit.account_id, contact_ids))}
    text = N_("This contact does not belong to this account.")
    _refuse_unknown(pointer, contact_ids, known, text)


def _set_contacts(work: Work, visit: Visit, contact_ids: Sequence[str], row_ids: Mapping[str, str] = NO_IDS) -> None:
    present = {row.contact_id: row for row in work.all(parts.of_visit(VisitContact, visit.id))}
    for contact_id in present.keys() - set(contact_ids):
        present[contact_id].delete(work.now)
    for contact_id in dict.fromkeys(contact_ids):
        if contact_id not in present:
            work.add(VisitContact(visit_id=visit.id, contact_id=contact_id, **_id_for(contact_id, row_ids)))


def _id_for(who: str, row_ids: Mapping[str, str]) -> dict[str, str]:
    return {"id": row_ids[who]} if who in row_ids else {}


def _refuse_unknown(pointer: str, ids: Sequence[str], known: set[str], text: str) -> None:
    faults = [
        Fault("unknown-reference", text, f"{pointer}/{place}") for place, one in enumerate(ids) if one not in known
    ]
    if faults:
        raise Invalid(faults)

"""Whose calendar a secret opens, and what stands in it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from kamfield.accounts.models import Account, Contact, Place
from kamfield.calendars.models import CalendarFeed
from kamfield.core.work import Actor
from kamfield.users.models import User
from kamfield.users.rules import fingerprint
from kamfield.visits.models import Visit, VisitCompanion, VisitContact
from kamfield.visits.queries import visible_to as visits_visible_to
from kamfield.visits.rules.codes import State

Rows = Select[*tuple[Any, ...]]


def open_feed_of(user: Actor) -> Select[CalendarFeed]:
    """The user's own feed; there is one at most."""
    return select(CalendarFeed).where(CalendarFeed.user_id == user.id, CalendarFeed.revoked_at.is_(None))


def user_of_secret(secret: str) -> Select[User]:
    """Whose calendar the secret opens: it proves the right to it, as long as that person may sign in."""
    good = and_(CalendarFeed.secret_hash == fingerprint(secret), CalendarFeed.revoked_at.is_(None))
    statement = select(User).join(CalendarFeed, CalendarFeed.user_id == User.id)
    return statement.where(good, User.active, User.deleted_at.is_(None))


def visits_of(user: Actor, first: date, last: date, cancelled_since: datetime, most: int) -> Rows:
    """The visits somebody makes or comes along to, with client and place; the latest days first when they are many."""
    columns = (
        Visit.id,
        Visit.version,
        Visit.created_at,
        Visit.updated_at,
        Visit.day,
        Visit.starts_at,
        Visit.minutes,
        Visit.state,
        Visit.form,
        Visit.purpose,
        Visit.latitude,
        Visit.longitude,
        Account.name.label("account_name"),
        Place.label.label("place"),
        Place.address,
        Place.city,
        Place.latitude.label("place_latitude"),
        Place.longitude.label("place_longitude"),
    )
    along = select(VisitCompanion.visit_id).where(
        VisitCompanion.user_id == user.id, VisitCompanion.deleted_at.is_(None)
    )
    mine = visits_visible_to(user).where(or_(Visit.rep_id == user.id, Visit.id.in_(along)))
    told = or_(Visit.state != State.CANCELLED, Visit.updated_at >= cancelled_since)
    between = mine.where(Visit.day.between(first, last), told)
    joined = between.join(Account, Account.id == Visit.account_id).outerjoin(Place, Place.id == Visit.place_id)
    return joined.with_only_columns(*columns).order_by(Visit.day.desc(), Visit.id).limit(most)


def people_of(visit_ids: Collection[str]) -> Rows:
    """`visit_id, name` of the people to be met at visits the caller has already found."""
    met = select(VisitContact.visit_id, Contact.name).join(Contact, Contact.id == VisitContact.contact_id)
    return met.where(VisitContact.visit_id.in_(visit_ids), VisitContact.deleted_at.is_(None)).order_by(VisitContact.id)

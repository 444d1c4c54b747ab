"""Checklists; they are the same for the whole company."""

from sqlalchemy import Select, select

from kamfield.visits.models import Checklist


def offered() -> Select[Checklist]:
    """Those in use, the newest first."""
    living = select(Checklist).where(Checklist.retired_at.is_(None), Checklist.deleted_at.is_(None))
    return living.order_by(Checklist.created_at.desc(), Checklist.id.desc())


def offered_for(form: str | None) -> Select[Checklist]:
    """The newest one in use for a form of activity."""
    return offered().where(Checklist.form == form).limit(1)


def by_id(checklist_id: str) -> Select[Checklist]:
    """One of them, also a retired one."""
    return select(Checklist).where(Checklist.id == checklist_id, Checklist.deleted_at.is_(None))

"""Works through imported files, some hundred rows a transaction, until nothing is left."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kamfield.accounts.actions import imports
from kamfield.accounts.models.imports import Import
from kamfield.core.work import Actor, Work
from kamfield.users import queries as users
from kamfield.users.actions import as_actor


def carry_on(work: Work, _outside: Any, import_: Import) -> datetime | None:
    """One portion, in the name of whoever imports. A process that dies leaves the portion to be done once more."""
    if import_.is_over:
        return None
    importer = _importer(work, import_)
    if importer is None:
        imports.fail(work, import_)
        return None
    return work.now if imports.take_portion(replace(work, user=importer), import_) else None


def _importer(work: Work, import_: Import) -> Actor | None:
    if import_.user_id is None:
        return work.user
    user = work.db.scalars(users.any_by_id(import_.user_id)).one()
    return as_actor(user) if user.active and user.deleted_at is None else None

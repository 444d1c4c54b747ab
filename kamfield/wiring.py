"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries as accounts
from kamfield.attachments.background import clear_away, forget_uploads
from kamfield.attachments.models import Upload
from kamfield.attachments.routes import blueprint as attachments
from kamfield.attachments.routes import upload_blueprint as uploads
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import Actor, House, Work
from kamfield.permissions import permits
from kamfield.users.routes import blueprint as users
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (users, attachments, uploads)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {Upload: clear_away}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "attachments.forget_uploads": ("40 18 * * *", forget_uploads),
}

# What can have photos and files, and how one of them is found; a thing found here has an `account_id`, or is one.
SUBJECTS: Mapping[str, Callable[[Actor, str], Select[Any]]] = {"account": accounts.by_id}

HOUSE = House(permits=permits, reacts=AFTER, subjects=SUBJECTS)

"""Page one: every verb of the product and who may do it.

A verb is permitted when one of its rules says so. A rule takes the work and the subject and answers yes, no, or the
id of the person on whose behalf the act then counts. Whoever cannot see a thing never gets as far as this page: for
them it does not exist.
"""

from collections.abc import Callable
from typing import Any

from kamfield.core.work import Work
from kamfield.users import queries as users
from kamfield.users.rules import Role

Rule = Callable[[Work, Any], bool | str]


def anyone(_work: Work, _subject: Any) -> bool:
    """Whoever can see it, signed in or not: the action itself asks for proof (a password, a token)."""
    return True


def owner(work: Work, subject: Any) -> bool:
    """Whose own it is."""
    return bool(subject.owner_id == work.user.id)


def admin(work: Work, _subject: Any) -> bool:
    """An administrator of the company."""
    return work.user.role == Role.ADMIN


def sees(_work: Work, _subject: Any) -> bool:
    """Whoever reaches it: the team of an account and everybody above them."""
    return True


def above(work: Work, subject: Any) -> bool | str:
    """A manager above the owner; or somebody who stands in for one, and then it counts on that one's behalf."""
    line = set(work.db.scalars(users.managers_above(subject.owner_id)))
    if work.user.id in line:
        return True
    return next((viewer for viewer in work.user.viewers if viewer in line), False)


def decider(work: Work, subject: Any) -> bool | str:
    """Who decides about somebody's proposal: those above, or an admin; nobody decides about their own."""
    if subject.owner_id == work.user.id:
        return False
    return work.user.role == Role.ADMIN or above(work, subject)


def owner_or_above(work: Work, subject: Any) -> bool | str:
    """The owner, a manager above, or an admin."""
    return owner(work, subject) or work.user.role == Role.ADMIN or above(work, subject)


def system(work: Work, _subject: Any) -> bool:
    """Kamfield itself: the worker and the operator's command line."""
    return work.user.role == "system"


PAGE: dict[str, tuple[Rule, ...]] = {
    # users
    "user.add": (admin, system),
    "user.sign_in": (owner,),
    "user.refresh": (owner,),
    "user.end_session": (owner,),
    # accounts
    "account.add": (sees,),
    # attachments
    "attachment.add": (owner,),
    "attachment.change": (owner_or_above,),
    "attachment.store": (owner, system),
    "attachment.refuse": (owner, system),
    "attachment.delete": (owner_or_above,),
}


def permits(work: Work, verb: str, subject: Any) -> bool | str:
    """The first rule of the verb that says yes; an unknown verb is a mistake in the code."""
    return next((standing for rule in PAGE[verb] if (standing := rule(work, subject))), False)

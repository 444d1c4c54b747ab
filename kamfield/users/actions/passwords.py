"""Passwords: chosen by a mailed one-time link, changed by whoever knows the old one."""

from dataclasses import replace

from kamfield.core import clock, passwords
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.actions.sign_in import as_actor, end_all_sessions
from kamfield.users.models import OneTimeLink, User
from kamfield.users.queries.sign_in import link_with, open_links_of, user_of_link
from kamfield.users.rules import LINK_LASTS, Purpose, fingerprint
from kamfield.users.rules.passwords import LEAST, weakness

WEAK = {
    "too-short": N_("A password needs at least %(least)s characters."),
    "is-the-email": N_("The password may not be the email address."),
    "too-common": N_("This password is easy to guess. Choose another one."),
}


class AlreadySignedUp(Problem):
    """An invitation is for those who never had a password; the others have the reset."""

    status = 409
    title = N_("Has a password already")
    detail = N_("This person has a password already. If they forgot it, they can ask for a new one.")


def invite(work: Work, user: User) -> None:
    """Has a link mailed by which somebody chooses their first password; the mail follows the journal."""
    work.act("user.invite", user)
    if user.password_hash is not None:
        raise AlreadySignedUp


def ask_reset(work: Work, email: str) -> None:
    """Has a link mailed to whoever signs in with an address; nothing happens, and nobody is told, when nobody does."""
    user = work.db.scalars(queries.with_email(email)).one_or_none()
    if user is not None and user.active:
        work.act("user.ask_reset", user)


def issue_link(work: Work, user_id: str, purpose: str) -> str:
    """A new one-time link of a user; returns its token, which is kept nowhere: mail it in the same step.

    `purpose` is one of `Purpose`. The page that takes the token is `<public_url>/password?token=…`.
    """
    token = clock.new_secret()
    lasts = LINK_LASTS[Purpose(purpose)]
    link = OneTimeLink(
        user_id=user_id,
        purpose=purpose,
        token_hash=fingerprint(token),
        issued_at=work.now,
        expires_at=work.now + lasts,
    )
    work.act("user.issue_link", work.add(link))
    return token


def set_password(work: Work, *, token: str, password: str, pointer: str = "/password") -> User:
    """A new password by a mailed link, which works once. Every device is signed out, every open link closed."""
    link = work.db.scalars(link_with(token, work.now).with_for_update()).one_or_none()
    user = work.db.scalars(user_of_link(token, work.now)).one_or_none()
    if link is None or user is None:
        raise invalid("/token", "link-not-good", N_("This link is used up or too old. Ask for a new one."))
    work = replace(work, user=as_actor(user))
    work.act("user.set_password", user, purpose=link.purpose)
    user.set_password(accepted(password, user.email, pointer), work.now)
    close_links(work, user)
    end_all_sessions(work, user.id)
    return user


def change_password(work: Work, *, old_password: str, new_password: str, session_id: str | None) -> None:
    """A new password by the old one. The other devices are signed out, this one stays."""
    user = work.one(queries.by_id(work.user, work.user.id))
    work.act("user.set_password", user)
    if not passwords.fits(user.password_hash, old_password):
        raise invalid("/old_password", "wrong-password", N_("This is not your password."))
    user.set_password(accepted(new_password, user.email, "/new_password"), work.now)
    close_links(work, user)
    end_all_sessions(work, user.id, but=session_id)


def accepted(password: str, email: str, pointer: str = "/password") -> str:
    """The hash of a password that may be used; a fault at `pointer` says why another may not."""
    found = weakness(password, email)
    if found is not None:
        raise invalid(pointer, found, WEAK[found], least=LEAST)
    return passwords.hashed(password)


def close_links(work: Work, user: User) -> None:
    """What was mailed to set a password is good no more; part of an act that says why."""
    for link in work.all(open_links_of(user.id)):
        link.close(work.now)

"""The mails that carry a one-time link: the invitation, and the new password."""

from kamfield.core.journal import Entry
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.pages.rules import addresses
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import Draft
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.users.actions import issue_link
from kamfield.users.models import User
from kamfield.users.rules import Purpose

LASTING = {  # LINK_LASTS in words
    Purpose.INVITATION: N_("The link works once, for seven days."),
    Purpose.RESET: N_("The link works once, for one hour."),
}


def mail_invitation(work: Work, entry: Entry) -> None:
    """Whoever was invited gets a link to choose a first password."""
    remind(work, Kind.INVITATION, entry.subject_id, entry.id)


def mail_reset(work: Work, entry: Entry) -> None:
    """Whoever asked gets a link to choose another password."""
    remind(work, Kind.PASSWORD_RESET, entry.subject_id, entry.id, happened_at=entry.at)


def draft_invitation(work: Work, outside: Outside, _row: Reminder, user: User) -> Draft | Reason:
    """The invitation, unless they have a password by now."""
    if user.password_hash is not None:
        return Reason.NO_LONGER_NEEDED
    token = issue_link(work, user.id, Purpose.INVITATION)
    return Draft(
        template="link",
        subject=N_("Your invitation to Kamfield"),
        sentences={
            "lead": N_("You can work with Kamfield from now on. Choose a password, then sign in with this address."),
            "button": N_("Choose a password"),
            "lasting": LASTING[Purpose.INVITATION],
            "why": OCCASIONS[Kind.INVITATION],
        },
        values=_link_values(outside, user, token),
        secret=token,
    )


def draft_reset(work: Work, outside: Outside, _row: Reminder, user: User) -> Draft | Reason:
    """The link to another password; asking twice makes two, and using one closes both."""
    token = issue_link(work, user.id, Purpose.RESET)
    return Draft(
        template="link",
        subject=N_("A new password for Kamfield"),
        sentences={
            "lead": N_("Choose a new password. If you did not ask for this, do nothing: the old one stays as it is."),
            "button": N_("Choose a new password"),
            "lasting": LASTING[Purpose.RESET],
            "why": OCCASIONS[Kind.PASSWORD_RESET],
        },
        values=_link_values(outside, user, token),
        secret=token,
    )


def _link_values(outside: Outside, user: User, token: str) -> dict[str, object]:
    return {"name": user.name, "link": f"{outside.public_url}{addresses.password(token)}"}

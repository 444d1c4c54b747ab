"""Kinds and states of reminders, when they may come, and the sentences that explain them."""

from urllib.parse import urlsplit

from kamfield.reminders.rules.fates import FATES, PARKED, REASONS, Reason, State
from kamfield.reminders.rules.hours import CLOSE_MAIL_AT, MORNING_AT, quiet_until
from kamfield.reminders.rules.kinds import (
    ASKED_FOR,
    AT_ONCE,
    FORMS,
    MANDATORY,
    NEWS_FOR,
    OCCASIONS,
    SINGLE,
    Form,
    Kind,
    When,
)

__all__ = [
    "ASKED_FOR",
    "AT_ONCE",
    "CLOSE_MAIL_AT",
    "FATES",
    "FORMS",
    "MANDATORY",
    "MORNING_AT",
    "MOST_COUNTED",
    "MOST_ROWS",
    "NEWS_FOR",
    "OCCASIONS",
    "PARKED",
    "REASONS",
    "SINGLE",
    "Form",
    "Kind",
    "Reason",
    "State",
    "When",
    "key_of",
    "list_id",
    "message_id",
    "quiet_until",
]

MOST_ROWS = 20  # of one section of a mail; the rest is a number
MOST_COUNTED = 500


def key_of(kind: str, user_id: str, occasion: object) -> str:
    """What the ledger knows somebody's reminder of an occasion by."""
    return f"{kind}:{user_id}:{occasion}"


def message_id(reminder_id: str, public_url: str) -> str:
    """The Message-ID of a reminder: the same at every try, so that a mail program shows a second copy once."""
    return f"<{reminder_id}@{_host(public_url)}>"


def list_id(kind: str, public_url: str) -> str:
    """What mails of a kind have in common, for the rules of a mail program: `<team-week.kamfield.example.com>`."""
    return f"<{kind.replace('_', '-')}.{_host(public_url)}>"


def _host(public_url: str) -> str:
    return urlsplit(public_url).hostname or "kamfield"

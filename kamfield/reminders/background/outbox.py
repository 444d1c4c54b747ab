"""The two steps of a reminder: composed in one transaction, handed over before the next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from kamfield.core import charts
from kamfield.core.work import Work
from kamfield.messengers import actions as messengers
from kamfield.outside import Outside
from kamfield.outside.mail import InlineImage, Letter, MailRefused
from kamfield.reminders.background.closing import draft_close
from kamfield.reminders.background.in_app import show_mail, show_waiting
from kamfield.reminders.background.minutes import draft_minutes
from kamfield.reminders.background.notices import draft_digest, draft_notice
from kamfield.reminders.background.page import Draft, Receiver, render
from kamfield.reminders.background.patience import reason_against, waits
from kamfield.reminders.background.sign_in import draft_invitation, draft_reset
from kamfield.reminders.background.team import draft_team
from kamfield.reminders.background.week import draft_week
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import ASKED_FOR, MANDATORY, SINGLE, Kind, Reason, State, list_id, message_id
from kamfield.reminders.rules.topics import TOPICS, for_a_chat
from kamfield.reminders.rules.unsubscribing import PATH, token_for
from kamfield.users import queries as users
from kamfield.users.models import User

# Each says what its mail is made of, or why there is nothing to tell any more.
DRAFTS: Mapping[str, Callable[[Work, Outside, Reminder, User], Draft | Reason]] = {
    **dict.fromkeys(SINGLE, draft_notice),
    Kind.DIGEST: draft_digest,
    Kind.INVITATION: draft_invitation,
    Kind.PASSWORD_RESET: draft_reset,
    Kind.WEEK: draft_week,
    Kind.TEAM_WEEK: draft_team,
    Kind.CLOSE_WEEK: draft_close,
    Kind.MINUTES: draft_minutes,
}


def deliver(work: Work, outside: Outside, row: Reminder) -> datetime | None:
    """Takes a reminder one step further: the composed one is handed over, before any statement to the database."""
    if row.state == State.COMPOSED and row.is_stale(work.now):
        row.reopen()
        return work.now
    if row.state == State.COMPOSED:
        _hand_over(work, outside, row)
        return None
    return _compose(work, outside, row) if row.state == State.DUE else None


def _compose(work: Work, outside: Outside, row: Reminder) -> datetime | None:
    """Writes the mail, or down why there is none, or what it waits for."""
    user = work.one(users.anybody(row.user_id))
    against = reason_against(work, row, user)
    if against is None and (later := waits(work, row, user)) is not None:
        show_waiting(work, user, row)
        return later
    draft = against or DRAFTS[row.kind](work, outside, row, user)
    if isinstance(draft, Reason):
        row.suppress(draft, work.now)
        return None
    to = draft.to or Receiver(user.email, user.name, user.locale)
    subject, text, html = render(draft, to.locale, _unsubscribe(outside, row))
    show_mail(work, user, row, subject, draft)
    if draft.answered_by is not None:
        row.params = {**row.params, "answered_by": list(draft.answered_by)}
    row.secret = draft.secret
    row.compose(
        at=work.now,
        message_id=message_id(row.id, outside.public_url),
        address=to.address,
        name=to.name,
        subject=subject,
        text=text,
        html=html,
        charts=[dict(chart) for chart in draft.charts.values()] or None,
    )
    if row.kind in TOPICS:
        messengers.tell(work, user.id, TOPICS[row.kind], row.id, subject, for_a_chat(text))
    return work.now


def letter_of(outside: Outside, row: Reminder) -> Letter:
    """What was written, with its pictures drawn."""
    return Letter(
        to=row.address or "",
        to_name=row.name or "",
        subject=row.subject or "",
        text=row.text or "",
        html=row.html,
        message_id=row.message_id or "",
        headers=_headers(outside, row),
        reply_to=_answered_by(row),
        inline=tuple(InlineImage(charts.name_of(one), charts.draw(one)) for one in row.charts or ()),
    )


def _hand_over(work: Work, outside: Outside, row: Reminder) -> None:
    """Sends it. What may pass is raised, so that the row waits and is tried again; a final word is written down."""
    try:
        outside.mail.send(letter_of(outside, row), work.now)
    except MailRefused as refused:
        if not refused.permanent:
            raise
        row.fail(refused.reason, work.now)
    else:
        row.mark_sent(work.now)


def _headers(outside: Outside, row: Reminder) -> dict[str, str]:
    """What mails of a kind are sorted by (RFC 2919), and the one click that ends them (RFC 8058)."""
    if row.kind in ASKED_FOR:
        return {}
    sorted_by = {"List-Id": list_id(row.kind, outside.public_url)}
    address = _unsubscribe(outside, row)
    if address is None:
        return sorted_by
    return {**sorted_by, "List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _answered_by(row: Reminder) -> tuple[str, str] | None:
    """Who reads an answer of somebody outside the company."""
    name, address = row.params.get("answered_by", (None, None))
    return (name, address) if address else None


def _unsubscribe(outside: Outside, row: Reminder) -> str | None:
    if row.kind in MANDATORY:
        return None
    return f"{outside.public_url}{PATH}?token={token_for(outside.secret_key, row.user_id, row.kind)}"

"""A letter as the rest of the program writes it, and as the mail standards want it (RFC 5322, 2046, 2387)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart

from kamfield.outside.mail.headers import POLICY, mailbox, one_line, sender_mailbox
from kamfield.outside.mail.refusals import MailRefused

# Asks holiday responders not to answer a machine: RFC 3834, and Exchange, which heeds a header of its own.
NO_ANSWER = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>", re.ASCII)
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_CONTENT_ID = re.compile(r"[A-Za-z0-9._-]+")
_OURS = re.compile(r"from|sender|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|resent-.*", re.I)


@dataclass(frozen=True)
class InlineImage:
    """A picture inside the html, shown by ``<img src="cid:the content_id">``."""

    content_id: str
    content: bytes
    media_type: str = "image/png"


@dataclass(frozen=True)
class Letter:
    """One letter to one person.

    `message_id` is ``<unique@domain>`` and the same whenever this letter is tried again; `headers` are
    further ones such as List-Unsubscribe; answers go to `reply_to` (name and address), else to the sender.
    Subject, names and header values may hold anything: line breaks in them become spaces.
    """

    to: str
    to_name: str
    subject: str
    text: str
    html: str | None
    message_id: str
    headers: Mapping[str, str] = field(default_factory=dict)
    inline: tuple[InlineImage, ...] = ()
    reply_to: tuple[str, str] | None = None


def compose(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The letter as a message dated `at` (aware): text, its html alternative, and the html's pictures.

    `sender` is ``Name <local@domain>`` or an address. Raises MailRefused (permanent) if `letter.to` is no
    address, and ValueError for what only a programmer can get wrong: a naive date, a bad Message-ID, header
    name or content id.
    """
    people = {"From": sender_mailbox(sender), "To": _recipient(letter)}
    if letter.reply_to is not None:
        people["Reply-To"] = mailbox(*letter.reply_to)
    message = EmailMessage(policy=POLICY.clone(utf8=not all(one.addr_spec.isascii() for one in people.values())))
    for name, one in people.items():
        message[name] = one
    message["Subject"] = one_line(letter.subject)
    message["Date"] = _aware(at)
    message["Message-ID"] = _checked(_MESSAGE_ID, letter.message_id, "Message-ID")
    _write_further_headers(message, letter.headers)
    _write_body(message, letter)
    return message


def _recipient(letter: Letter) -> Address:
    try:
        return mailbox(letter.to_name, letter.to)
    except ValueError as error:
        raise MailRefused(str(error), permanent=True) from error


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a letter's date needs a time zone")
    return at


def _write_further_headers(message: EmailMessage, headers: Mapping[str, str]) -> None:
    for name, value in {**NO_ANSWER, **headers}.items():
        if _OURS.fullmatch(name):
            raise ValueError(f"{name} is not the letter's to set")
        message[_checked(_HEADER_NAME, name, "header name")] = one_line(value)


def _write_body(message: EmailMessage, letter: Letter) -> None:
    message.set_content(_encodable(letter.text))
    if letter.html is None:
        return
    message.add_alternative(_encodable(letter.html), subtype="html")
    *_, page = message.iter_parts()
    for image in letter.inline:
        _write_image(page, image)


def _write_image(page: MIMEPart, image: InlineImage) -> None:
    content_id = _checked(_CONTENT_ID, image.content_id, "content id")
    maintype, _, subtype = image.media_type.partition("/")
    page.add_related(
        image.content,
        maintype=maintype,
        subtype=subtype,
        cid=f"<{content_id}>",
        disposition="inline",
        filename=f"{content_id}.{subtype}",
    )


def _encodable(text: str) -> str:
    """Half a surrogate pair, as broken JSON yields, becomes a question mark and holds nothing up."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _checked(pattern: re.Pattern[str], value: str, what: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is not a possible {what}")
    return value

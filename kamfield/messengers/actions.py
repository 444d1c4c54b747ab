"""Setting up a robot, trying it out, taking it back; and what is put into its tray."""

from collections.abc import Collection, Mapping
from typing import Any

from kamfield.core import clock
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.messengers import queries
from kamfield.messengers.models import Message, Messenger
from kamfield.messengers.rules import MOST_EACH, MOST_LETTERS, Service, Topic, hint, service_of

TRIAL = N_("Kamfield can write here")
TRIAL_TEXT = N_("%(name)s set up this robot. What they want to read here will come by itself.")


class TooManyMessengers(Problem):
    """Somebody has as many as one may have."""

    status = 409
    title = N_("You have too many messengers")
    detail = N_("Take one back before you set up another; %(most)s are possible.")


def add(work: Work, address: str, sealed_address: str, hosts: Collection[str], **columns: Any) -> Messenger:
    """A robot to write to from now on, at one of the addresses that are taken."""
    service = _service(address, hosts)
    if len(work.all(queries.visible_to(work.user))) >= MOST_EACH:
        raise TooManyMessengers(most=MOST_EACH)
    known = {"service": service, "hint": hint(address), "sealed_address": sealed_address}
    messenger = Messenger(user_id=work.user.id, created_at=work.now, **known, **columns)
    work.act("messenger.add", messenger)
    return work.add(messenger)


def change(
    work: Work,
    messenger_id: str,
    changes: Mapping[str, Any],
    address: tuple[str, str] | None = None,
    hosts: Collection[str] = (),
) -> Messenger:
    """Another name, other topics, or another `address` (as it was typed, and sealed): then a lost robot is found."""
    messenger = work.one(queries.by_id(work.user, messenger_id))
    work.act("messenger.change", messenger)
    for name, value in changes.items():
        setattr(messenger, name, value)
    if address is not None:
        typed, sealed_address = address
        messenger.move(_service(typed, hosts), hint(typed), sealed_address)
    return messenger


def lose(work: Work, message: Message, sealed_address: str | None, said: str, *, unwelcome: bool) -> None:
    """The robot of a message is gone, or its settings forbid what we write: its owner hears what it said. Once.

    Nothing more is written there. Of an address that was changed meanwhile nobody hears.
    """
    messenger = work.one(queries.any_by_id(message.messenger_id))
    if messenger.gone_at is None and messenger.sealed_address == sealed_address:
        work.act("messenger.lose", messenger, said=said, unwelcome=unwelcome)
        messenger.lose(work.now)
        for waiting in work.all(queries.waiting_for(messenger.id)):
            if waiting is not message:
                waiting.withdraw(work.now)


def find_again(work: Work, message: Message) -> None:
    """A robot that was lost took a message: somebody tried it out, and it is there after all."""
    messenger = work.one(queries.any_by_id(message.messenger_id))
    if messenger.gone_at is not None and messenger.removed_at is None:
        work.act("messenger.find", messenger)
        messenger.gone_at = None


def remove(work: Work, messenger_id: str) -> None:
    """Nothing goes there any more; what was written stays."""
    messenger = work.one(queries.by_id(work.user, messenger_id))
    work.act("messenger.remove", messenger)
    messenger.remove(work.now)
    for message in work.all(queries.waiting_for(messenger.id)):
        message.withdraw(work.now)


def try_out(work: Work, messenger_id: str) -> Message:
    """A message that says that it works; it is sent within seconds."""
    messenger = work.one(queries.by_id(work.user, messenger_id))
    work.act("messenger.try_out", messenger)
    title, locale = translate(TRIAL, work.user.locale), work.user.locale
    return _put(work, messenger, f"trial:{clock.new_id()}", title, translate(TRIAL_TEXT, locale, name=work.user.name))


def tell(work: Work, user_id: str, topic: Topic, occasion: str, title: str, text: str) -> None:
    """Puts something into the tray of each robot where somebody wants to read it. Call it once for an occasion."""
    for messenger in work.all(queries.to_write_to(user_id)):
        if messenger.wants(topic):
            _put(work, messenger, occasion, title, text)


def _service(address: str, hosts: Collection[str]) -> Service:
    service = service_of(address, hosts)
    if service is None:
        raise invalid(
            "/address",
            "unknown-messenger",
            N_("This is not the address of a chat robot that Kamfield knows; copy it from the chat's settings."),
        )
    return service


def _put(work: Work, messenger: Messenger, occasion: str, title: str, text: str) -> Message:
    short = text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS].rstrip() + " …"
    return work.add(
        Message(
            messenger_id=messenger.id,
            service=messenger.service,
            sealed_address=messenger.sealed_address,
            occasion=occasion,
            title=title,
            text=short,
            created_at=work.now,
            due_at=work.now,
        )
    )

"""Setting up a robot, trying it out, taking it back; and what is put into its tray."""

from collections.abc import Collection
from typing import Any

from kamfield.core import clock
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.messengers import queries
from kamfield.messengers.models import Message, Messenger
from kamfield.messengers.rules import MOST_EACH, MOST_LETTERS, Topic, hint, service_of

TRIAL = N_("Kamfield can write here")
TRIAL_TEXT = N_("%(name)s set up this robot. What they want to read here will come by itself.")


class TooManyMessengers(Problem):
    """Somebody has as many as one may have."""

    status = 409
    title = N_("You have too many messengers")
    detail = N_("Take one back before you set up another; %(most)s are possible.")


def add(work: Work, address: str, sealed_address: str, hosts: Collection[str], **columns: Any) -> Messenger:
    """A robot to write to from now on, at one of the addresses that are taken."""
    service = service_of(address, hosts)
    if service is None:
        raise invalid("/address", "unknown-messenger", N_("This is not the address of a robot we may write to."))
    if len(work.all(queries.visible_to(work.user))) >= MOST_EACH:
        raise TooManyMessengers(most=MOST_EACH)
    known = {"service": service, "hint": hint(address), "sealed_address": sealed_address}
    messenger = Messenger(user_id=work.user.id, created_at=work.now, **known, **columns)
    work.act("messenger.add", messenger)
    return work.add(messenger)


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
    for messenger in work.all(queries.of_user(user_id)):
        if messenger.wants(topic):
            _put(work, messenger, occasion, title, text)


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

"""Robots and their messages: everybody their own."""

from sqlalchemy import Select, select

from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.messengers.models import Message, Messenger
from kamfield.messengers.rules import State

SORTS = {"created_at": Messenger.created_at}
MESSAGE_SORTS = {"created_at": Message.created_at}


def visible_to(user: Actor) -> Select[Messenger]:
    """The robots this user set up; nobody else knows of them."""
    return of_user(user.id)


def by_id(user: Actor, messenger_id: str) -> Select[Messenger]:
    """One of them."""
    return visible_to(user).where(Messenger.id == messenger_id)


def any_by_id(messenger_id: str) -> Select[Messenger]:
    """One of anybody's; for the background only."""
    return select(Messenger).where(Messenger.id == messenger_id)


def of_user(user_id: str) -> Select[Messenger]:
    """Where somebody's messages go; for the background too."""
    return select(Messenger).where(Messenger.user_id == user_id, Messenger.removed_at.is_(None))


to_write_to = made_once(of_user)  # the same, where the background asks it for thousands


def messages_of(messenger_id: str) -> Select[Message]:
    """What was written to a robot that the caller has already found, or waits."""
    return select(Message).where(Message.messenger_id == messenger_id)


def waiting_for(messenger_id: str) -> Select[Message]:
    """What waits to be written to a robot that the caller has already found."""
    return messages_of(messenger_id).where(Message.state == State.DUE)

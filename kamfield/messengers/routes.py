"""Where messengers are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.sealed import sealed
from kamfield.core.work import Work
from kamfield.messengers import actions, queries
from kamfield.messengers.models import Message, Messenger
from kamfield.messengers.schemas import (
    MessageSchema,
    MessengerChange,
    MessengerQuery,
    MessengerSchema,
    NewMessengerSchema,
)
from kamfield.web.blueprint import Blueprint
from kamfield.web.site import site

blueprint = Blueprint("messengers", __name__, description="Robots of company chats that write what mails say")


@blueprint.list("/messengers", MessengerQuery, MessengerSchema, sorts=queries.SORTS)
def list_messengers(work: Work, query: dict[str, Any]) -> Select[Messenger]:
    """Your own messengers. A manager's may be the robot of the team's group."""
    return queries.visible_to(work.user)


@blueprint.post("/messengers", NewMessengerSchema, MessengerSchema, status=201)
def add_messenger(work: Work, body: dict[str, Any]) -> Messenger:
    """Set up a robot of WeCom, DingTalk, Feishu, Lark, Teams or Slack that writes what your mails say.

    `topics` says what: `week` the mails of Monday and Friday, `team` a manager's, `notices` the single reminders. What
    you switched off as a mail is not written there either. The address is a secret and is not answered again. For a
    DingTalk robot with a signature, add `&secret=SEC…` to it; where DingTalk, Feishu or Lark want a keyword, choose
    `Kamfield`, which stands in every message. Other programs are called at hosts the operator allows.
    """
    address, here = body.pop("address"), site().settings
    return actions.add(work, address, sealed(here.secret_key, address), here.hosts_of_messengers, **body)


@blueprint.patch("/messengers/<id:messenger_id>", MessengerChange, MessengerSchema, unversioned=True)
def change_messenger(work: Work, messenger_id: str, body: dict[str, Any]) -> Messenger:
    """Change the label, the topics, or the address: a robot that was lost (`gone_at`) is written to again then."""
    typed, here = body.pop("address", None), site().settings
    address = typed and (typed, sealed(here.secret_key, typed))
    return actions.change(work, messenger_id, body, address, here.hosts_of_messengers)


@blueprint.delete("/messengers/<id:messenger_id>", unversioned=True)
def remove_messenger(work: Work, messenger_id: str) -> None:
    """Nothing is written there any more, and the address is forgotten."""
    actions.remove(work, messenger_id)


@blueprint.post("/messengers/<id:messenger_id>/trials", answer=MessageSchema, status=202)
def try_messenger(work: Work, messenger_id: str) -> Message:
    """Have a message written there now. Whether it arrived stands in the list of its messages."""
    return actions.try_out(work, messenger_id)


@blueprint.list("/messengers/<id:messenger_id>/messages", MessengerQuery, MessageSchema, sorts=queries.MESSAGE_SORTS)
def list_messages(work: Work, query: dict[str, Any], messenger_id: str) -> Select[Message]:
    """What was written there, what waits, and what was given up after two hours of tries."""
    return queries.messages_of(work.one(queries.by_id(work.user, messenger_id)).id)

"""The robots of company chats: those whose answer says what became of a message are called by us, others by apprise."""

from kamfield.outside.messengers.calls import WebMessengers
from kamfield.outside.messengers.door import MessageRefused, Messengers, SilentMessengers
from kamfield.outside.messengers.verdicts import Meaning

__all__ = ["Meaning", "MessageRefused", "Messengers", "SilentMessengers", "WebMessengers"]

"""A real SMTP server on loopback that answers as it is told."""

import asyncio
import email
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

HANG_UP = "hang up"


@dataclass
class Envelope:
    sender: str
    recipient: str
    message: EmailMessage
    raw: bytes
    options: list[str]
    encrypted: bool
    user: bytes | None


@dataclass
class PostOffice:
    """`answers` by step, such as ``"RCPT gone@example.com"`` or ``"DATA"``; an answer of None never comes.

    HANG_UP ends the connection instead. With `letters_each` a connection takes so many letters and no more.
    """

    answers: dict[str, str | None] = field(default_factory=dict)
    received: list[Envelope] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    letters_each: int = 0

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        server.letters = getattr(server, "letters", 0) + 1
        if self.letters_each and server.letters > self.letters_each:
            return "421 4.7.0 Enough of you"
        return await self._answer(server, "MAIL")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = await self._answer(server, f"RCPT {address}")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await self._answer(server, f"DATA {envelope.rcpt_tos[0]}", "DATA")
        if answer.startswith("250"):
            self.received.append(_received(session, envelope))
        return answer

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if "EHLO" in self.answers:
            await self._answer(server, "EHLO")
        return responses

    async def handle_NOOP(self, server: Any, session: Any, envelope: Any, arg: str) -> str:  # noqa: N802
        return await self._answer(server, "NOOP")

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return await self._answer(server, "QUIT")

    async def _answer(self, server: Any, *steps: str) -> str:
        usual = "221 bye" if steps == ("QUIT",) else "250 OK"
        answer = next((self.answers[step] for step in steps if step in self.answers), usual)
        if answer == HANG_UP:
            server.transport.abort()
        if answer is None:
            await asyncio.sleep(60)
            return "421 too late"
        return answer


def _received(session: Any, envelope: Any) -> Envelope:
    message = email.message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Envelope(
        sender=envelope.mail_from,
        recipient=envelope.rcpt_tos[0],
        message=message,
        raw=envelope.content,
        options=envelope.mail_options,
        encrypted=session.ssl is not None,
        user=session.auth_data,
    )


@contextmanager
def _loop_in_a_thread() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_everything(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _cancel_everything() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def open_office(
    answers: dict[str, str | None] | None = None,
    implicit_tls: ssl.SSLContext | None = None,
    smtputf8: bool = True,
    letters_each: int = 0,
    host: str = "127.0.0.1",
    **options: Any,
) -> Iterator[PostOffice]:
    office = PostOffice(answers or {}, letters_each=letters_each)
    with _loop_in_a_thread() as loop:

        def connected() -> SMTP:
            office.connections += 1
            return SMTP(office, loop=loop, hostname="post.example.com", enable_SMTPUTF8=smtputf8, **options)

        opening = loop.create_server(connected, host, 0, ssl=implicit_tls)
        server = asyncio.run_coroutine_threadsafe(opening, loop).result(5)
        office.port = server.sockets[0].getsockname()[1]
        yield office
        loop.call_soon_threadsafe(server.close)


OpenPostOffice = Callable[..., PostOffice]

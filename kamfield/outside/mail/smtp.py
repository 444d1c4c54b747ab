"""Letters handed to an SMTP server (RFC 5321), encrypted with a verified certificate when the URL says so."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from kamfield.outside.mail.door import Mail
from kamfield.outside.mail.headers import sender_mailbox
from kamfield.outside.mail.letter import Envelope, Letter, compose
from kamfield.outside.mail.refusals import MailRefused, NoMailServer, no_connection, refusal_of
from kamfield.outside.mail.smtp_url import SmtpServer, smtp_server

MOST_SILENCES = 2
CLOSING = 421


class SmtpMail:
    """An SMTP server, connected to for each letter, or once for a `batch`.

    `url`: see `smtp_server`. `ca_file` (PEM) replaces the system's certificate authorities. `timeout_seconds`
    bounds each single wait for the server. ValueError for an impossible URL, sender or CA file.
    """

    def __init__(self, url: str, sender: str, *, ca_file: Path | str | None = None, timeout_seconds: float = 20.0):
        sender_mailbox(sender)
        self._sender = sender
        self._server = smtp_server(url)
        self._trust = None if self._server.encryption == "none" else _trust(ca_file)
        self._timeout_seconds = timeout_seconds

    def send(self, letter: Letter, at: datetime) -> None:
        with self.batch() as mail:
            mail.send(letter, at)

    @contextmanager
    def batch(self) -> Iterator[Mail]:
        line = _Line(self._server, self._trust, self._timeout_seconds, self._sender)
        try:
            yield line
        finally:
            line.hang_up()


class _Line:
    """One connection, opened with the first letter and again when the server has hung up between two.

    A server that cannot be reached, or falls silent twice, is asked nothing more on this line: the letters that follow
    are refused at once, for later, so that hundreds of them do not each wait for its silence.
    """

    def __init__(self, server: SmtpServer, trust: ssl.SSLContext | None, timeout_seconds: float, sender: str):
        self._server, self._trust, self._timeout_seconds = server, trust, timeout_seconds
        self._sender = sender
        self._connection: smtplib.SMTP | None = None
        self._is_used = False
        self._patience = MOST_SILENCES

    def send(self, letter: Letter, at: datetime) -> None:
        envelope = compose(letter, self._sender, at)
        if self._patience <= 0:
            raise NoMailServer("the server could not be reached a moment ago")
        try:
            self._hand_over(envelope)
        except (smtplib.SMTPException, OSError) as error:
            self._patience -= isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected)
            raise refusal_of(error) from error
        self._patience = MOST_SILENCES

    def batch(self) -> AbstractContextManager[Mail]:
        return nullcontext(self)

    def hang_up(self) -> None:
        if self._connection is None:
            return
        # The letters are delivered: a server that is rude at parting changes nothing.
        with suppress(smtplib.SMTPException, OSError):
            self._connection.quit()
        self._connection.close()
        self._connection = None

    def _hand_over(self, envelope: Envelope) -> None:
        try:
            _hand_over(self._open_connection(), envelope)
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code != CLOSING or not self._is_used:
                raise
            # It takes so many letters per connection, and nothing of this one was under way yet.
            _hand_over(self._open_connection(), envelope)
        self._is_used = True

    def _open_connection(self) -> smtplib.SMTP:
        # Asked beforehand: once a letter is under way, a second try might deliver it twice.
        if self._connection is None or not _answers(self._connection):
            self._connection, self._is_used = None, False
            try:
                self._connection = _connected(self._server, self._trust, self._timeout_seconds)
            except MailRefused:
                self._patience = 0
                raise
        return self._connection


def _trust(ca_file: Path | str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise ValueError(f"The mail server's CA file {ca_file} cannot be read: {error}") from error


def _answers(connection: smtplib.SMTP) -> bool:
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _connected(server: SmtpServer, trust: ssl.SSLContext | None, timeout_seconds: float) -> smtplib.SMTP:
    try:
        connection = _dialled(server, trust, timeout_seconds)
    except (smtplib.SMTPException, OSError) as error:
        raise no_connection(error) from error
    try:
        _introduce(connection, server, trust)
    except (smtplib.SMTPException, OSError) as error:
        connection.close()
        raise no_connection(error) from error
    return connection


def _dialled(server: SmtpServer, trust: ssl.SSLContext | None, timeout_seconds: float) -> smtplib.SMTP:
    if server.encryption == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout_seconds, context=trust)
    return smtplib.SMTP(server.host, server.port, timeout=timeout_seconds)


def _introduce(connection: smtplib.SMTP, server: SmtpServer, trust: ssl.SSLContext | None) -> None:
    if server.encryption == "starttls":
        connection.starttls(context=trust)
    if server.user is not None and server.password is not None:
        connection.login(server.user, server.password)


def _hand_over(connection: smtplib.SMTP, envelope: Envelope) -> None:
    connection.ehlo_or_helo_if_needed()
    if not envelope.is_ascii and not connection.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("the server takes no addresses beyond ASCII (RFC 6531)")
    options = () if envelope.is_ascii else ("SMTPUTF8", "BODY=8BITMIME")
    connection.sendmail(envelope.sender, [envelope.recipient], envelope.content, options)

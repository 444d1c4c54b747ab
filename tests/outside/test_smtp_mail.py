"""Letters handed to a real SMTP server, and what becomes of them when it will not have them."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from kamfield.outside.mail import Letter, MailRefused, SmtpMail
from kamfield.outside.mail.refusals import NoMailServer
from tests.outside.post_office import OpenPostOffice, PostOffice

SENDER = "Kamfield 提醒 <kamfield@example.com>"

# What the server says to its operator when it is told to take passwords in the clear.
unencrypted_sign_in = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


def mail_by(office: PostOffice, scheme: str = "smtp", user: str = "", query: str = "", **options: Any) -> SmtpMail:
    return SmtpMail(f"{scheme}://{user}127.0.0.1:{office.port}{query}", SENDER, timeout_seconds=2, **options)


def refusal(mail: SmtpMail, letter: Letter, at: datetime) -> MailRefused:
    with pytest.raises(MailRefused) as refused:
        mail.send(letter, at)
    return refused.value


def test_a_chinese_letter_arrives_as_written(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office()
    mail_by(office).send(letter, monday)
    (arrived,) = office.received
    text = arrived.message.get_body(("plain",))
    assert (arrived.sender, arrived.recipient) == ("kamfield@example.com", "fang@example.com")
    assert arrived.message["Subject"] == letter.subject
    assert arrived.message["Message-ID"] == letter.message_id
    assert text is not None
    assert text.get_content().splitlines() == letter.text.splitlines()
    assert not arrived.encrypted


def test_a_line_with_a_single_dot_does_not_end_the_letter(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office()
    mail_by(office).send(replace(letter, text="before\n.\nafter", html=None, inline=()), monday)
    assert office.received[0].message.get_content().splitlines() == ["before", ".", "after"]


@unencrypted_sign_in
def test_user_and_password_from_the_url_sign_in(
    open_post_office: OpenPostOffice, sign_in: dict[str, Any], letter: Letter, monday: datetime
) -> None:
    office = open_post_office(**sign_in)
    mail_by(office, user="kam:p%40ss%2Fword@", query="?starttls=0").send(letter, monday)
    assert office.received[0].user == b"kam"


@unencrypted_sign_in
def test_a_wrong_password_can_be_mended_and_is_not_told(
    open_post_office: OpenPostOffice, sign_in: dict[str, Any], letter: Letter, monday: datetime
) -> None:
    office = open_post_office(**sign_in)
    refused = refusal(mail_by(office, user="kam:secret@", query="?starttls=0"), letter, monday)
    assert not refused.permanent
    assert refused.reason.startswith("535")
    assert "secret" not in refused.reason


@unencrypted_sign_in
def test_a_forgotten_password_is_the_operators_to_mend(
    open_post_office: OpenPostOffice, sign_in: dict[str, Any], letter: Letter, monday: datetime
) -> None:
    refused = refusal(mail_by(open_post_office(**sign_in)), letter, monday)
    assert (refused.permanent, refused.reason[:3]) == (False, "530")


def test_a_password_for_a_server_that_wants_none_can_be_mended(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    refused = refusal(mail_by(open_post_office(), user="a:b@", query="?starttls=0"), letter, monday)
    assert (refused.permanent, "AUTH" in refused.reason) == (False, True)


def test_starttls_encrypts_before_the_password_is_said(
    open_post_office: OpenPostOffice,
    sign_in: dict[str, Any],
    certificate: ssl.SSLContext,
    ca_file: Path,
    letter: Letter,
    monday: datetime,
) -> None:
    office = open_post_office(tls_context=certificate, **{**sign_in, "auth_require_tls": True})
    mail_by(office, user="kam:p%40ss%2Fword@", query="?starttls=1", ca_file=ca_file).send(letter, monday)
    assert (office.received[0].encrypted, office.received[0].user) == (True, b"kam")


def test_smtps_encrypts_from_the_first_byte(
    open_post_office: OpenPostOffice,
    certificate: ssl.SSLContext,
    ca_file: Path,
    letter: Letter,
    monday: datetime,
) -> None:
    office = open_post_office(implicit_tls=certificate)
    mail_by(office, scheme="smtps", ca_file=ca_file).send(letter, monday)
    assert len(office.received) == 1


def test_a_certificate_nobody_vouches_for_is_not_believed(
    open_post_office: OpenPostOffice, certificate: ssl.SSLContext, letter: Letter, monday: datetime
) -> None:
    office = open_post_office(tls_context=certificate)
    refused = refusal(mail_by(office, query="?starttls=1"), letter, monday)
    assert (refused.permanent, office.received) == (False, [])
    assert "CERTIFICATE_VERIFY_FAILED" in refused.reason


def test_a_certificate_for_another_name_is_not_believed(
    open_post_office: OpenPostOffice,
    certificate_of_somebody_else: ssl.SSLContext,
    ca_file: Path,
    letter: Letter,
    monday: datetime,
) -> None:
    office = open_post_office(implicit_tls=certificate_of_somebody_else)
    refused = refusal(mail_by(office, scheme="smtps", ca_file=ca_file), letter, monday)
    assert (refused.permanent, office.received) == (False, [])


def test_a_server_without_starttls_gets_nothing_in_the_clear(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office()
    refused = refusal(mail_by(office, query="?starttls=1"), letter, monday)
    assert (refused.permanent, office.received) == (False, [])
    assert "STARTTLS" in refused.reason


@pytest.mark.parametrize(
    ("step", "answer", "permanent"),
    [
        ("RCPT fang@example.com", "550 5.1.1 No such user here", True),
        ("RCPT fang@example.com", "550 No such user here", True),
        ("RCPT fang@example.com", "552 5.2.2 Mailbox full", True),
        ("RCPT fang@example.com", "450 4.2.0 Greylisted, come back", False),
        ("RCPT fang@example.com", "421 4.7.0 Too many connections", False),
        ("RCPT fang@example.com", "554 5.7.1 Relay access denied", False),
        ("RCPT fang@example.com", "550 5.1.8 Sender address rejected: domain not found", False),
        ("RCPT fang@example.com", "530 5.7.0 Authentication required", False),
        ("RCPT fang@example.com", "530 Sign in first", False),
        ("DATA", "554 Looks like spam", True),
        ("DATA", "552 5.3.4 Message too big", True),
        ("DATA", "451 4.3.0 Try again later", False),
        ("DATA", "550 5.7.26 Sender unauthenticated", False),
        ("MAIL", "550 Sender not allowed", False),
        ("MAIL", "552 Message size exceeds limit", True),
        ("MAIL", "452 Insufficient storage", False),
    ],
)
def test_only_a_final_word_about_this_letter_is_permanent(
    open_post_office: OpenPostOffice,
    letter: Letter,
    monday: datetime,
    step: str,
    answer: str,
    permanent: bool,
) -> None:
    office = open_post_office({step: answer})
    refused = refusal(mail_by(office), letter, monday)
    assert (refused.permanent, refused.reason, office.received) == (permanent, answer, [])


def test_a_letter_larger_than_the_server_takes_is_refused_for_good(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office(data_size_limit=2000)
    assert refusal(mail_by(office), replace(letter, text="long " * 1000), monday).permanent


@pytest.mark.parametrize("step", ["EHLO", "MAIL", "RCPT fang@example.com", "DATA"])
def test_a_server_that_falls_silent_is_given_up_soon(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime, step: str
) -> None:
    office = open_post_office({step: None})
    mail = SmtpMail(f"smtp://127.0.0.1:{office.port}", SENDER, timeout_seconds=0.2)
    refused = refusal(mail, letter, monday)
    assert (refused.permanent, "timed out" in refused.reason) == (False, True)


@unencrypted_sign_in
def test_a_server_that_falls_silent_over_the_sign_in_is_given_up_soon(
    open_post_office: OpenPostOffice, sign_in: dict[str, Any], letter: Letter, monday: datetime
) -> None:
    def ponder(*_asked: Any) -> AuthResult:
        time.sleep(1)
        return AuthResult(success=False)

    office = open_post_office(**{**sign_in, "authenticator": ponder})
    url = f"smtp://kam:secret@127.0.0.1:{office.port}?starttls=0"
    refused = refusal(SmtpMail(url, SENDER, timeout_seconds=0.2), letter, monday)
    assert (type(refused), "timed out" in refused.reason) == (NoMailServer, True)


def test_a_server_that_falls_silent_over_starttls_is_given_up_soon(letter: Letter, monday: datetime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=promise_starttls, args=(listener,), daemon=True).start()
        url = f"smtp://127.0.0.1:{listener.getsockname()[1]}?starttls=1"
        refused = refusal(SmtpMail(url, SENDER, timeout_seconds=0.3), letter, monday)
    assert (type(refused), "timed out" in refused.reason) == (NoMailServer, True)


def promise_starttls(listener: socket.socket) -> None:
    """Says yes to STARTTLS and then nothing more."""
    line, _ = listener.accept()
    with line, line.makefile("rb") as asked:
        line.sendall(b"220 post.example.com\r\n")
        asked.readline()
        line.sendall(b"250-post.example.com\r\n250 STARTTLS\r\n")
        asked.readline()
        line.sendall(b"220 Go on\r\n")
        while asked.read(1):
            pass


def test_a_batch_whose_line_fell_asleep_in_between_dials_again(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office({"NOOP": None})
    with SmtpMail(f"smtp://127.0.0.1:{office.port}", SENDER, timeout_seconds=0.2).batch() as mail:
        mail.send(letter, monday)
        mail.send(replace(letter, to="li@example.com"), monday)
    assert (len(office.received), office.connections) == (2, 2)


def test_a_server_by_the_newer_internet_protocol(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office(host="::1")
    SmtpMail(f"smtp://[::1]:{office.port}", SENDER, timeout_seconds=2).send(letter, monday)
    assert len(office.received) == 1


def test_a_letter_once_taken_stays_sent_though_the_parting_fails(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office({"QUIT": None})
    SmtpMail(f"smtp://127.0.0.1:{office.port}", SENDER, timeout_seconds=0.2).send(letter, monday)
    assert len(office.received) == 1


@pytest.fixture
def silent_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_never_greets_is_given_up_soon(
    silent_port: int, letter: Letter, monday: datetime, scheme: str
) -> None:
    mail = SmtpMail(f"{scheme}://127.0.0.1:{silent_port}", SENDER, timeout_seconds=0.2)
    assert not refusal(mail, letter, monday).permanent


def test_nobody_at_the_port_is_not_the_letters_fault(letter: Letter, monday: datetime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    refused = refusal(SmtpMail(f"smtp://127.0.0.1:{port}", SENDER), letter, monday)
    assert (refused.permanent, "refused" in refused.reason) == (False, True)


def test_a_batch_keeps_one_connection_and_a_refused_letter_spoils_no_other(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office({"RCPT gone@example.com": "550 gone"})
    with mail_by(office).batch() as mail:
        mail.send(letter, monday)
        with pytest.raises(MailRefused):
            mail.send(replace(letter, to="gone@example.com"), monday)
        with pytest.raises(MailRefused):
            mail.send(replace(letter, to="no address"), monday)
        mail.send(replace(letter, to="li@example.com"), monday)
    assert [arrived.recipient for arrived in office.received] == ["fang@example.com", "li@example.com"]
    assert office.connections == 1


def test_a_batch_dials_again_when_the_server_hung_up_in_between(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office({"RCPT busy@example.com": "421 closing"})
    with mail_by(office).batch() as mail:
        mail.send(letter, monday)
        with pytest.raises(MailRefused):
            mail.send(replace(letter, to="busy@example.com"), monday)
        mail.send(letter, monday)
    assert (len(office.received), office.connections) == (2, 2)


def test_single_letters_each_have_their_own_connection(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office()
    mail = mail_by(office)
    mail.send(letter, monday)
    mail.send(letter, monday)
    assert office.connections == 2


def test_a_chinese_mailbox_goes_by_smtputf8(open_post_office: OpenPostOffice, letter: Letter, monday: datetime) -> None:
    office = open_post_office()
    mail_by(office).send(replace(letter, to="王芳@例子.公司"), monday)
    assert office.received[0].recipient == "王芳@xn--fsqu00a.xn--55qx5d"
    assert "SMTPUTF8" in office.received[0].options


def test_a_chinese_mailbox_is_out_of_reach_of_an_old_server(
    open_post_office: OpenPostOffice, letter: Letter, monday: datetime
) -> None:
    office = open_post_office(smtputf8=False)
    assert refusal(mail_by(office), replace(letter, to="王芳@example.com"), monday).permanent


@pytest.mark.parametrize(
    "url",
    [
        "http://host",
        "smtp://",
        "host:25",
        "smtp://host:port",
        "smtp://host:99999",
        "smtp://host/path",
        "smtp://host?starttls=yes",
        "smtp://host?tls=1",
        "smtps://host?starttls=1",
        "smtp://user@host?starttls=1",
        "smtp://:s3cret@host?starttls=1",
        "smtp://user:s3cret@host",
        "smtp://user:s3cret/x@host?starttls=1",
        "smtp://user:s3cret密码@host?starttls=1",
    ],
)
def test_an_unclear_url_stops_the_start_and_tells_no_password(url: str) -> None:
    with pytest.raises(ValueError, match="mail URL") as wrong:
        SmtpMail(url, SENDER)
    assert "s3cret" not in str(wrong.value)


@pytest.mark.parametrize("sender", ["", "Kamfield", "Kamfield <>", "a@b, c@d, ", "<a@b@c>"])
def test_an_impossible_sender_stops_the_start(sender: str) -> None:
    with pytest.raises(ValueError, match="mail address"):
        SmtpMail("smtp://host", sender)


def test_a_missing_ca_file_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="CA file"):
        SmtpMail("smtps://host", SENDER, ca_file=tmp_path / "none.pem")


def test_a_ca_file_without_certificates_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    with pytest.raises(ValueError, match="CA file"):
        SmtpMail("smtps://host", SENDER, ca_file=tmp_path / "ca.pem")

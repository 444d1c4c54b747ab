"""What a composed letter looks like to whoever receives it."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamfield.outside.mail import InlineImage, Letter, MailRefused, compose

SENDER = "Kamfield 提醒 <kamfield@example.com>"
SMUGGLED = "Hello\r\nBcc: thief@example.com\r\n\r\nBody of my own"


def received(letter: Letter, at: datetime, sender: str = SENDER) -> EmailMessage:
    message = message_from_bytes(compose(letter, sender, at).content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_chinese_subject_names_and_bodies_arrive_as_written(letter: Letter, monday: datetime) -> None:
    message = received(letter, monday)
    (to,), (sender,) = message["To"].addresses, message["From"].addresses
    assert message["Subject"] == letter.subject
    assert (to.display_name, to.addr_spec) == ("王芳", "fang@example.com")
    assert (sender.display_name, sender.addr_spec) == ("Kamfield 提醒", "kamfield@example.com")
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert text.get_content().splitlines() == letter.text.splitlines()
    assert page is not None
    assert page.get_content().splitlines() == [letter.html]


def test_the_date_is_the_one_given_with_its_zone(letter: Letter, monday: datetime) -> None:
    assert received(letter, monday)["Date"] == "Mon, 02 Mar 2026 08:00:00 +0800"


def test_a_date_without_a_zone_is_a_programmers_mistake(letter: Letter, monday: datetime) -> None:
    with pytest.raises(ValueError, match="time zone"):
        compose(letter, SENDER, monday.replace(tzinfo=None))


def test_the_picture_travels_beside_the_html_and_inside_the_alternative(letter: Letter, monday: datetime) -> None:
    message = received(letter, monday)
    text, related = message.iter_parts()
    page, picture = related.iter_parts()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in (text, related, page, picture)] == [
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    assert picture["Content-ID"] == "<chart>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == letter.inline[0].content


def test_a_letter_without_html_is_plain_text(letter: Letter, monday: datetime) -> None:
    message = received(replace(letter, html=None, inline=()), monday)
    assert message.get_content_type() == "text/plain"


def test_a_long_unsubscribe_link_is_not_encoded(letter: Letter, monday: datetime) -> None:
    raw = compose(letter, SENDER, monday).content
    assert f"List-Unsubscribe: {letter.headers['List-Unsubscribe']}\r\n".encode() in raw


def test_everything_is_ascii_so_that_any_relay_takes_it(letter: Letter, monday: datetime) -> None:
    raw = compose(letter, SENDER, monday).content
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) < 998


def test_holiday_responders_are_asked_to_keep_quiet(letter: Letter, monday: datetime) -> None:
    message = received(letter, monday)
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "All")


def test_answers_go_to_the_sender_unless_somebody_reads_them(letter: Letter, monday: datetime) -> None:
    assert received(letter, monday)["Reply-To"] is None
    answered = received(replace(letter, reply_to=("李娜", "li@example.com")), monday)
    (reader,) = answered["Reply-To"].addresses
    assert (reader.display_name, reader.addr_spec) == ("李娜", "li@example.com")


@pytest.mark.parametrize(
    "smuggling",
    [
        {"subject": SMUGGLED},
        {"to_name": SMUGGLED},
        {"reply_to": (SMUGGLED, "li@example.com")},
        {"headers": {"List-Unsubscribe": SMUGGLED}},
        {"subject": "=?utf-8?q?Hello=0D=0ABcc=3A_thief=40example=2Ecom?="},
        {"to_name": "=?utf-8?q?Hello=0D=0ABcc=3A_thief=40example=2Ecom?="},
        {"to_name": '王" <thief@example.com>, "'},
        {"subject": "Hello\u2028Bcc: thief@example.com\x85Cc: thief@example.com\x0bX: y"},
    ],
    ids=str,
)
def test_no_text_becomes_a_header_or_a_recipient(
    letter: Letter, monday: datetime, smuggling: dict[str, object]
) -> None:
    message = received(replace(letter, **smuggling), monday)  # type: ignore[arg-type]
    assert message["Bcc"] is None
    assert message["Cc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["fang@example.com"]
    assert message.get_content_type() == "multipart/alternative"
    assert message.defects == []


@given(text=st.text(max_size=300))
@example("Müller, Jörg (Vertrieb) <x@y>, " * 3)
@example("a" * 2000)
@example("=?utf-8?b?5ZGo?=")
@example("\ud800")
@example("é" + " " * 100 + "é")
def test_any_text_makes_one_subject_and_one_recipient(text: str) -> None:
    at = datetime.fromisoformat("2026-03-02T08:00:00+08:00")
    letter = Letter("fang@example.com", text, text, text, f"<p>{text}</p>", "<1@example.com>", {"X-Any": text})
    raw = compose(letter, f'"{text}" <kamfield@example.com>' if text.isalnum() else SENDER, at).content
    names = [line.partition(b":")[0] for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] not in b" \t"]
    assert names[:5] == [b"From", b"To", b"Subject", b"Date", b"Message-ID"]
    assert len(names) == len(set(names)) == 10
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    message = message_from_bytes(raw, policy=policy.default)
    assert [address.addr_spec for address in message["To"].addresses] == ["fang@example.com"]


# What mailers agree on: words of any script, single spaces, punctuation that wants quoting.
WORDS = st.lists(
    st.text(st.sampled_from("abzÄé王芳，,;<>()\"\\@.:'[]🙂"), min_size=1, max_size=30), min_size=1, max_size=8
)


@given(words=WORDS)
def test_names_and_subjects_with_any_punctuation_survive_folding(words: list[str]) -> None:
    text = " ".join(words)
    at = datetime.fromisoformat("2026-03-02T08:00:00+08:00")
    raw = compose(Letter("fang@example.com", text, text, "", None, "<1@example.com>"), SENDER, at).content
    # Read by the older of Python's two parsers: the newer one leaves spaces between the parts of a long name.
    message = message_from_bytes(raw)
    name, address = parseaddr(message["To"])
    assert str(make_header(decode_header(message["Subject"]))) == text
    assert str(make_header(decode_header(name))) == text[:120].strip()
    assert address == "fang@example.com"


@pytest.mark.parametrize(
    "address",
    ["", "fang", "fang@", "@example.com", "a b@example.com", "a@b@example.com", "a@example.com,b@example.com",
     "<a@example.com>", "a@example.com\r\nBcc: b@example.com", "a@" + "x" * 64 + ".com", "a@b..com",
     "\ud800@b.com"],
)  # fmt: skip
def test_what_is_no_address_is_refused_for_good(letter: Letter, monday: datetime, address: str) -> None:
    with pytest.raises(MailRefused) as refused:
        compose(replace(letter, to=address), SENDER, monday)
    assert refused.value.permanent


def test_a_chinese_domain_becomes_its_ascii_form(letter: Letter, monday: datetime) -> None:
    envelope = compose(replace(letter, to="fang@例子.公司"), SENDER, monday)
    assert envelope.recipient == "fang@xn--fsqu00a.xn--55qx5d"
    assert b"<fang@xn--fsqu00a.xn--55qx5d>" in envelope.content


def test_a_chinese_mailbox_is_written_in_utf8(letter: Letter, monday: datetime) -> None:
    raw = compose(replace(letter, to="王芳@example.com"), SENDER, monday).content
    assert "<王芳@example.com>".encode() in raw


@pytest.mark.parametrize(
    "mistake",
    [
        {"message_id": "no-brackets@example.com"},
        {"message_id": "<a@b>\r\nBcc: <c@d>"},
        {"headers": {"Bcc": "thief@example.com"}},
        {"headers": {"Content-Type": "text/plain"}},
        {"headers": {"X Y": "z"}},
        {"headers": {"X:\r\nBcc": "z"}},
        {"inline": (InlineImage("two words", b""),)},
    ],
    ids=str,
)
def test_what_only_a_programmer_can_get_wrong_is_said_at_once(
    letter: Letter, monday: datetime, mistake: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match=r"possible|not the letter's"):
        compose(replace(letter, **mistake), SENDER, monday)  # type: ignore[arg-type]

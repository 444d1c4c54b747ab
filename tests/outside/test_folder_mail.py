"""Letters a person can open when there is no mail server, and letters nobody gets."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from kamfield.outside.mail import FolderMail, InlineImage, Letter, MailRefused, SilentMail

SENDER = "Kamfield <kamfield@example.com>"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_letter_becomes_an_eml_and_a_page(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    FolderMail(tmp_path / "mails", SENDER).send(letter, monday)
    eml, page = names(tmp_path / "mails")
    stem = "20260302T000000Z-fang@example.com-本周拜访计划-3-次拜访-2-项待办-"
    assert (eml.startswith(stem), eml.endswith(".eml")) == (True, True)
    assert page == eml.replace(".eml", ".html")


def test_the_eml_is_the_letter(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    FolderMail(tmp_path, SENDER).send(letter, monday)
    message = message_from_bytes(next(tmp_path.glob("*.eml")).read_bytes(), policy=policy.default)
    assert (message["Subject"], message["Message-ID"]) == (letter.subject, letter.message_id)


def test_the_page_shows_chinese_and_carries_its_pictures(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    other = InlineImage("chart2", b"second", "image/jpeg")
    html = '<img src="cid:chart"><img src="cid:chart2"><img src="cid:unknown">你好'
    FolderMail(tmp_path, SENDER).send(replace(letter, html=html, inline=(*letter.inline, other)), monday)
    page = next(tmp_path.glob("*.html")).read_bytes()
    first, second = (base64.b64encode(image.content).decode() for image in (*letter.inline, other))
    assert page.startswith(b"\xef\xbb\xbf")
    assert page.decode("utf-8-sig") == (
        f'<img src="data:image/png;base64,{first}"><img src="data:image/jpeg;base64,{second}">'
        '<img src="cid:unknown">你好'
    )


def test_a_letter_of_text_alone_is_readable_too(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    FolderMail(tmp_path, SENDER).send(replace(letter, html=None, inline=(), text="1 < 2"), monday)
    assert "<pre>1 &lt; 2</pre>" in next(tmp_path.glob("*.html")).read_text("utf-8-sig")


def test_the_same_letter_again_replaces_itself_even_later_and_reworded(
    tmp_path: Path, letter: Letter, monday: datetime
) -> None:
    mail = FolderMail(tmp_path, SENDER)
    mail.send(letter, monday)
    mail.send(replace(letter, subject="Reworded"), monday + timedelta(minutes=5))
    assert len(names(tmp_path)) == 2
    assert all("20260302T000500Z-fang@example.com-reworded" in name for name in names(tmp_path))


def test_another_letter_of_the_same_second_and_subject_stands_beside_it(
    tmp_path: Path, letter: Letter, monday: datetime
) -> None:
    with FolderMail(tmp_path, SENDER).batch() as mail:
        mail.send(letter, monday)
        mail.send(replace(letter, message_id="<other@example.com>"), monday)
    assert len(names(tmp_path)) == 4


@pytest.mark.parametrize(
    "odd",
    [{"subject": "../../etc/passwd"}, {"subject": "长" * 300}, {"subject": ""}, {"subject": "a\0b/c\\d"},
     {"to": "../x/y@example.com"}, {"to": "x" * 64 + "@" + "y" * 60 + ".com"}],
    ids=lambda odd: next(iter(odd.values()))[:20],
)  # fmt: skip
def test_no_subject_or_address_leaves_the_folder_or_bursts_the_name(
    tmp_path: Path, letter: Letter, monday: datetime, odd: dict[str, str]
) -> None:
    FolderMail(tmp_path / "mails", SENDER).send(replace(letter, **odd), monday)  # type: ignore[arg-type]
    assert names(tmp_path) == ["mails"]
    assert len(names(tmp_path / "mails")) == 2
    assert all(len(name.encode()) < 255 for name in names(tmp_path / "mails"))


def test_letters_are_for_their_owners_eyes(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    FolderMail(tmp_path, SENDER).send(letter, monday)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_folder_that_cannot_be_written_can_be_mended(tmp_path: Path, letter: Letter, monday: datetime) -> None:
    (tmp_path / "mails").write_text("a file stands where the folder should be")
    with pytest.raises(MailRefused) as refused:
        FolderMail(tmp_path / "mails", SENDER).send(letter, monday)
    assert not refused.value.permanent


def test_the_silent_door_keeps_letters_and_refuses_as_told(letter: Letter, monday: datetime) -> None:
    gone = MailRefused("550 gone", permanent=True)
    mail = SilentMail(refusals={"gone@example.com": gone})
    with mail.batch() as batch:
        batch.send(letter, monday)
        with pytest.raises(MailRefused, match="gone"):
            batch.send(replace(letter, to="gone@example.com"), monday)
    assert mail.sent == [letter]


def test_the_silent_door_does_not_swallow_what_no_real_one_takes(letter: Letter, monday: datetime) -> None:
    mail = SilentMail()
    with pytest.raises(MailRefused):
        mail.send(replace(letter, to="no address"), monday)
    with pytest.raises(ValueError, match="Message-ID"):
        mail.send(replace(letter, message_id="none"), monday)
    assert mail.sent == []

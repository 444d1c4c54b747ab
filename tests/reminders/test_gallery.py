"""The gallery: every kind of mail in every language, and what is true of each of them."""

import re
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kamfield.core.texts import LOCALES, _catalogue
from kamfield.demo.gallery import hang
from kamfield.demo.gallery.scenes import SCENES
from kamfield.reminders.background.notices import TELL
from kamfield.reminders.background.outbox import DRAFTS
from kamfield.reminders.background.page import TEMPLATES
from kamfield.reminders.rules import SINGLE, Kind
from kamfield.reminders.rules.topics import TOPICS
from kamfield.wiring import HOUSE

CHINESE = re.compile(r"[\u4e00-\u9fff]")
WRITTEN = [kind for kind in Kind if kind in DRAFTS and (kind not in SINGLE or kind in TELL)]
EACH = [pytest.param(kind, locale, id=f"{kind}-{locale}") for kind in WRITTEN for locale in LOCALES]
REMOTE = re.compile(r"""(?:src|background|srcset)\s*=\s*["']?https?:|url\(|@import|<link""", re.I)
MOST_BYTES = 102_000  # what is beyond is cut off by the most used mail program


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    hang(folder, HOUSE)
    return folder


def test_every_kind_has_its_scene() -> None:
    assert not set(WRITTEN) - SCENES.keys(), "say in kamfield/demo/gallery/singly.py what brings it about"


class Page(HTMLParser):
    """What a reader meets in a page: words, languages, pictures, links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent += tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.words.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize(("kind", "locale"), EACH)
def test_every_kind_hangs_in_every_language_as_text_page_and_mail(gallery: Path, kind: Kind, locale: str) -> None:
    text = (gallery / f"{kind}.{locale}.txt").read_text("utf-8")
    page = Page((gallery / f"{kind}.{locale}.html").read_text("utf-8"))
    mail = BytesParser(policy=policy.default).parsebytes((gallery / f"{kind}.{locale}.eml").read_bytes())
    assert len(text.split()) > 5
    assert sum(len(words) for words in page.words) > 60
    assert mail["Subject"]
    assert mail["Message-ID"]
    assert next(part.get_content_type() for part in mail.iter_parts()) == "text/plain"
    assert f'src="{kind}.{locale}.html"' in (gallery / "index.html").read_text("utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_chat_gets_hangs_beside_it_without_links_that_act(gallery: Path, locale: str) -> None:
    shown = {path.name.partition(".")[0] for path in gallery.glob(f"*.{locale}.chat.txt")}
    assert TOPICS.keys() - shown <= {Kind.PLAN_ESCALATED}, "who decides in the end has no robot"
    chats = [(gallery / f"{kind}.{locale}.chat.txt").read_text("utf-8") for kind in shown]
    assert not [chat for chat in chats if "token=" in chat or len(chat.splitlines()) < 2]


@pytest.mark.parametrize(("kind", "locale"), EACH)
def test_it_is_whole_and_in_one_language(gallery: Path, kind: Kind, locale: str) -> None:
    page = Page((gallery / f"{kind}.{locale}.html").read_text("utf-8"))
    said = [*page.words, *(gallery / f"{kind}.{locale}.txt").read_text("utf-8").splitlines()]
    assert not [words for words in said if re.search(r"None|Undefined|%\(|\{\{|\{%", words)]
    assert {tag["lang"] for tag in page.all("html")} == {locale}
    if locale == "zh-CN":
        assert not untranslated(said)
    else:
        assert not [words for words in said if CHINESE.search(words)]


@pytest.mark.parametrize(("kind", "locale"), EACH)
def test_it_loads_nothing_and_reads_without_pictures(gallery: Path, kind: Kind, locale: str) -> None:
    page = (gallery / f"{kind}.{locale}.html").read_text("utf-8")
    mail = BytesParser(policy=policy.default).parsebytes((gallery / f"{kind}.{locale}.eml").read_bytes())
    shown = {f"cid:{part['Content-ID'].strip('<>')}" for part in mail.walk() if part.get_content_maintype() == "image"}
    sent = mail.get_body(("html",))
    assert sent is not None
    assert {image["src"] for image in Page(sent.get_content()).all("img")} == shown
    assert not REMOTE.search(page.replace("data:", ""))
    assert all(image["alt"] for image in Page(page).all("img"))
    assert len(sent.get_content().encode()) < MOST_BYTES


@pytest.mark.parametrize(("kind", "locale"), EACH)
def test_a_tap_is_never_the_only_way_to_a_link(gallery: Path, kind: Kind, locale: str) -> None:
    page = Page((gallery / f"{kind}.{locale}.html").read_text("utf-8"))
    text = (gallery / f"{kind}.{locale}.txt").read_text("utf-8")
    buttons = [str(link["href"]) for link in page.all("a") if link.get("class") == "button"]
    assert all(link in " ".join(page.words) and link in text for link in buttons)


def test_every_colour_can_be_read_by_day_and_in_the_dark() -> None:
    by_day, _, dark = (TEMPLATES / "letter.css").read_text("utf-8").partition("@media (prefers-color-scheme: dark)")
    for style, paper in ((by_day, "#ffffff"), (dark, "#171d1a")):
        pairs = list(on_their_paper(style, paper))
        assert len(pairs) > 5
        assert not [(rule, ink) for rule, ink, ground in pairs if contrast(ink, ground) < 4.5]


def on_their_paper(style: str, paper: str) -> Iterator[tuple[str, str, str]]:
    """`(rule, ink, ground)` of every rule that sets a colour of letters."""
    for rule, said in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        ink = re.search(r"(?<![-\w])color: (#\w{6})", said)
        ground = re.search(r"background: (#\w{6})", said)
        if ink and ".preheader" not in rule:
            yield rule.strip(), ink[1], ground[1] if ground else paper


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def untranslated(said: list[str]) -> list[str]:
    """English sentences of the catalogue that stand in a Chinese mail."""
    known = {text for text, chinese in _catalogue("zh-CN").items() if text != chinese and "%" not in text}
    return [words for words in said if words in known]

"""From a draft to subject, text and HTML in the receiver's language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kamfield.core import charts
from kamfield.core.texts import N_, translate
from kamfield.pages.rules import addresses
from kamfield.reminders.rules.wording import Days as Days
from kamfield.reminders.rules.wording import Month as Month
from kamfield.reminders.rules.wording import tools, written

TEMPLATES = Path(__file__).parent.parent / "templates"
_LONE_LINES = re.compile(r"\n\n\n+")


@dataclass(frozen=True)
class Receiver:
    """Somebody outside the company."""

    address: str
    name: str
    locale: str


@dataclass(frozen=True)
class Line:
    """A line of a notice: what it is about, as people wrote it, and perhaps a sentence of the catalogue beside it."""

    what: str
    sentence: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """What a single reminder says: one sentence without a full stop, perhaps another, perhaps lines, perhaps a button.

    Texts are of the catalogue. Values may be days (`Days` are several), months and instants: they are
    written as the reader writes them.
    `path` is below the public address.
    """

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lead: str = ""
    lines: Sequence[Line] = ()
    button: str = ""
    path: str = ""


# The way to one's own list, for what stands on it.
TO_THE_WEEK: Mapping[str, Any] = {"button": N_("Look at your week"), "path": addresses.WEEK}


@dataclass(frozen=True)
class Told:
    """A notice in the reader's language, as the templates show it; `lines` are pairs of texts."""

    title: str
    lead: str
    lines: Sequence[tuple[str, str]]
    button: str
    link: str


@dataclass(frozen=True)
class Draft:
    """What a mail is made of: its templates (`name.html`, `name.txt`), its subject, what stands in them.

    `sentences` are texts of the catalogue, `values` stand as they are. `charts` are pictures, which templates show as
    `{{ picture.NAME }}`. `secret` is the part of a one-time link that must not stay in the ledger. A mail that is not
    for its reminder's user says `to` whom it goes, and by whom an answer is read (name and address).
    """

    template: str
    subject: str
    subject_values: Mapping[str, Any] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    charts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    secret: str | None = None
    to: Receiver | None = None
    answered_by: tuple[str, str] | None = None


def render(draft: Draft, locale: str, unsubscribe: str | None = None) -> tuple[str, str, str]:
    """`(subject, text, html)`; `unsubscribe` is where mails of this kind are ended, for those one can do without."""
    subject = translate(draft.subject, locale, **draft.subject_values)
    sentences = {name: translate(text, locale) for name, text in draft.sentences.items()}
    pictures = {name: f"cid:{charts.name_of(chart)}" for name, chart in draft.charts.items()}
    given = {"subject": subject, "locale": locale, "unsubscribe": unsubscribe, "picture": pictures}
    values = {**draft.values, **sentences, **tools(locale), **given}
    text = _templates().get_template(f"{draft.template}.txt").render(values)
    html = _templates().get_template(f"{draft.template}.html").render(values)
    return subject, _LONE_LINES.sub("\n\n", text).strip() + "\n", _inliner().inline(html)


def told(notice: Notice, locale: str, zone: ZoneInfo, public_url: str) -> Told:
    """A notice as somebody reads it."""
    values = written(notice.values, locale, zone)
    lines = [
        (line.what, translate(line.sentence, locale, **written(line.values, locale, zone))) for line in notice.lines
    ]
    return Told(
        title=translate(notice.title, locale, **values),
        lead=translate(notice.lead, locale, **values) if notice.lead else "",
        lines=lines,
        button=translate(notice.button, locale) if notice.button else "",
        link=f"{public_url}{notice.path}" if notice.path else "",
    )


def in_one_text(said: Told, locale: str) -> str:
    """What follows upon the title of a notice, a line for each thing."""
    pair = tools(locale)["pair"]
    return "\n".join(
        [*filter(None, [said.lead]), *(pair(what, value) if value else what for what, value in said.lines)]
    )


@cache
def _inliner() -> Any:
    """Writes the styles into the elements, because many mail programs forget a style sheet; dark mode stays in one."""
    import css_inline  # only where a mail is written

    return css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each mail asks for the age of ten files
    )

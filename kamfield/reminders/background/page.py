"""From a draft to subject, text and HTML in the receiver's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kamfield.core.money import money_told
from kamfield.core.texts import N_, translate

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Receiver:
    """Somebody outside the company."""

    address: str
    name: str
    locale: str


@dataclass(frozen=True)
class Month:
    """A month among the values of a notice, by its first day."""

    first: date


@dataclass(frozen=True)
class Line:
    """A line of a notice: what it is about, as people wrote it, and perhaps a sentence of the catalogue beside it."""

    what: str
    sentence: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """What a single reminder says: one sentence without a full stop, perhaps another, perhaps lines, perhaps a button.

    Texts are of the catalogue. Values may be days, months and instants: they are written as the reader writes them.
    `path` is below the public address.
    """

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lead: str = ""
    lines: Sequence[Line] = ()
    button: str = ""
    path: str = ""


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

    `sentences` are texts of the catalogue, `values` stand as they are. `secret` is the part of a one-time link that
    must not stay in the ledger. A mail that is not for its reminder's user says `to` whom it goes.
    """

    template: str
    subject: str
    subject_values: Mapping[str, Any] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    secret: str | None = None
    to: Receiver | None = None


def render(draft: Draft, locale: str, unsubscribe: str | None = None) -> tuple[str, str, str]:
    """`(subject, text, html)`; `unsubscribe` is where mails of this kind are ended, for those one can do without."""
    subject = translate(draft.subject, locale, **draft.subject_values)
    sentences = {name: translate(text, locale) for name, text in draft.sentences.items()}
    given = {"subject": subject, "locale": locale, "unsubscribe": unsubscribe}
    values = {**draft.values, **sentences, **_tools(locale), **given}
    text = _templates().get_template(f"{draft.template}.txt").render(values).strip() + "\n"
    html = _templates().get_template(f"{draft.template}.html").render(values)
    return subject, text + _ending(locale, unsubscribe), html


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


def written(values: Mapping[str, Any], locale: str, zone: ZoneInfo) -> dict[str, Any]:
    """Days, months and instants as a reader writes them; everything else as it is."""
    return {name: _written(value, locale.replace("-", "_"), zone) for name, value in values.items()}


def _written(value: object, spoken: str, zone: ZoneInfo) -> object:
    if isinstance(value, Month):
        return _month(value.first, spoken)
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return f"{_day(local.date(), spoken)} {local:%H:%M}"
    return _day(value, spoken) if isinstance(value, date) else value


def _ending(locale: str, unsubscribe: str | None) -> str:
    if unsubscribe is None:
        return ""
    return f"{translate(N_('No more mails of this kind:'), locale)} {unsubscribe}\n"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _tools(locale: str) -> dict[str, Any]:
    """What templates may call: texts, days, months, clock times and money as the reader writes them."""
    spoken = locale.replace("-", "_")
    return {
        "_": lambda text, **params: translate(text, locale, **params),
        "day": lambda on: _day(on, spoken),
        "month": lambda on: _month(on, spoken),
        "clock": lambda at, zone: f"{at.astimezone(zone):%H:%M}",
        "money": lambda amount, currency: "" if amount is None else money_told(amount, currency, locale),
    }


def _month(first: date, spoken: str) -> str:
    return str(format_skeleton("yMMMM", datetime.combine(first, time(), UTC), locale=spoken))


def _day(on: date, spoken: str) -> str:
    return format_skeleton("MMMEd", datetime.combine(on, time(), UTC), locale=spoken)

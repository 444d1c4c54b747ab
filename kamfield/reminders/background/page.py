"""From a draft to subject, text and HTML in the receiver's language."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kamfield.core import charts
from kamfield.core.money import money_told
from kamfield.core.texts import N_, translate

TEMPLATES = Path(__file__).parent.parent / "templates"
# After the preheader nothing else shall stand in the preview of an inbox: characters that take no room.
FILLING = "\u034f\u200c\u00a0" * 80
_LONE_LINES = re.compile(r"\n\n\n+")


@dataclass(frozen=True)
class Receiver:
    """Somebody outside the company."""

    address: str
    name: str
    locale: str


@dataclass(frozen=True)
class Draft:
    """What a mail is made of: its templates (`name.html`, `name.txt`), its subject, what stands in them.

    `sentences` are texts of the catalogue, `values` stand as they are. `charts` are pictures, which templates show as
    `{{ picture.NAME }}`. `secret` is the part of a one-time link that must not stay in the ledger. A mail that is not
    for its reminder's user says `to` whom it goes.
    """

    template: str
    subject: str
    subject_values: Mapping[str, Any] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    charts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    secret: str | None = None
    to: Receiver | None = None


def render(draft: Draft, locale: str) -> tuple[str, str, str]:
    """`(subject, text, html)`."""
    subject = translate(draft.subject, locale, **draft.subject_values)
    sentences = {name: translate(text, locale) for name, text in draft.sentences.items()}
    pictures = {name: f"cid:{charts.name_of(chart)}" for name, chart in draft.charts.items()}
    given = {"subject": subject, "locale": locale, "picture": pictures}
    values = {**draft.values, **sentences, **_tools(locale), **given}
    text = _templates().get_template(f"{draft.template}.txt").render(values)
    html = _templates().get_template(f"{draft.template}.html").render(values)
    return subject, _LONE_LINES.sub("\n\n", text).strip() + "\n", _inliner().inline(html)


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
    )


def _tools(locale: str) -> dict[str, Any]:
    """What templates may call: texts, days, months, clock times and money as the reader writes them."""
    spoken = locale.replace("-", "_")
    return {
        "_": lambda text, **params: translate(text, locale, **params),
        "pair": lambda what, value: translate(N_("%(what)s: %(value)s"), locale, what=what, value=value),
        "aside": lambda text: translate(N_(" (%(beside)s)"), locale, beside=text),
        "wide": _columns,
        "filling": FILLING,
        "day": lambda on: written_day(on, locale),
        "month": lambda on: format_skeleton("yMMMM", datetime.combine(on, time(), UTC), locale=spoken),
        "clock": lambda at, zone: f"{at.astimezone(zone):%H:%M}",
        "money": lambda amount, currency: "" if amount is None else money_told(amount, currency, locale),
    }


def written_day(on: date, locale: str) -> str:
    """A day as a reader writes it, with the day of the week."""
    return str(format_skeleton("MMMEd", datetime.combine(on, time(), UTC), locale=locale.replace("-", "_")))


def _columns(text: str) -> int:
    """How wide a text is where every letter has one width; a Chinese one has two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

"""From a draft to subject, text and HTML in the receiver's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_skeleton
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kamfield.core.money import money_told
from kamfield.core.texts import translate

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Receiver:
    """Somebody outside the company."""

    address: str
    name: str
    locale: str


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


def render(draft: Draft, locale: str) -> tuple[str, str, str]:
    """`(subject, text, html)`."""
    subject = translate(draft.subject, locale, **draft.subject_values)
    sentences = {name: translate(text, locale) for name, text in draft.sentences.items()}
    values = {**draft.values, **sentences, **_tools(locale), "subject": subject, "locale": locale}
    text = _templates().get_template(f"{draft.template}.txt").render(values)
    html = _templates().get_template(f"{draft.template}.html").render(values)
    return subject, text.strip() + "\n", html


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
        "month": lambda on: format_skeleton("yMMMM", datetime.combine(on, time(), UTC), locale=spoken),
        "clock": lambda at, zone: f"{at.astimezone(zone):%H:%M}",
        "money": lambda amount, currency: "" if amount is None else money_told(amount, currency, locale),
    }


def _day(on: date, spoken: str) -> str:
    return format_skeleton("MMMEd", datetime.combine(on, time(), UTC), locale=spoken)

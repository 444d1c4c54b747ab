"""What people read, in their language: English in the code, other languages in `kamfield/locales/<locale>/*.po`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages import Message
from babel.messages.pofile import read_po

LOCALES = ("en", "zh-CN")
DEFAULT_LOCALE = "en"
ENDS = ("?", ".", "!", "？", "。", "！")
CATALOGUES = Path(__file__).parent.parent / "locales"
OF = "\x04"  # between context and text, as in gettext's own files

_HAN, _LATIN = "[\u4e00-\u9fff]", "[A-Za-z0-9]"
_MEET = re.compile(f"{_HAN}{_LATIN}|(?:{_LATIN}|%){_HAN}")
_PARAMETER = re.compile(r"%\((\w+)\)[sd]")
_ADDITION = re.compile(r"(?<=[A-Za-z])%\((\w+)\)s")
_PLACES = re.compile(rf"(?:(?<={_HAN}) )?%\((\w+)\)s(?: (?={_HAN}))?")


def N_(text: str) -> str:  # noqa: N802  gettext's name for it
    """Marks a text for the catalogues where it is written; it is translated where it is read."""
    return text


def NC_(context: str, text: str) -> str:  # noqa: N802  glib's name for it
    """Marks a text that is said otherwise elsewhere: `NC_("SWOT", "Opportunity")`, by msgctxt in the catalogues."""
    return f"{context}{OF}{text}"


class Phrase(str):
    """A text of the catalogue that stands inside another, as a parameter: it is translated with it."""


def translate(text: str, locale: str, **params: object) -> str:
    """`text` in the language of `locale`, its `%(name)s` filled in. A text without translation stays English.

    A parameter that is a `Phrase`, or a tuple of them, is translated too.
    """
    found = _found(text, locale)
    known = {name: _spoken(value, locale) for name, value in params.items()}
    if locale == "zh-CN" and known:
        return _spaced(found, known)
    return found % known if known else found.replace("%%", "%")


def outlined(text: str, locale: str) -> str:
    """What a text says in any case: `…` stands for what a case fills in, and what it may add is left out.

    An addition follows an English word without a space (`first%(at)s.`): it brings its own.
    """
    added = set(_ADDITION.findall(text))
    return _PARAMETER.sub(lambda found: "" if found[1] in added else "…", translate(text, locale))


def _spaced(text: str, values: Mapping[str, object]) -> str:
    """Filled in as Chinese is set: a space between Chinese and Latin letters or figures, none between Chinese.

    Only the value knows which it is (`李娜批准了`, `Li 批准了`), so what stands in the catalogue does not count.
    """
    said = ""
    for place, part in enumerate(_PLACES.split(text)):
        added = _as_chinese(str(values[part])) if place % 2 else part.replace("%%", "%")
        said += f" {added}" if _MEET.fullmatch(said[-1:] + added[:1]) else added
    return said


def _as_chinese(value: str) -> str:
    """What follows upon a sentence (`: …`, ` (…)`, its full stop) in the marks of Chinese."""
    if value.startswith(" (") and value.endswith(")"):
        return f"（{value[2:-1]}）"
    return f"：{value[2:]}" if value.startswith(": ") else "。" if value == "." else value


def _spoken(value: object, locale: str) -> object:
    if isinstance(value, tuple):
        return _listed([str(_spoken(one, locale)) for one in value], locale)
    return _found(value, locale) if isinstance(value, Phrase) else value


def _found(text: str, locale: str) -> str:
    return _catalogue(locale).get(text) or text.rpartition(OF)[2]


def _listed(parts: list[str], locale: str) -> str:
    """Things with commas between them, and sentences without: these have their own end. May be none."""
    comma, space = ("、", "") if locale == "zh-CN" else (", ", " ")
    gaps = [space if part.endswith(ENDS) else comma for part in parts[:-1]]
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=False))


def choose_locale(wanted: list[str], default: str = DEFAULT_LOCALE) -> str:
    """The first of the wanted locales that we speak (`zh-Hans-CN` and `zh` get `zh-CN`), else the default."""
    by_language = {locale.split("-")[0]: locale for locale in LOCALES}
    spoken = (by_language.get(tag.replace("_", "-").split("-")[0].lower()) for tag in wanted)
    return next((locale for locale in spoken if locale), default)


@lru_cache
def _catalogue(locale: str) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((CATALOGUES / locale.replace("-", "_")).glob("*.po")):
        with path.open("rb") as stream:
            catalogue = read_po(stream)
        texts |= {_key(message): str(message.string) for message in catalogue if message.id and message.string}
    return texts


def _key(message: Message) -> str:
    return f"{message.context}{OF}{message.id}" if message.context else str(message.id)

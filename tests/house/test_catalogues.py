"""Every text a person reads has one Chinese translation, with the same parameters."""

import ast
import re
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment

from kamfield.cli_codes import written
from kamfield.core.texts import CATALOGUES, LOCALES, NC_, OF, _catalogue, _key
from kamfield.core.work import Work
from tests.cast import Cast
from tests.house.source import ROOT, calls, dotted, modules

CODES = ROOT.parent / "docs" / "codes.md"
MARKS = {"N_", "_", "t", "gettext", "ngettext"}
COUNTED = re.compile(r"\w+: %\(count\)s")  # what a leaver owns: each slice names its own kind of thing
PARAMETER = re.compile(r"%\((\w+)\)[sd]")

HELD = 3  # columns of the table that a test holds
GLOSSARY = ROOT.parent / "docs" / "glossary.md"
# Chinese has marks of its own, as wide as its letters; a Latin word or a figure among them stands between spaces.
HAN = "[\u4e00-\u9fff]"
NOT_SET = re.compile(
    rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}|{HAN}[,;:!?()\"]|[,;:!?()\"]{HAN}|[，。；：“”（）、] | [，。；：“”（）、]|！"
)


def texts() -> dict[str, str]:
    """Every text of code and templates, and where it stands."""
    found = {
        argument.value: f"{module}:{call.lineno}"
        for module, tree in modules().items()
        for call, name in calls(tree)
        if name in MARKS
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    found |= {
        NC_(*(argument.value for argument in call.args if isinstance(argument, ast.Constant))): module
        for module, tree in modules().items()
        for call, name in calls(tree)
        if name == "NC_"
    }
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in ROOT.rglob("templates/**/*.*"):
        for _, _, said in reader.extract_translations(path.read_text("utf-8"), gettext_functions=tuple(MARKS)):
            for text in (said,) if isinstance(said, str) else said:
                if text is not None:  # stands for an argument that is no text
                    found.setdefault(str(text), path.relative_to(ROOT).as_posix())
    return found


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_text_is_translated(locale: str) -> None:
    missing = {text: place for text, place in texts().items() if text not in _catalogue(locale)}
    lines = "\n".join(f"  {place}: {text}" for text, place in sorted(missing.items(), key=lambda one: one[1]))
    assert not missing, f"add to kamfield/locales/{locale.replace('-', '_')}/<slice>.po:\n{lines}"


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_text_is_translated_in_one_place(locale: str) -> None:
    places = defaultdict(list)
    for path in sorted((CATALOGUES / locale.replace("-", "_")).glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream):
                if message.id:
                    places[_key(message)].append(f"{path.name}: {message.string}")
    twice = {text: found for text, found in places.items() if len(found) > 1}
    assert not twice, "keep the one of the lower slice, or tell the two apart by NC_ and msgctxt"


def test_no_catalogue_has_a_text_twice() -> None:
    for path in sorted(CATALOGUES.rglob("*.po")):
        begun = re.findall(r'^(?:msgctxt "(.*)"\n)?msgid (".*"(?:\n".*")*)', path.read_text("utf-8"), re.MULTILINE)
        assert len(begun) == len(set(begun)), f"{path.name}: {[one for one in begun if begun.count(one) > 1]}"


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_every_translation_has_the_parameters_of_its_text(locale: str) -> None:
    wrong = {
        text: said
        for text, said in _catalogue(locale).items()
        if set(PARAMETER.findall(text)) != set(PARAMETER.findall(said))
    }
    assert not wrong


def glossary() -> list[list[str]]:
    """The rows of its tables, without their heads."""
    rows = [line.strip("| ").split(" | ") for line in GLOSSARY.read_text("utf-8").splitlines() if line[:1] == "|"]
    return [row for row in rows if row[-1] not in {"---", "never"}]


def test_what_has_one_name_in_english_has_one_in_chinese() -> None:
    said = [(PARAMETER.sub(" ", text), chinese) for text, chinese in _catalogue("zh-CN").items() if OF not in text]
    others = [
        f"{text!r} does not say {chinese}: {translated}"
        for english, chinese, *_ in (row for row in glossary() if len(row) == HELD)
        for text, translated in said
        if _speaks_of(english, text) and chinese not in translated
    ]
    assert not others, "\n".join(others)


def test_no_translation_has_a_word_that_the_glossary_never_says() -> None:
    never = [(word, row[-2]) for row in glossary() for word in row[-1].split("、")]
    assert len(never) > 40
    said = [f"{word} is {right}: {one}" for word, right in never for one in _catalogue("zh-CN").values() if word in one]
    assert not said, "\n".join(said)


def _speaks_of(english: str, text: str) -> bool:
    words = "|".join(re.escape(word.removesuffix("y")) for word in english.split(" / "))
    return re.search(rf"\b(?:{words})(?:y|ies|s)?\b(?! mark)", text, re.IGNORECASE) is not None


def test_chinese_is_set_as_chinese_is() -> None:
    wrong = [said for said in _catalogue("zh-CN").values() if NOT_SET.search(PARAMETER.sub("¤", said))]
    assert not wrong


def test_nobody_is_shouted_at() -> None:
    assert not [text for text in texts() if "!" in text]


def test_the_written_list_of_codes_is_current() -> None:
    assert CODES.read_text("utf-8") == written(), "docs/codes.md is not what the code says: run `make openapi`"


def test_no_two_problems_have_the_same_code() -> None:
    named = [node.name for tree in modules().values() for node in ast.walk(tree) if _is_problem(node)]
    assert len(named) == len(set(named)) > 80


def _is_problem(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(dotted(base) == "Problem" for base in node.bases)


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_no_translation_is_left_over(locale: str) -> None:
    left_over = {text for text in _catalogue(locale).keys() - texts().keys() if not COUNTED.fullmatch(text)}
    assert not left_over, f"nobody says this any more: {sorted(left_over)}"


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
def test_whatever_somebody_owns_has_a_name_in_every_language(work: Work, locale: str) -> None:
    kinds = [kind for owned in work.house.owned for kind in owned(work, Cast.li.id)]
    missing = [kind for kind in kinds if f"{kind}: %(count)s" not in _catalogue(locale)]
    assert not missing, f'add "{missing}: %(count)s" to the catalogues of their slices'


def test_a_marked_text_is_written_out() -> None:
    built = [
        f"{module}:{call.lineno}"
        for module, tree in modules().items()
        for call, name in calls(tree)
        if name in {"N_", "NC_"} and not all(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert not built, f"a text that is put together cannot be translated: {built}"

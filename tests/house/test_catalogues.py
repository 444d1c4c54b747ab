"""Every text a person reads has one Chinese translation, with the same parameters."""

import ast
import re
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment

from kamfield.core.texts import CATALOGUES, LOCALES, NC_, OF, _catalogue, _key
from kamfield.core.work import Work
from tests.cast import Cast
from tests.house.source import ROOT, calls, modules

MARKS = {"N_", "_", "t", "gettext", "ngettext"}
COUNTED = re.compile(r"\w+: %\(count\)s")  # what a leaver owns: each slice names its own kind of thing
PARAMETER = re.compile(r"%\((\w+)\)[sd]")

# One word for one thing: what the English speaks of is called so in Chinese, and in no other way.
GLOSSARY = {
    r"managers?": "经理",
    r"administrators?": "管理员",
    r"the reps?|a rep": "销售代表",
    r"[Tt]ier": "级",
    r"quotations?(?! mark)": "报价",
    r"opportunit(?:y|ies)": "商机",
    r"[Ff]ollow-ups?": "跟进",
    r"[Tt]o-dos?": "待办",
    r"the minutes": "会谈纪要|纪要",
    r"[Ii]ssues?": "问题",
    r"rejected": "否决",
    r"returned": "退回",
    r"approved": "批准",
    r"polic(?:y|ies)": "规则",
    r"[Pp]robability|chance": "成功率",
    r"holidays?": "节假日",
    r"[Cc]redit checks?": "信用调查",
    r"[Cc]heck-ins?": "签到",
    r"[Dd]ecision map": "决策图",
}
NEVER = {
    "主管": "经理",
    "驳回": "否决",
    "会议纪要": "会谈纪要",
    "拜访纪要": "会谈纪要",
    "成功概率": "成功率",
    "公司设置": "公司规则",
}


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


def test_one_word_stands_for_one_thing() -> None:
    known = _catalogue("zh-CN").items()
    said = [(PARAMETER.sub(" ", text.rpartition(OF)[2]), chinese) for text, chinese in known]
    others = [
        f"{text!r} does not say {chinese}: {translated}"
        for english, chinese in GLOSSARY.items()
        for text, translated in said
        if re.search(rf"\b(?:{english})\b", text) and not re.search(chinese, translated)
    ]
    others += [f"{word} is {right}: {one}" for word, right in NEVER.items() for _, one in said if word in one]
    assert not others, "\n".join(others)


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

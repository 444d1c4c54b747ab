"""Code lists: stable codes, labels in both languages, symbols."""

from enum import StrEnum

import pytest

from kamfield.core.codes import code_list
from kamfield.core.texts import LOCALES
from kamfield.wiring import CODE_LISTS
from tests.api import Api

NAMES = {"Microsoft Teams", "Slack"}
"""Names of products, the same in every language."""


def test_every_code_has_a_label_in_every_language(api: Api) -> None:
    lists = api.li.get("/code-lists").json["code_lists"]
    assert [one["name"] for one in lists] == [one.name for one in CODE_LISTS]
    relationship = next(one for one in lists if one["name"] == "relationship")
    assert relationship["codes"][2] == {
        "code": "strategic",
        "labels": {"en": "Strategic", "zh-CN": "战略性"},
        "symbol": None,
    }
    for one in lists:
        for code in one["codes"]:
            assert set(code["labels"]) == set(LOCALES)
            assert code["labels"]["zh-CN"] != code["labels"]["en"] or code["labels"]["en"] in NAMES


def test_the_names_of_the_lists_are_unique() -> None:
    names = [one.name for one in CODE_LISTS]
    assert len(set(names)) == len(names)


def test_nobody_reads_them_without_signing_in(api: Api) -> None:
    assert api.nobody.get("/code-lists").status_code == 401


class Support(StrEnum):
    MENTOR = "mentor"
    NEUTRAL = "neutral"


def test_a_code_is_known_by_its_code_its_symbol_and_its_label() -> None:
    support = code_list(
        "support", Support, {Support.MENTOR: "Strategic", Support.NEUTRAL: "Neutral"}, {Support.MENTOR: "※"}
    )
    assert [support.meant(written) for written in ("mentor", "※", " STRATEGIC ", "战略性")] == ["mentor"] * 4
    assert support.meant("somebody") is None


def test_a_code_without_a_label_stops_the_start() -> None:
    with pytest.raises(KeyError):
        code_list("support", Support, {Support.MENTOR: "Mentor"})

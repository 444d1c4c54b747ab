"""Chinese is set as Chinese is, whoever is named in it."""

import pytest

from kamfield.core.texts import NC_, Phrase, outlined, translate

APPROVED = "%(actor)s approved the visit to %(account)s."
RETURNED = "%(actor)s gave the plan back%(said)s"


@pytest.mark.parametrize(
    ("actor", "account", "said"),
    [
        ("李娜", "东海轴承", "李娜批准了对东海轴承的拜访。"),
        ("Li", "Pudong Pumps", "Li 批准了对 Pudong Pumps 的拜访。"),
        ("李娜", "3M中国", "李娜批准了对 3M中国的拜访。"),
    ],
)
def test_a_space_parts_scripts_and_nothing_else(actor: str, account: str, said: str) -> None:
    assert translate(APPROVED, "zh-CN", actor=actor, account=account) == said


def test_what_was_said_follows_after_a_chinese_colon_or_the_sentence_ends() -> None:
    assert translate(RETURNED, "zh-CN", actor="周敏", said=": 请先安排A类客户。") == "周敏退回了计划：请先安排A类客户。"
    assert translate(RETURNED, "zh-CN", actor="周敏", said=".") == "周敏退回了计划。"
    assert translate(RETURNED, "en", actor="Mei", said=".") == "Mei gave the plan back."


def test_one_english_word_may_be_two_chinese_ones() -> None:
    chance = NC_("SWOT", "Opportunity")
    assert (translate(chance, "en"), translate(chance, "zh-CN")) == ("Opportunity", "机会")
    assert translate("Opportunity", "zh-CN") == "商机"
    state = Phrase(NC_("issue", "open"))
    assert "open." in translate("This is not possible while it is %(state)s.", "en", state=state)
    assert "未解决" in translate("This is not possible while it is %(state)s.", "zh-CN", state=state)


def test_what_a_text_may_add_is_left_out_of_its_outline_and_what_it_always_says_is_not() -> None:
    optional = "Check out of the visit that is in progress first%(at)s."
    assert outlined(optional, "en") == "Check out of the visit that is in progress first."
    assert outlined(optional, "zh-CN") == "请先为正在进行的拜访签退。"
    state = "This is not possible while it is %(state)s."
    assert outlined(state, "en") == "This is not possible while it is …."
    assert outlined(state, "zh-CN") == "当前状态为“…”，不能进行此操作。"

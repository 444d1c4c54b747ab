"""The objective checker finds what a coach would find, in English and Chinese."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bench.objectives import first_met, precision, recall, rows, tally, weak_or_not
from kamfield.visits.rules.objective_findings import WORDINGS
from kamfield.visits.rules.objective_words import WORDS
from kamfield.visits.rules.objectives import Draft, Finding, check, is_weak

TODAY = date(2026, 3, 2)
GOOD = Draft(
    kind="advance_sale",
    client_action="Mr Li signs the trial order for 40 seals",
    due_on=date(2026, 3, 20),
    client_actor="Mr Li",
    target=Decimal(40),
    unit="pcs",
    fallback="He lets us test two",
)
COUNTS = tally(rows())


def codes(draft: Draft, today: date = TODAY) -> set[str]:
    return {finding.code for finding in check(draft, today=today)}


def said(text: str, **changes: object) -> set[str]:
    return codes(replace(GOOD, client_action=text, **changes))  # type: ignore[arg-type]


def only(draft: Draft) -> Finding:
    (finding,) = check(draft, today=TODAY)
    return finding


@pytest.mark.parametrize("code", WORDINGS)
def test_each_finding_is_precise_and_complete_on_the_table(code: str) -> None:
    assert precision(COUNTS[code]) >= 0.9
    assert recall(COUNTS[code]) >= 0.9


def test_whether_an_objective_is_weak_at_all_is_hardly_ever_mistaken() -> None:
    count = weak_or_not(rows())
    assert precision(count) >= 0.97
    assert recall(count) >= 0.97


def test_every_finding_was_met_often_enough_in_new_batches_to_mean_something() -> None:
    for code, count in first_met().items():
        assert count["right"] + count["missed"] >= 32, code


def test_the_table_is_large_and_no_row_stands_twice() -> None:
    table = rows()
    for language in ("en", "zh"):
        assert sum(row["language"] == language for row in table) >= 70
    assert len({(row["client_action"], row["client_actor"]) for row in table}) == len(table)
    assert {code for row in table for code in row["findings"].split()} == set(WORDINGS)


def test_a_good_objective_has_no_finding() -> None:
    assert check(GOOD, today=TODAY) == ()


def test_today_is_not_past_but_yesterday_is() -> None:
    assert codes(replace(GOOD, due_on=TODAY)) == set()
    assert only(replace(GOOD, due_on=date(2026, 3, 1))) == Finding("date-past", "weak", "due_on", "2026-03-01")


def test_the_same_verb_is_ours_or_the_clients_by_its_subject() -> None:
    assert "own-act" in said("Introduce our pump to purchasing")
    assert "own-act" not in said("Mr Li introduces us to purchasing")
    assert "own-act" in said("向采购部介绍我们的泵")
    assert "own-act" not in said("王总把我们介绍给采购部")


def test_a_result_the_client_is_brought_to_is_the_clients() -> None:
    for text in ("Get the client to sign", "Signed by purchasing", "让客户签合同", "由采购部签合同"):
        assert said(text) == set()


@pytest.mark.parametrize("text", ["与院长吃了顿晚饭", "跟科主任见个面", "去王总办公室坐一坐", "与驻厂采购谈价"])
def test_a_verb_parted_by_its_object_is_still_that_verb(text: str) -> None:
    assert "activity" in said(text, client_actor=None, target=None, unit=None)


@pytest.mark.parametrize("text", ["核算备件价格", "恭喜新上任的厂长", "拿热像仪扫一遍", "Sweep and tidy our shelf"])
def test_who_names_nobody_speaks_of_themselves(text: str) -> None:
    assert "own-act" in said(text, client_actor=None, target=None, unit=None)


@pytest.mark.parametrize("text", ["客户考虑改用我们的树脂", "The client considers switching to our resin"])
def test_what_is_only_thought_of_is_not_done(text: str) -> None:
    assert "not-measurable" in said(text, target=None, unit=None)


def test_what_we_promised_is_no_act_of_theirs() -> None:
    assert "not-measurable" in said("王总信任我们的交货承诺", target=None, unit=None)
    assert "not-measurable" not in said("王总信任我们的交货承诺并签订合同", target=None, unit=None)


def test_a_number_needs_its_unit() -> None:
    draft = replace(GOOD, client_action="Mr Li likes our pump", unit=None)
    assert only(draft) == Finding("not-measurable", "weak", "unit", "40")


def test_a_vague_word_beside_a_number_and_a_day_is_only_a_hint() -> None:
    draft = replace(GOOD, client_action="王总尽快签订40件试订单")
    assert only(draft).severity == "hint"
    assert not is_weak(check(draft, today=TODAY))
    assert is_weak(check(replace(draft, target=None, unit=None), today=TODAY))


def test_one_of_us_is_no_client_actor() -> None:
    assert only(replace(GOOD, client_actor="我方工程师")).code == "no-client-actor"
    assert only(replace(GOOD, client_actor="our engineer")).code == "no-client-actor"


def test_an_id_is_a_client_actor() -> None:
    assert codes(replace(GOOD, client_actor="0190a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b")) == set()


def test_a_text_in_both_scripts_is_read_in_both() -> None:
    assert said("王总 signs the PO") == set()
    assert "own-act" in said("介绍 new product line")


def test_harmless_words_hide_the_words_inside_them() -> None:
    assert said("王总确认加强筋的图纸") == set()


def test_a_company_adds_its_own_words() -> None:
    text = "巡展新产品"
    assert "own-act" not in said(text)
    ours = WORDS.extended("chinese", own_acts={"巡展"})
    found = check(replace(GOOD, client_action=text), today=TODAY, words=ours)
    assert "own-act" in {finding.code for finding in found}
    assert "巡展" not in WORDS.chinese.own_acts


def test_an_english_verb_is_added_once_and_known_in_all_its_forms() -> None:
    ours = WORDS.extended("english", activities={"huddle"})
    for text in ("Huddle with Mr Li", "Mr Li huddles with us", "Huddling with Mr Li"):
        found = check(replace(GOOD, client_action=text), today=TODAY, words=ours)
        assert "activity" in {finding.code for finding in found}


def test_a_list_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="verbs"):
        WORDS.extended("english", verbs={"huddle"})


def test_every_sentence_has_a_chinese_one_with_the_same_places_to_fill() -> None:
    path = Path(__file__).parents[2] / "kamfield" / "locales" / "zh_CN" / "visits.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    for wording in WORDINGS.values():
        for sentence in (wording.explanation, wording.suggestion):
            message = catalogue.get(sentence)
            assert message is not None
            assert message.string
            assert ("%(excerpt)s" in message.string) == ("%(excerpt)s" in sentence)


def test_a_sentence_with_a_place_to_fill_always_has_words_for_it() -> None:
    for row in rows():
        draft = Draft("advance_sale", row["client_action"], client_actor=row["client_actor"] or None)
        for finding in check(draft, today=TODAY):
            assert finding.excerpt or "%(excerpt)s" not in finding.explanation


@pytest.mark.parametrize(
    "text",
    ["", " ", "。", "?", "123", "Mr", "Mr.", "王", "by", "我们", "get", "🙂", "a" * 5000, "介绍" * 2500],
)
def test_odd_texts_are_answered_too(text: str) -> None:
    assert isinstance(check(Draft("advance_sale", text), today=TODAY), tuple)

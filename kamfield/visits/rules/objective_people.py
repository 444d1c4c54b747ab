"""Tells of each person in a text whether they act, receive, are met, or are one of us."""

import re

from kamfield.visits.rules.objective_marks import CHINESE, Mark
from kamfield.visits.rules.objective_phrases import spaced
from kamfield.visits.rules.objective_reading import Reading

OWN_KINDS = frozenset({"minds", "own_acts", "activities", "gives"})
OBJECT_AFTER = OWN_KINDS | {"states", "growth", "results"}
SERVED = frozenset(spaced("to 向 给 替 帮 为 对 朝 面向"))
MET = frozenset(spaced("with 与 和 跟 同 约"))
ADJECTIVES = frozenset(
    spaced(
        """
    重点 目标 大 关键 核心 该 各 全体 多数 部分 所有 新 老 新任 现有 潜在 主要 两位
    其 原 本地 现场
    """
    )
)
UNKNOWN_SUBJECT = re.compile(r"[\u4e00-\u9fff]{3,}")
UNKNOWN_ACT = re.compile(r"[\u4e00-\u9fff]{2,}")
UNKNOWN_VERB = re.compile(r"[\u4e00-\u9fff]{1,3}")


def take_us(reading: Reading, mark: Mark, following: Mark | None) -> None:
    """One of us: the subject, somebody who receives, or the agent of a passive."""
    clause = reading.clause
    if mark.kind == "possessives" and not _is_our_person(reading, mark, following):
        return
    way, clause.way = clause.way, None
    if way and way.kind == "agents":
        reading.ours, reading.own = reading.words(mark), clause.verb or mark
    elif way or clause.verb:
        reading.give = None
    elif not clause.subject and _may_act(reading, mark):
        clause.subject, clause.subject_mark = "ours", mark
        reading.ours = reading.words(mark)


def _may_act(reading: Reading, mark: Mark) -> bool:
    """Not "us", nor 我们 after words we do not know: those have another subject."""
    before = reading.text[reading.clause.start : mark.start].strip()
    return reading.words(mark).lower() not in ("us", "me") and not UNKNOWN_SUBJECT.fullmatch(before)


def _is_our_person(reading: Reading, mark: Mark, following: Mark | None) -> bool:
    if following is None or following.kind != "departments":
        return False
    return len(reading.text[mark.end : following.start].split()) <= 2


def take_client(reading: Reading, mark: Mark) -> None:
    """One of the client's people; 病区 and 护士 side by side are one, and so are 客户 and 采购部 with 的 between."""
    clause, before = reading.clause, reading.last_client
    reading.last_client = mark
    if before is not None and reading.text[before.end : mark.start] in {"", "的"}:
        _name_better(reading, before, mark)
        return
    if clause.subject == "ours" and not clause.verb:
        return
    way, clause.way = clause.way, None
    verb = clause.verb
    if way and way.kind == "towards" and not (verb and verb.kind == "gains"):
        _note_receiver(reading, mark, way)
    elif way and way.kind == "agents":
        _take_agent(reading, mark)
    elif verb and verb.kind in OBJECT_AFTER:
        clause.person = mark
    else:
        _take_subject(reading, mark)


def _name_better(reading: Reading, before: Mark, mark: Mark) -> None:
    if reading.general_actor == reading.words(before) and mark.kind == "departments" and not reading.named_actor:
        reading.general_actor, reading.named_actor = "", reading.words(mark)


def _note_receiver(reading: Reading, mark: Mark, way: Mark) -> None:
    words, phrase = reading.words(way).lower(), reading.text[way.start : mark.end]
    if reading.clause.subject:
        return
    if words in SERVED:
        reading.receiver = reading.receiver or phrase
        if reading.open_give is not None and reading.open_give is reading.clause.verb:
            reading.result, reading.give = False, reading.open_give
    elif words in MET:
        reading.company = reading.company or phrase


def _take_agent(reading: Reading, mark: Mark) -> None:
    """ "signed by purchasing", 由采购部签字; but nobody acts in "learn the needs of purchasing"."""
    verb = reading.clause.verb
    if verb and verb.kind in OWN_KINDS and verb.form != "ed":
        return
    _note_actor(reading, mark)
    if verb and verb.kind in OWN_KINDS:
        reading.own, reading.give, reading.result = None, None, True
    if CHINESE.match(reading.text, mark.start):
        _become_subject(reading, mark)


def _take_subject(reading: Reading, mark: Mark) -> None:
    if not (reading.named_actor or reading.general_actor):
        _note_unknown_act(reading, mark)
    _note_actor(reading, mark)
    _become_subject(reading, mark)


def _note_unknown_act(reading: Reading, mark: Mark) -> None:
    """One to three unknown characters before a client are a verb, unless a result follows: 打消客户…"""
    before = reading.text[reading.clause.start : mark.start]
    if reading.clause.verb or before in ADJECTIVES:
        return
    plain = mark.kind == "clients" or mark.form == "name"
    if (plain and UNKNOWN_VERB.fullmatch(before)) or (_is_no_subject(reading, mark) and UNKNOWN_ACT.match(before)):
        reading.unknown_act = before


def _is_no_subject(reading: Reading, mark: Mark) -> bool:
    """Who owns something (清查现场仓库的库存), or ends the sentence (恭喜新上任的厂长), does not act."""
    return not reading.text[mark.end :].strip(" 。！") or reading.text.startswith("的", mark.end)


def _note_actor(reading: Reading, mark: Mark) -> None:
    if mark.kind == "clients":
        reading.general_actor = reading.general_actor or reading.words(mark)
    else:
        reading.named_actor = reading.named_actor or reading.words(mark)


def _become_subject(reading: Reading, mark: Mark) -> None:
    clause = reading.clause
    clause.subject, clause.subject_mark, clause.verb = "client", mark, None

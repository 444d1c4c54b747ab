"""The words by which the objective checker reads English and Chinese, and how a company adds its own.

Everything the checker knows about a language stands here; the code that reads is the same for both.
A company extends a list, it never edits code:

    ours = WORDS.extended("chinese", own_acts={"路演"}, departments={"设备动力处"})
    check(draft, today=today, words=ours)

English verbs are given in their base form ("hand over"); the other forms are made from it. A word that is
caught wrongly is silenced by adding the longer phrase it stands in to `harmless` ("加强筋", "good practice").
"""

from dataclasses import dataclass, fields, replace
from typing import Literal

from kamfield.visits.rules.objective_chinese_lists import CHINESE_LISTS
from kamfield.visits.rules.objective_english_lists import ENGLISH_LISTS
from kamfield.visits.rules.objective_phrases import barred

Language = Literal["english", "chinese"]


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one language; when a phrase stands in two lists, the earlier list has it."""

    harmless: frozenset[str] = frozenset()  # hides a shorter word of another list
    minds: frozenset[str] = frozenset()  # ours: to find out; a client's: a state of mind nobody can verify
    activities: frozenset[str] = frozenset()  # interaction without a result: discuss, 交流
    own_acts: frozenset[str] = frozenset()  # what a rep does: present, 介绍
    gives: frozenset[str] = frozenset()  # either side may do it, the direction decides: send, 提供
    causes: frozenset[str] = frozenset()  # the next client is the one who acts: get … to, 让
    gains: frozenset[str] = frozenset()  # we receive what a client did: obtain, 拿到
    results: frozenset[str] = frozenset()  # acts of a client that can be verified: sign, 批准
    states: frozenset[str] = frozenset()  # a state of mind nobody can verify: understand, 认可
    evidence: frozenset[str] = frozenset()  # things that prove a result: minutes, 合同
    vague: frozenset[str] = frozenset()  # never says how much or when: soon, 尽快
    growth: frozenset[str] = frozenset()  # vague unless a number stands beside it: improve, 提高
    ours: frozenset[str] = frozenset()  # us: we, our engineer, 我司
    possessives: frozenset[str] = frozenset()  # make a following post one of ours: our, 我方
    clients: frozenset[str] = frozenset()  # the client without a name or post: they, 客户
    departments: frozenset[str] = frozenset()  # posts and departments at a client: plant manager, 采购部
    nobody: frozenset[str] = frozenset()  # a filled field that names no one: tbd, 待定
    means: frozenset[str] = frozenset()  # a way to the result, unless a client does it: 通过
    towards: frozenset[str] = frozenset()  # the person after it receives: to, 向
    agents: frozenset[str] = frozenset()  # the person after it acts: by, 由
    joins: frozenset[str] = frozenset()  # may start a clause with its own subject: and
    breaks: frozenset[str] = frozenset()  # starts a new clause: so that, 以便


@dataclass(frozen=True)
class Words:
    """One lexicon per language."""

    english: Lexicon
    chinese: Lexicon

    def extended(self, language: Language, **more: set[str] | frozenset[str]) -> "Words":
        """These words plus `more`, by list name, for one language; ValueError for an unknown list."""
        lexicon: Lexicon = getattr(self, language)
        unknown = more.keys() - {field.name for field in fields(Lexicon)}
        if unknown:
            raise ValueError(f"no such word list: {', '.join(sorted(unknown))}")
        grown = {name: getattr(lexicon, name) | frozenset(words) for name, words in more.items()}
        changed = replace(lexicon, **grown)
        return replace(self, english=changed) if language == "english" else replace(self, chinese=changed)


def _lexicon(lists: dict[str, str]) -> Lexicon:
    return Lexicon(**{name: barred(text) for name, text in lists.items()})


WORDS = Words(english=_lexicon(ENGLISH_LISTS), chinese=_lexicon(CHINESE_LISTS))

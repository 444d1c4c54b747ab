"""Reads one sentence of an objective: who acts in it, and is it the client's result, our act or mere activity.

The reading goes over the marks from left to right and remembers the subject, the last verb and the last
preposition of the clause. English and Chinese put these in the same order, so one reading serves both.
"""

import re
from dataclasses import dataclass, field

from kamfield.visits.rules import objective_chinese as zh
from kamfield.visits.rules import objective_english as en
from kamfield.visits.rules.objective_marks import CHINESE, VERBS, Mark, marks
from kamfield.visits.rules.objective_words import Words

NUMBER = re.compile(rf"{zh.NUMBER}|{en.NUMBER}|\b(?:{'|'.join(sorted(en.NUMBERS))})\b", re.IGNORECASE)
DATE = re.compile(f"{zh.DATE}|{en.DATE}", re.IGNORECASE)
OWN_KINDS = frozenset({"own_acts", "activities", "gives"})
NOT_A_SUBJECT = frozenset("a an the to will".split())


@dataclass
class Reading:
    """What a text says; the strings are the words that say it, empty when nothing does."""

    text: str
    actor_given: bool = False
    own_act: str = ""
    activity: str = ""
    state: str = ""
    vague: str = ""
    growth: str = ""
    growth_first: bool = False  # the growth word colours the result: 更好地接受
    named_actor: str = ""
    general_actor: str = ""
    ours: str = ""
    result: bool = False
    evidence: bool = False
    _subject: str = ""  # "client", "ours" or nothing
    _verb: Mark | None = None  # the last verb of the clause
    _way: str = ""  # "towards" or "agents" before a person
    _own: Mark | None = None
    _give: Mark | None = None
    _subject_mark: Mark | None = None
    _clause_start: int = field(default=0)

    @property
    def says_date(self) -> str:
        """The date in the text, or nothing."""
        found = DATE.search(self.text)
        return found.group() if found else ""

    @property
    def says_number(self) -> bool:
        """Whether a quantity stands in the text (dates and years are none)."""
        return NUMBER.search(DATE.sub(" ", self.text)) is not None


def read(text: str, words: Words, *, actor_given: bool = False) -> Reading:
    """The reading of `text`; `actor_given` says that a client's person is named beside it."""
    reading = Reading(text, actor_given=actor_given)
    found = marks(text, words)
    for position, mark in enumerate(found):
        _note_vagueness(reading, mark)
        following = found[position + 1] if position + 1 < len(found) else None
        _take(reading, mark, following)
    _conclude(reading)
    return reading


def _note_vagueness(reading: Reading, mark: Mark) -> None:
    if mark.fuzzy == "vague" and not reading.vague:
        reading.vague = _words(reading, mark)
    if mark.fuzzy == "growth" and not reading.growth:
        reading.growth, reading.growth_first = _words(reading, mark), not reading.result


def _take(reading: Reading, mark: Mark, following: Mark | None) -> None:
    match mark.kind:
        case "breaks":
            _new_clause(reading, mark)
        case "joins":
            if following and following.kind in ("clients", "departments"):
                _new_clause(reading, mark)
        case "towards" | "agents":
            reading._way = mark.kind
        case "ours" | "possessives":
            _take_us(reading, mark, following)
        case "clients" | "departments":
            _take_client(reading, mark)
        case "evidence":
            reading.evidence = True
        case "means":
            if reading._subject == "client":
                reading.result = True
        case _:
            _take_verb(reading, mark, following)


def _new_clause(reading: Reading, mark: Mark) -> None:
    reading._subject, reading._verb, reading._way = "", None, ""
    reading._clause_start = mark.end


def _take_us(reading: Reading, mark: Mark, following: Mark | None) -> None:
    if mark.kind == "possessives" and not _is_our_person(reading, mark, following):
        return
    way, reading._way = reading._way, ""
    if way == "agents":
        reading.ours, reading._own = _words(reading, mark), reading._verb or mark
    elif way == "towards" or (reading._verb and reading._verb.kind not in ("growth",)):
        reading._give = None
    elif not reading._subject:
        reading._subject, reading._subject_mark = "ours", mark
        reading.ours = _words(reading, mark)


def _is_our_person(reading: Reading, mark: Mark, following: Mark | None) -> bool:
    if following is None or following.kind != "departments":
        return False
    return len(reading.text[mark.end : following.start].split()) <= 2


def _take_client(reading: Reading, mark: Mark) -> None:
    if _is_ours(reading, mark):
        return
    way, reading._way = reading._way, ""
    verb = reading._verb.kind if reading._verb else ""
    if way == "towards":
        return
    if way == "agents" and (verb in OWN_KINDS and reading._verb and reading._verb.form != "ed"):
        return
    if way != "agents" and (verb in ("own_acts", "activities", "gives", "states", "growth")):
        return
    if verb == "results" and way != "agents":
        return
    _note_actor(reading, mark)
    if way == "agents" and verb in OWN_KINDS:
        reading._own, reading.result, reading._give = None, True, None
    if way != "agents" or CHINESE.match(reading.text, mark.start):
        reading._subject, reading._subject_mark = "client", mark
        reading._verb = None


def _is_ours(reading: Reading, mark: Mark) -> bool:
    """Whether the post just named is one of ours: "our regional manager", 我方应用工程师."""
    if mark.kind == "clients" or not reading._subject_mark or reading._subject != "ours" or reading._verb:
        return False
    between = reading.text[reading._subject_mark.end : mark.start]
    return len(between) <= 4 if CHINESE.search(reading.text) else len(between.split()) <= 2


def _note_actor(reading: Reading, mark: Mark) -> None:
    if mark.kind == "clients":
        reading.general_actor = reading.general_actor or _words(reading, mark)
    else:
        reading.named_actor = reading.named_actor or _words(reading, mark)


def _take_verb(reading: Reading, mark: Mark, following: Mark | None) -> None:
    if not reading._subject and reading._verb is None and mark.form == "s":
        _note_unknown_subject(reading, mark)
    reading._way = ""
    client = reading._subject == "client"
    match mark.kind:
        case "activities":
            reading.activity = reading.activity or _words(reading, mark)
        case "own_acts":
            _take_own(reading, mark)
        case "gives":
            _take_give(reading, mark)
        case "results":
            _take_result(reading, mark)
        case "gains":
            reading.result = reading.result or reading._subject != "client" or client
        case "causes":
            if client and mark.kind == "causes":
                reading.result = True
        case "states":
            reading.state = reading.state or _words(reading, mark)
    if mark.kind in VERBS or mark.kind == "growth":
        reading._verb = mark


def _note_unknown_subject(reading: Reading, mark: Mark) -> None:
    """A noun we do not know before a verb in the third person is a client: "The brewery puts …"."""
    before = reading.text[reading._clause_start : mark.start].strip()
    if before and before.lower() not in NOT_A_SUBJECT and not re.search(r"\bour\b", before, re.IGNORECASE):
        reading._subject = "client"
        reading.named_actor = reading.named_actor or before


def _take_own(reading: Reading, mark: Mark) -> None:
    if mark.form == "noun":
        _take_own_noun(reading, mark)
    elif reading._subject == "client" or (reading.actor_given and mark.form == "s" and not reading._subject):
        reading.result = True
    elif not reading._own:
        reading._own = mark


def _take_own_noun(reading: Reading, mark: Mark) -> None:
    """A presentation is ours, unless a client does something with it; so "give a presentation" is our act."""
    if reading._subject == "client":
        return
    if reading._verb and reading._verb.kind == "gives":
        reading.result = False
    reading._own = reading._own or mark


def _take_give(reading: Reading, mark: Mark) -> None:
    if reading._subject == "client" or (reading.actor_given and not reading._subject):
        reading.result = True
    elif not reading._give:
        reading._give = mark


def _take_result(reading: Reading, mark: Mark) -> None:
    verb = reading._verb.kind if reading._verb else ""
    if reading._subject == "ours" and verb != "causes":
        return
    if reading._subject == "client" or verb not in OWN_KINDS:
        reading.result = True


def _conclude(reading: Reading) -> None:
    """Our act counts only where no result of the client stands beside it; so does activity."""
    if reading.result:
        reading.activity = ""
        return
    act = reading._own or reading._give
    if reading._subject_mark and reading.ours and reading._subject != "client":
        reading.own_act = _from_us_on(reading)
    elif act:
        reading.own_act = _words(reading, act)


def _from_us_on(reading: Reading) -> str:
    act = reading._own or reading._give or reading._verb
    return reading.text[act.start : act.end] if act else reading.ours


def _words(reading: Reading, mark: Mark) -> str:
    return reading.text[mark.start : mark.end]

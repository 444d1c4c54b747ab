"""Reads one text of an objective: is it the client's result, our own act or mere activity.

The reading goes over the marks from left to right and remembers the subject, the last verb and the last
preposition of the clause. English and Chinese put these in the same order, so one reading serves both.
A result of the client outweighs everything beside it: "Present the study so that Prof. Adler signs" is fine.
"""

import re

from kamfield.visits.rules.objective_marks import VERBS, Mark, marks
from kamfield.visits.rules.objective_people import take_client, take_us
from kamfield.visits.rules.objective_phrases import spaced
from kamfield.visits.rules.objective_reading import Clause, Reading
from kamfield.visits.rules.objective_verbs import take_verb
from kamfield.visits.rules.objective_words import Words

IMPERATIVE = re.compile(
    r"\s*(?:to )?([a-z]{3,})(?: and [a-z-]{3,})?(?: (?:out|up|off|down|around|through|over|away|back))? "
    r"(?:the|an?|our|my|their|his|her|its|all|some|every|each|mr|ms|mrs|dr|prof)\b",
    re.IGNORECASE,
)
WITH = re.compile(r"\bwith (?:the|our|their|a|an|mr|ms|mrs|dr|prof)\b \w+", re.IGNORECASE)
SAID = re.compile("[\u4e00-\u9fff]{2,12}")
WHY = re.compile(r"\b(?:why|how|that|what)\b|为什么|为何|怎么|如何|哪", re.IGNORECASE)
DEALT_WITH = re.compile("(?:与|和|跟|同)[\u4e00-\u9fff]{2,8}")  # 与厂区采购谈价: whoever it is, we deal with them
COMPANY = frozenset(spaced("陪 陪同 邀请 邀约 invite accompany"))
NO_VERB = frozenset(
    spaced(
        """
    all both each every for from not only some the these this those what when with within
    after before and but into over under per via one two three four five six seven eight nine
    ten once
    """
    )
)


def read(text: str, words: Words, *, actor_given: bool = False) -> Reading:
    """The reading of `text`; `actor_given` says that a person of the client is named beside it."""
    reading = Reading(text, Clause(), actor_given)
    found = marks(text, words)
    _note_imperative(reading, found)
    for position, mark in enumerate(found):
        if not _is_what_they_know(reading, mark):
            _note_vagueness(reading, mark)
        _take(reading, mark, found[position + 1] if position + 1 < len(found) else None)
    _conclude(reading)
    return reading


def _note_imperative(reading: Reading, found: tuple[Mark, ...]) -> None:
    """An unknown word before an article at the beginning is taken for a verb: "Reassure the buyer"."""
    start = IMPERATIVE.match(reading.text)
    if start is None or start.group(1).lower() in NO_VERB:
        return
    if found and found[0].start < start.end(1) and found[0].kind != "towards":
        return
    if reading.actor_given and not (found and found[0].kind in ("clients", "departments")):
        return
    reading.guessed = True
    reading.own = reading.clause.verb = Mark("own_acts", "base", "", start.start(1), start.end(1))


def _is_what_they_know(reading: Reading, mark: Mark) -> bool:
    """ "knows why ours is better", 懂得为什么更耐用: the word belongs to what is known."""
    verb = reading.clause.verb
    return bool(verb and verb.kind == "states" and WHY.search(reading.text, verb.end, mark.start))


def _note_vagueness(reading: Reading, mark: Mark) -> None:
    if mark.fuzzy == "vague" and not reading.vague:
        reading.vague = reading.words(mark)
    if mark.fuzzy == "growth" and not reading.growth:
        reading.growth, reading.growth_first = reading.words(mark), not reading.result


def _take(reading: Reading, mark: Mark, following: Mark | None) -> None:
    match mark.kind:
        case "breaks":
            reading.clause = Clause(start=mark.end)
        case "joins":
            if following and following.kind in ("clients", "departments"):
                reading.clause = Clause(start=mark.end)
        case "towards" | "agents":
            reading.clause.way = mark
        case "ours" | "possessives":
            take_us(reading, mark, following)
        case "clients" | "departments":
            take_client(reading, mark)
        case "evidence":
            reading.evidence = True
        case "means":
            reading.result = reading.result or reading.clause.subject == "client"
        case _:
            take_verb(reading, mark)
    if mark.kind in VERBS or (mark.kind in ("growth", "vague") and not reading.clause.verb):
        reading.clause.verb = mark if mark.kind != "vague" else None


def _conclude(reading: Reading) -> None:
    """Our act counts only where no result of the client stands beside it; so does activity."""
    _conclude_from_cause(reading)
    if reading.result:
        reading.activity = ""
        if reading.company and not (reading.named_actor or reading.general_actor or reading.own or reading.give):
            reading.named_actor = reading.company  # 与法务部达成一致: who agrees with us acts
        return
    if reading.activity and reading.own and reading.words(reading.own).lower() in COMPANY:
        reading.own = None  # 陪主任吃饭: what is done in company is what counts, not who invited
    act = reading.own or reading.give
    if not (act or reading.activity) and (met := DEALT_WITH.match(reading.text)):
        reading.activity = met.group()
    if reading.guessed and not reading.company and (met := WITH.search(reading.text)):
        reading.company = met.group()
    if reading.guessed and reading.company:
        reading.activity, act = reading.activity or reading.company, None
    if reading.ours:
        reading.own_act = reading.words(act or reading.clause.verb or _nowhere()) or reading.ours
    elif act:
        reading.own_act = reading.words(act)
    elif not reading.activity:
        _conclude_from_prepositions(reading)
        _conclude_from_silence(reading)


def _conclude_from_cause(reading: Reading) -> None:
    """ "Ensure a smooth installation": nobody at the client is made to act, so it is we who do."""
    if reading.cause is None:
        return
    if reading.activity and reading.words(reading.cause) == "请" and not reading.own:
        reading.named_actor, reading.general_actor = "", ""  # 请主任吃饭: who is invited does not act
    elif not (reading.activity or reading.actor_given or reading.gained or _names_somebody(reading)):
        reading.result, reading.own = False, reading.cause
    elif _is_made_to_do_nothing(reading):
        reading.own, reading.named_actor, reading.general_actor = reading.cause, "", ""


def _is_made_to_do_nothing(reading: Reading) -> bool:
    """ "Convince the head of production", 说服生产部长: of what, is not said."""
    clause, cause = reading.clause, reading.cause
    if reading.result or reading.gained or reading.activity or reading.state or reading.growth or reading.evidence:
        return False
    made = clause.subject_mark if clause.subject == "client" and clause.verb is None else None
    return made is not None and cause is not None and made.start > cause.start


def _names_somebody(reading: Reading) -> bool:
    return bool(
        reading.evidence or reading.named_actor or reading.general_actor or reading.clause.person or reading.receiver
    )


def _conclude_from_prepositions(reading: Reading) -> None:
    """Without a verb we know: who is served ("to the buyer") or met ("with the buyer") does not act."""
    if reading.unknown_act:
        reading.own_act, reading.named_actor, reading.general_actor = reading.unknown_act, "", ""
    elif reading.receiver and not (reading.growth or reading.evidence):
        reading.own_act = reading.receiver
    elif reading.company and not (reading.growth or reading.evidence):
        reading.activity = reading.company


def _conclude_from_silence(reading: Reading) -> None:
    """Chinese leaves out who speaks: without a client and with no word we know, it is the speaker who acts."""
    if reading.own_act or reading.activity or reading.actor_given or _says_something(reading):
        return
    if start := SAID.match(reading.text.strip()):
        reading.unsaid_act = start.group()


def _says_something(reading: Reading) -> bool:
    return bool(reading.state or reading.growth or reading.vague or reading.gained or _names_somebody(reading))


def _nowhere() -> Mark:
    return Mark("", "", "", 0, 0)

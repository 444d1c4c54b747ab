"""Tells of each verb in a text whose act it is."""

import re

from kamfield.visits.rules.objective_english_lists import ENGLISH_LISTS
from kamfield.visits.rules.objective_marks import CHINESE, Mark
from kamfield.visits.rules.objective_people import OWN_KINDS
from kamfield.visits.rules.objective_phrases import barred, spaced
from kamfield.visits.rules.objective_reading import Reading

OUR = re.compile(r"\b(?:our|my)\b", re.IGNORECASE)
THING = re.compile(
    r"gets? (?:written |access|feedback|confirmation|consent|permission|clearance|budget)", re.IGNORECASE
)
MODAL = re.compile(r"(.*\w)(?<! is)(?<! was) (?:will|would|shall|must|to|agrees to)", re.IGNORECASE)
OWNED = re.compile(r"\b(?:our|my|their|of) $", re.IGNORECASE)
DENIED = re.compile(r"(?:没有|从未|尚未|并未|并不|\b(?:not|never)|n't) ?$", re.IGNORECASE)
NOTHING = re.compile(r"(?: \w+){0,2} nothing\b", re.IGNORECASE)
IMPERATIVE_GIVE = re.compile(r"[A-Za-z]+ (?:the|an?|our|some|all) ", re.IGNORECASE)
TO_US = re.compile(r"\b(?:us|me)\b", re.IGNORECASE)
OURS_AND_NOTHING_ELSE = re.compile("(?:(?:我们|咱们|我)的|(?:我方|我司|我公司|本公司)的?)[^并且就后再而和]*")
NOBODY = barred(ENGLISH_LISTS["nobody"])
ARTICLES = frozenset(spaced("a an the to will"))


def take_verb(reading: Reading, mark: Mark) -> None:
    """The next verb; what it means depends on the subject, its form and the verb before it."""
    clause = reading.clause
    if not clause.subject and clause.verb is None and mark.form in ("s", "base"):
        _note_unknown_subject(reading, mark)
    way, clause.way = clause.way, None
    if way and way.kind == "towards" and way.end == mark.start:
        return  # a noun after a Chinese preposition: 对交付…
    match mark.kind:
        case "activities":
            _take_activity(reading, mark, way)
        case "minds":
            _take_mind(reading, mark)
        case "own_acts":
            _take_own(reading, mark)
        case "gives":
            _take_give(reading, mark)
        case "results":
            _take_result(reading, mark, way)
        case "gains":
            reading.gained, reading.result = not reading.result, True
        case "causes":
            reading.result = reading.result or clause.subject == "client" or _is_gain(reading, mark)
            reading.cause = reading.cause or mark
        case "states":
            _take_state(reading, mark)


def _take_activity(reading: Reading, mark: Mark, way: Mark | None) -> None:
    """Not where it is what somebody likes, nor a place: "presents our study at the meeting"."""
    verb, at = reading.clause.verb, reading.words(way).lower() if way else ""
    if reading.clause.subject == "client" and verb and (verb.kind == "states" or at in {"at", "in"}):
        return
    reading.activity = reading.activity or reading.words(mark)


def _is_gain(reading: Reading, mark: Mark) -> bool:
    """ "get access", "get written consent": what follows "get" is a thing."""
    return bool(THING.match(reading.text, mark.start))


def _note_unknown_subject(reading: Reading, mark: Mark) -> None:
    """A noun we do not know before "puts" or "will put" is a client: "The brewery puts …"."""
    before = reading.text[reading.clause.start : mark.start].strip()
    if mark.form == "base":
        modal = MODAL.fullmatch(before)
        before = modal.group(1) if modal else ""
    if before.lower() in ARTICLES | NOBODY or before.lower() == reading.vague.lower():
        return  # "Attempt to get …", "Somebody signs …": who does is not said
    if before and not OUR.search(before):
        reading.clause.subject = "client"
        reading.named_actor = reading.named_actor or before


def _take_mind(reading: Reading, mark: Mark) -> None:
    """To find out is our act; that a client understands or knows is a state of mind."""
    if _is_theirs(reading, mark):
        _take_state(reading, mark)
    else:
        reading.own = reading.own or mark


def _is_theirs(reading: Reading, mark: Mark) -> bool:
    """Whether a client is the subject: of the text, or by the field and the form of the verb ("hands over")."""
    clause = reading.clause
    return clause.subject == "client" or (reading.actor_given and mark.form == "s" and not clause.subject)


def _take_own(reading: Reading, mark: Mark) -> None:
    if mark.form == "noun":
        _take_own_noun(reading, mark)
    elif _is_theirs(reading, mark):
        reading.result = True
    else:
        _take_back_a_gift(reading)
        reading.own = reading.own or mark


def _take_back_a_gift(reading: Reading) -> None:
    """准备投标文件: what is prepared is an act of ours, so preparing it is ours too."""
    if reading.open_give is not None and reading.open_give is reading.clause.verb:
        reading.result, reading.give = False, reading.open_give


def _take_own_noun(reading: Reading, mark: Mark) -> None:
    """A presentation is ours, unless a client does something with it; so "give a presentation" is our act."""
    verb = reading.clause.verb
    if reading.clause.subject == "client" or reading.evidence or OWNED.search(reading.text, 0, mark.start):
        return
    if verb and verb.kind == "gives":
        reading.result = False
    reading.own = reading.own or mark


def _take_give(reading: Reading, mark: Mark) -> None:
    clause = reading.clause
    if clause.verb and clause.verb.kind == "states" and clause.subject == "client":
        return  # a noun: 信任我们的交付能力
    if _is_order_to_oneself(reading, mark):
        reading.give = reading.give or mark
    elif clause.subject == "client" or (
        reading.actor_given and not (clause.subject or reading.receiver or reading.give)
    ):
        reading.open_give = mark if clause.subject != "client" and mark.form in {"base", "ed"} else None
        reading.result = True
    else:
        reading.give = reading.give or mark


def _is_order_to_oneself(reading: Reading, mark: Mark) -> bool:
    """ "Deliver the samples", unless it goes to us."""
    begins = mark.form == "base" and mark.start == 0 and IMPERATIVE_GIVE.match(reading.text)
    return bool(begins) and not TO_US.search(reading.text)


def _take_result(reading: Reading, mark: Mark, way: Mark | None) -> None:
    clause = reading.clause
    if _is_denied(reading, mark) or _is_what_we_gave(reading, mark) or _is_only_thought_of(reading, mark):
        return
    if _asked_of(reading, way):
        reading.gained, reading.result = False, True
    elif clause.subject == "ours" and not (clause.verb and clause.verb.kind == "causes"):
        return
    elif clause.subject == "client" or not (clause.verb and clause.verb.kind in OWN_KINDS):
        reading.gained, reading.result = False, True


def _is_denied(reading: Reading, mark: Mark) -> bool:
    """ "commits to nothing", 没有承诺: what is not done is no result."""
    return bool(DENIED.search(reading.text, 0, mark.start) or NOTHING.match(reading.text, mark.end))


def _is_what_we_gave(reading: Reading, mark: Mark) -> bool:
    """信任我们的交货承诺: after a state of mind and "our" comes a thing of ours, not an act of theirs."""
    verb = reading.clause.verb
    between = reading.text[verb.end : mark.start] if verb and verb.kind == "states" else ""
    return OURS_AND_NOTHING_ELSE.fullmatch(between) is not None


def _is_only_thought_of(reading: Reading, mark: Mark) -> bool:
    """ "considers switching", 考虑改用: what they have in mind is not done."""
    verb = reading.clause.verb
    if verb is None or verb.kind != "states":
        return False
    return mark.form == "ing" or (verb.end == mark.start and CHINESE.match(reading.text, mark.start) is not None)


def _asked_of(reading: Reading, way: Mark | None) -> bool:
    """Whether a client was asked, pushed or invited to do it: "nudge the buyer to sign"."""
    person = reading.clause.person
    if not (person and way and reading.words(way) == "to" and way.start == person.end + 1):
        return False
    reading.named_actor = reading.named_actor or reading.words(person)
    return True


def _take_state(reading: Reading, mark: Mark) -> None:
    """A state of mind; to gain one is no result: "win the customer's confidence"."""
    reading.state = reading.state or reading.words(mark)
    verb = reading.clause.verb
    if reading.gained or (verb and verb.kind == "causes" and reading.clause.subject == "client"):
        reading.result = False

"""The objective checker: says in which ways an objective of a visit is weak, with a stable code each.

It reads English and Chinese by rules and word lists (`objective_words`), told apart by their script. It is
pure: it needs no database, no clock and no model, and gives the same findings for the same draft.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kamfield.core.amounts import amount_text
from kamfield.visits.rules.objective_findings import WORDINGS, Severity
from kamfield.visits.rules.objective_grammar import read
from kamfield.visits.rules.objective_reading import Reading
from kamfield.visits.rules.objective_words import WORDS, Words

Kind = Literal["advance_sale", "strengthen_relationship"]
NOTHING = frozenset({"", "-", "–", "—", "none", "no", "n/a", "无", "没有", "暂无", "。", "."})


@dataclass(frozen=True)
class Draft:
    """An objective as a rep writes it; every field but the kind may be missing.

    `client_actor` is a name, a post or the id of a contact. The measure is `target` with `unit`, or `event`.
    """

    kind: Kind
    client_action: str
    due_on: date | None = None
    client_actor: str | None = None
    target: Decimal | None = None
    unit: str | None = None
    event: str | None = None
    fallback: str | None = None


@dataclass(frozen=True)
class Finding:
    """One weakness: `code` for programs, the sentences (English, to be translated) for people.

    `field` is the draft's field it is about, `excerpt` the words that caused it or nothing.
    """

    code: str
    severity: Severity
    field: str
    excerpt: str = ""

    @property
    def explanation(self) -> str:
        """Why it is weak, with `%(excerpt)s` to be filled in after translation."""
        return WORDINGS[self.code].explanation

    @property
    def suggestion(self) -> str:
        """How to mend it."""
        return WORDINGS[self.code].suggestion


def check(objective: Draft, *, today: date, words: Words = WORDS) -> tuple[Finding, ...]:
    """All findings about `objective`, the gravest first; `today` is the day in the rep's time zone."""
    actor = (objective.client_actor or "").strip()
    action = read(objective.client_action, words, actor_given=bool(actor))
    event = read(objective.event or "", words)
    found = [
        *_about_the_act(objective, action, event),
        *_about_the_measure(objective, action, event),
        *_about_the_actor(actor, action, words),
        *_about_the_date(objective, action, event, today),
        *_about_vagueness(objective, action, event),
        *_about_the_fallback(objective),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity == "hint"))


def is_weak(findings: tuple[Finding, ...]) -> bool:
    """Whether one of the findings is more than a hint; the policy says what follows."""
    return any(finding.severity == "weak" for finding in findings)


def _found(code: str, field: str, excerpt: str = "", severity: Severity | None = None) -> Finding:
    return Finding(code, severity or WORDINGS[code].severity, field, excerpt)


def _is_nothing(text: str | None) -> bool:
    return (text or "").strip().lower() in NOTHING


def _about_the_act(objective: Draft, action: Reading, event: Reading) -> list[Finding]:
    if _is_nothing(objective.client_action):
        return [_found("no-client-action", "client_action")]
    found = []
    if act := action.own_act or action.unsaid_act:
        found.append(_found("own-act", "client_action", act))
    for field, reading in (("client_action", action), ("event", event)):
        if reading.activity and not (field == "event" and (reading.evidence or found)):
            found.append(_found("activity", field, reading.activity))
            break
    return found


def _about_the_measure(objective: Draft, action: Reading, event: Reading) -> list[Finding]:
    if _is_nothing(objective.client_action) or _has_number(objective) or _is_verifiable_event(event):
        return []
    if _measures_itself(action):
        return []
    if objective.target is not None:
        return [_found("not-measurable", "unit", amount_text(objective.target))]
    if event.text:
        return [_found("not-measurable", "event", event.state or event.growth)]
    return [_found("not-measurable", "client_action", action.state)]


def _has_number(objective: Draft) -> bool:
    return objective.target is not None and not _is_nothing(objective.unit)


def _is_verifiable_event(event: Reading) -> bool:
    if _is_nothing(event.text):
        return False
    proof = event.evidence or event.result or event.says_number
    return proof or not (event.state or event.growth or event.vague or event.own_act)


def _measures_itself(action: Reading) -> bool:
    """Whether the client's act is one that anybody can verify without a further measure."""
    if action.own_act or action.unsaid_act or action.activity or (action.state and not action.result):
        return False
    if action.says_number or (action.result and not action.growth_first):
        return True
    acts = action.evidence or bool(action.named_actor or action.general_actor)
    return acts and not (action.growth or action.vague)


def _about_the_actor(actor: str, action: Reading, words: Words) -> list[Finding]:
    if not actor:
        return _about_the_actor_in_text(action)
    if actor.lower() in words.english.nobody or actor in words.chinese.nobody:
        return [_found("no-client-actor", "client_actor", actor)]
    field = read(actor, words)
    if field.ours:
        return [_found("no-client-actor", "client_actor", actor)]
    if field.general_actor == actor:
        return [_found("client-actor-general", "client_actor", actor)]
    return []


def _about_the_actor_in_text(action: Reading) -> list[Finding]:
    if action.named_actor:
        return []
    if action.general_actor:
        return [_found("client-actor-general", "client_action", action.general_actor)]
    return [_found("no-client-actor", "client_actor")]


def _about_the_date(objective: Draft, action: Reading, event: Reading, today: date) -> list[Finding]:
    if objective.due_on is None:
        text = action.says_date or event.says_date
        return [_found("date-in-text-only", "due_on", text) if text else _found("no-date", "due_on")]
    if objective.due_on < today:
        return [_found("date-past", "due_on", objective.due_on.isoformat())]
    return []


def _about_vagueness(objective: Draft, action: Reading, event: Reading) -> list[Finding]:
    """A vague word; beside a number and a day it is a matter of style."""
    style: Severity = "hint" if _has_number(objective) and objective.due_on else "weak"
    for field, reading in (("client_action", action), ("event", event)):
        if reading.vague:
            return [_found("vague-words", field, reading.vague, style)]
        if reading.growth and not (_has_number(objective) or reading.says_number):
            return [_found("vague-words", field, reading.growth)]
    return []


def _about_the_fallback(objective: Draft) -> list[Finding]:
    return [_found("no-fallback", "fallback")] if _is_nothing(objective.fallback) else []

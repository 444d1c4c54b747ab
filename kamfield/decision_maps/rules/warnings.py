"""What a decision map warns of: stable codes, each with its sentence and the person it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kamfield.core.texts import N_
from kamfield.decision_maps.rules.codes import DECIDERS, FOR_US, BuyingRole, Support
from kamfield.decision_maps.rules.people import DecisionMap, Person, ids_of

FEWEST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning; `params` fill the sentence of its code in. Without a contact it is about the map as a whole."""

    code: str
    contact_id: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The English sentence, to be translated and filled in."""
        return SENTENCES[self.code]


SENTENCES: dict[str, str] = {
    "nobody-on-the-map": N_("Nobody stands on the map yet."),
    "no-approver": N_("Nobody on the map gives the last approval. Find out who does."),
    "approver-never-met": N_("%(name)s gives the last approval, and none of us ever met them."),
    "no-supporter-among-deciders": N_("None of those who decide is for us."),
    "one-contact-only": N_("Only one person at the client knows us. When they leave, we begin anew."),
    "nobody-known": N_("None of us ever met anybody on the map."),
    "opponent-with-influence": N_("%(name)s is against us, and those who decide listen to them."),
    "left": N_("%(name)s left the client and still stands on the map."),
    "outdated": N_("What we know of %(name)s is %(days)s days old."),
}


def warnings(found: DecisionMap, today: date, fresh_days: int) -> list[Warned]:
    """Everything to be said about a map, the gravest first. Assessments grow old after `fresh_days`."""
    if not found.people:
        return [Warned("nobody-on-the-map")]
    there = tuple(person for person in found.people if person.is_active)
    return [
        *_about_approvers(there),
        *_about_deciders(found, there),
        *_about_breadth(there),
        *(Warned("left", person.id, {"name": person.name}) for person in found.people if not person.is_active),
        *_about_age(there, today, fresh_days),
    ]


def _about_approvers(there: tuple[Person, ...]) -> Iterator[Warned]:
    approvers = [person for person in there if person.role == BuyingRole.APPROVER]
    if not approvers:
        yield Warned("no-approver")
    for person in approvers:
        if person.is_stranger:
            yield Warned("approver-never-met", person.id, {"name": person.name})


def _about_deciders(found: DecisionMap, there: tuple[Person, ...]) -> Iterator[Warned]:
    deciders = [person for person in there if person.role in DECIDERS]
    if deciders and not any(person.support in FOR_US for person in deciders):
        yield Warned("no-supporter-among-deciders")
    for person in there:
        if person.support == Support.OPPONENT and _is_heard(found, person, ids_of(deciders)):
            yield Warned("opponent-with-influence", person.id, {"name": person.name})


def _is_heard(found: DecisionMap, person: Person, decider_ids: set[str]) -> bool:
    return person.id in decider_ids or not decider_ids.isdisjoint(found.listeners(person.id))


def _about_breadth(there: tuple[Person, ...]) -> Iterator[Warned]:
    known = [person for person in there if not person.is_stranger]
    if not known:
        yield Warned("nobody-known")
    elif len(known) < FEWEST_KNOWN:
        yield Warned("one-contact-only", known[0].id)


def _about_age(there: tuple[Person, ...], today: date, fresh_days: int) -> Iterator[Warned]:
    for person in there:
        age = (today - person.assessed_on).days if person.assessed_on else 0
        if age > fresh_days:
            yield Warned("outdated", person.id, {"name": person.name, "days": age})

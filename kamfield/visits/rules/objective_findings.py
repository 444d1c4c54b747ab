"""What the objective checker can find: the stable codes, how grave each is, and the sentences about it."""

from dataclasses import dataclass
from typing import Literal

from kamfield.core.texts import N_

Severity = Literal["weak", "hint"]


@dataclass(frozen=True)
class Wording:
    """The English sentences of a finding, translatable; `%(excerpt)s` stands for the words found."""

    severity: Severity
    explanation: str
    suggestion: str


WORDINGS = {
    "no-client-action": Wording(
        "weak",
        N_("The objective does not say what the client will do."),
        N_('Begin with the client: "Mr Li signs the trial order for 40 seals."'),
    ),
    "own-act": Wording(
        "weak",
        N_('"%(excerpt)s" is what you do, not what the client does.'),
        N_("Say what the client does because of it: signs, tests, names a date, hands over a document."),
    ),
    "activity": Wording(
        "weak",
        N_('"%(excerpt)s" is an activity, not a result.'),
        N_("Say what will be decided, agreed or handed over by the client when it has been done."),
    ),
    "not-measurable": Wording(
        "weak",
        N_("Nobody can tell afterwards whether this was achieved."),
        N_("Give a number with unit and target, or an event to verify: order, signature, written date."),
    ),
    "no-client-actor": Wording(
        "weak",
        N_("Nobody at the client is named who will do it."),
        N_("Name the person, or at least the department, who acts."),
    ),
    "client-actor-general": Wording(
        "hint",
        N_('"%(excerpt)s" names nobody in particular.'),
        N_("Name the person at the client who acts; a company does not sign, a person does."),
    ),
    "no-date": Wording(
        "weak",
        N_("The objective has no date."),
        N_("Say by which day the client will have done it."),
    ),
    "date-in-text-only": Wording(
        "hint",
        N_('The date "%(excerpt)s" stands in the text only.'),
        N_("Put it into the date field too, so that you can be reminded of it."),
    ),
    "date-past": Wording(
        "weak",
        N_("The date %(excerpt)s has already passed."),
        N_("Choose a day that is still to come."),
    ),
    "vague-words": Wording(
        "weak",
        N_('"%(excerpt)s" says neither how much nor when.'),
        N_("Replace it by a number or a day."),
    ),
    "no-fallback": Wording(
        "hint",
        N_("There is no fall-back commitment."),
        N_("Decide which smaller step you will ask for if the client does not go this far."),
    ),
}

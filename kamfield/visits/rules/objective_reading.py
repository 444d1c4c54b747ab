"""What the objective checker understood of a text: who acts in it, and whose act it is."""

import re
from dataclasses import dataclass

from kamfield.visits.rules import objective_chinese as zh
from kamfield.visits.rules import objective_english as en
from kamfield.visits.rules.objective_marks import Mark

NUMBER = re.compile(rf"{zh.NUMBER}|{en.NUMBER}|\b(?:{'|'.join(sorted(en.NUMBERS))})\b", re.IGNORECASE)
DATE = re.compile(f"{zh.DATE}|{en.DATE}", re.IGNORECASE)


@dataclass
class Clause:
    """What is known of the clause that is being read, from its start to here."""

    start: int = 0
    subject: str = ""  # "client", "ours" or nothing
    subject_mark: Mark | None = None
    verb: Mark | None = None  # the last verb
    way: Mark | None = None  # the preposition that waits for a person
    person: Mark | None = None  # the last client who is not the subject


@dataclass
class Reading:
    """What a text says; the strings are the words that say it, empty when nothing does."""

    text: str
    clause: Clause
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
    gained: bool = False  # the result is something we gain: an order, but not confidence
    evidence: bool = False
    own: Mark | None = None  # an act of ours, if no client's result follows
    give: Mark | None = None  # likewise, if it does not go to us
    open_give: Mark | None = None  # ours after all, if a client turns out to receive it: "Samples delivered to …"
    cause: Mark | None = None  # "ensure": ours, if nobody at the client is made to act
    receiver: str = ""  # "to the buyer", 向客户: somebody is served
    company: str = ""  # "with the buyer", 与客户: somebody is met
    last_client: Mark | None = None
    guessed: bool = False  # `own` is an unknown word in the place of a verb: "Reassure the buyer"
    unknown_act: str = ""  # an unknown verb before a client: 打消客户…

    unsaid_act: str = ""  # nobody acts by any word we know: of an objective that is the rep, of an event nobody

    def words(self, mark: Mark) -> str:
        """The words of the text at `mark`."""
        return self.text[mark.start : mark.end]

    @property
    def says_date(self) -> str:
        """The date in the text, or nothing."""
        found = DATE.search(self.text)
        return found.group() if found else ""

    @property
    def says_number(self) -> bool:
        """Whether a quantity stands in the text (dates and years are none)."""
        return NUMBER.search(DATE.sub(" ", self.text)) is not None

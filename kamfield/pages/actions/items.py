"""Says what stands on a to-do list, and what its rep can say of it here."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from kamfield.core.texts import N_
from kamfield.pages.rules.voice import Voice
from kamfield.pages.rules.week import Item
from kamfield.todos.rules import BECAUSE_LABELS, BEGUN_ANEW, ENDS_AT, LABELS, MOVES, Because, Source, State

CARRIED = N_("carried %(times)s times")
OF_ONES_OWN = frozenset({"complete", "carry", "drop"})


@dataclass(frozen=True, slots=True)
class ItemVoice:
    """Items in the reader's language. Without `may_end` those of the list are only to be looked at.

    Without `helps` so are those that colleagues have for the reader.
    """

    say: Voice
    may_end: bool
    helps: bool

    def own(self, one: SimpleNamespace) -> Item:
        """An open item of the list."""
        how = ENDS_AT.get(one.source_kind)
        is_asked_anew = one.source_kind in BEGUN_ANEW
        return Item(
            one.id,
            one.version,
            one.title,
            self._due(one),
            client=_client(one),
            is_late=one.overdue,
            note=self.say(CARRIED, times=one.times_carried) if one.flagged else "",
            how=self.say(how[1]) if how else "",
            is_asked_anew=is_asked_anew,
            verbs=self._verbs(is_asked_anew) if not how else frozenset(),
        )

    def for_another(self, one: SimpleNamespace) -> Item:
        """What a colleague has for the reader to do."""
        verbs = frozenset({"complete"} if self.helps else ())
        return Item(one.id, one.version, one.title, self._due(one), is_late=one.overdue, note=one.rep_name, verbs=verbs)

    def ended(self, one: Any) -> Item:
        """What has its end, how, and why."""
        state = State(one.state)
        why = self.say(BECAUSE_LABELS[Because(one.reason)]) if one.reason in set(Because) else one.reason
        again = self.may_end and "todo.reopen" in MOVES[state] and Source(one.source_kind) not in ENDS_AT
        note = ": ".join(part for part in (self.say(LABELS[state]), why) if part)
        verbs = frozenset({"reopen"} if again else ())
        return Item(one.id, one.version, one.title, client=_client(one), note=note, verbs=verbs)

    def _verbs(self, is_asked_anew: bool) -> frozenset[str]:
        if not self.may_end:
            return frozenset()
        return OF_ONES_OWN - {"carry"} if is_asked_anew else OF_ONES_OWN

    def _due(self, one: SimpleNamespace) -> str:
        return self.say.day(one.due_on) if one.due_on else ""


def _client(one: Any) -> str:
    """Whom it is about, unless the title says it."""
    return one.account_name if one.account_name and one.account_name not in one.title else ""

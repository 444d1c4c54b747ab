"""Reads what somebody wrote by hand, in JSON or YAML, and collects every fault instead of stopping at the first."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from kamfield.core.errors import Fault
from kamfield.core.texts import N_

MOST_ENTRIES = 2000  # of one list or one object


class Reader:
    """What was wrong so far is in `faults`."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, pointer: str, code: str, text: str, **params: Any) -> None:
        """One more thing that is wrong."""
        self.faults.append(Fault(code=code, text=text, pointer=pointer, params=params))

    def known(self, given: Mapping[str, Any], names: Collection[str], pointer: str) -> None:
        """Each name that is not one of `names` is a fault."""
        for name in given.keys() - names:
            self.fault(f"{pointer}/{escaped(name)}", "unknown-field", N_("There is no such field."))

    def text(self, given: Any, pointer: str, most: int = 200) -> str:
        """A text of at most `most` characters."""
        if isinstance(given, int | float) and not isinstance(given, bool):
            given = str(given)  # YAML reads -999 as a number; what is meant is the cell's text
        if isinstance(given, str) and len(given) <= most:
            return given
        self.fault(pointer, "not-a-text", N_("This must be a text."))
        return ""

    def texts(self, given: Any, pointer: str) -> tuple[str, ...]:
        """A list of texts."""
        if not isinstance(given, list) or len(given) > MOST_ENTRIES:
            self.fault(pointer, "not-a-list", N_("This must be a list."))
            return ()
        return tuple(self.text(one, f"{pointer}/{at}") for at, one in enumerate(given))

    def choice(self, given: Any, choices: Iterable[str], pointer: str) -> Any:
        """One of the choices, the first of them where it is none."""
        choices = list(choices)
        if given in choices:
            return given
        self.fault(pointer, "not-a-choice", N_("This must be one of: %(choices)s."), choices=", ".join(choices))
        return choices[0]

    def table(self, given: Any, pointer: str) -> dict[str, Any]:
        """An object."""
        if isinstance(given, dict) and len(given) <= MOST_ENTRIES and all(isinstance(key, str) for key in given):
            return given
        self.fault(pointer, "not-an-object", N_("This must be an object."))
        return {}

    def flag(self, given: Any, pointer: str) -> bool:
        """True or false."""
        if not isinstance(given, bool):
            self.fault(pointer, "not-a-boolean", N_("This must be true or false."))
        return given is True


def escaped(name: Any) -> str:
    """A name as a part of a JSON pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")

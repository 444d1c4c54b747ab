"""One of everything, li's: what the stranger tests try to reach.

A new path parameter needs a line in `BUILDERS`: how to make a thing of li's, from whatever it hangs on
(`things["account_id"]` is an account of li's, made when first asked for). A list that shows li nothing needs a line
in `FURNISHINGS`, with what makes it non-empty.
"""

from collections.abc import Callable

import pytest

from kamfield.accounts import actions as accounts
from kamfield.core.work import Work
from tests.cast import Cast


class Things(dict[str, str]):
    """Ids by path parameter, made when first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, parameter: str) -> str:
        builder = BUILDERS.get(parameter)
        if builder is None:
            pytest.fail(
                f"An address has <{parameter}>, and nobody says how to make such a thing of li's: "
                f"add a builder for it to BUILDERS in tests/house/things.py."
            )
        self[parameter] = builder(self)
        self.work.db.flush()
        return self[parameter]

    def of(self, parameters: tuple[str, ...]) -> dict[str, str]:
        """The ids that an address needs."""
        return {parameter: self[parameter] for parameter in parameters}

    def all(self) -> "Things":
        """Everything that can be made."""
        for parameter in BUILDERS:
            self[parameter]
        for furnish in FURNISHINGS:
            furnish(self)
        self.work.db.flush()
        return self


def an_account(things: Things) -> str:
    return accounts.add(things.work, name="Strangers must not see this", code="LI-1", lead_id=Cast.li.id).id


BUILDERS: dict[str, Callable[[Things], str]] = {
    # users
    "user_id": lambda _: Cast.li.id,
    "session_id": lambda _: Cast.li.session_id,
    # accounts
    "account_id": an_account,
}

FURNISHINGS: tuple[Callable[[Things], object], ...] = ()

EMPTY_FOR_EVERYBODY: dict[str, str] = {}
"""Lists that are rightly empty for li, mei and ada in a new house (`"GET /api/v1/…": why`)."""

SHARED: dict[str, str] = {}
"""Addresses with an id that the whole company may reach (`"GET /api/v1/…": why`)."""

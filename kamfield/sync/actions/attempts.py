"""Asks the routes for what a phone wrote, each time as a whole or not at all, and keeps what they refuse."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError

from kamfield.core.db import as_problem, is_worth_another_try
from kamfield.core.errors import NotFound, Problem
from kamfield.core.journal import attempt
from kamfield.core.work import Work
from kamfield.sync.actions.before import as_before
from kamfield.sync.actions.issues import note
from kamfield.sync.actions.rows import Pushed
from kamfield.sync.rules.replays import Call, named, shaped

# Asks a route: work, operation, what the row says, the id of the row, and which columns may go into the body. It names
# the fields that the route took; None when there was nothing to ask.
Ask = Callable[[Work, str, Mapping[str, Any], str, Collection[str] | None], Collection[str] | None]


@dataclass
class Attempts:
    """Those of one push: `written` acts succeeded, `noted` issues were kept."""

    work: Work
    cursor: int
    ask: Ask
    device_id: str | None
    written: int = 0
    noted: int = 0
    refused: set[tuple[str, str]] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)  # the id of a row, a field of it that a route took
    kept: set[tuple[str, str]] = field(default_factory=set)

    def do(self, one: Pushed, call: Call, values: Mapping[str, Any], only: Collection[str] | None = None) -> bool:
        """Asks a route with what the row says. Fields that it finds faulty are left out the second time, and kept."""
        renamed = {to: values[name] for to, name in call.renamed.items() if name in values}
        told = {**shaped(one.table.name, values), **renamed, **call.fixed}
        fields = None if only is None else named(only, call)
        problem = self._attempt(one, call.operation, told, fields)
        self.taken.update((one.id, column) for column in call.renamed.values())
        if problem is None:
            return True
        self._keep(one, problem, call.operation)
        faulty = {(fault.pointer or "/").split("/")[1] for fault in problem.faults}
        rest = {name: value for name, value in told.items() if name not in faulty}
        if not faulty - {""} or len(rest) == len(told) or (only is not None and not set(only) - faulty):
            self.refused.add((one.table.name, one.id))
            return False
        if self._attempt(one, call.operation, rest, fields):
            self.refused.add((one.table.name, one.id))
            return False
        return True

    def try_out(self, one: Pushed, call: Call, told: Mapping[str, Any]) -> Problem | None:
        """Asks a route, and says what problem it met; nobody has noted it yet."""
        return self._attempt(one, call.operation, told, None)

    def tries(self, one: Pushed, call: Call, values: Mapping[str, Any], only: Collection[str]) -> bool:
        """Asks a route and keeps nothing when it refuses: it will be asked in another way."""
        return self._attempt(one, call.operation, values, only) is None

    def refuse(self, one: Pushed, problem: Problem, payload: Mapping[str, Any] | None = None) -> None:
        """Keeps a change that cannot be done at all."""
        self._keep(one, problem, None, payload)
        self.refused.add((one.table.name, one.id))

    def _attempt(
        self, one: Pushed, operation: str, told: Mapping[str, Any], only: Collection[str] | None
    ) -> Problem | None:
        """None when it is done. Whoever left an account not long ago still does what they could when they pulled."""
        problem = self._try(self.work, operation, told, one.id, only)
        if isinstance(problem, NotFound) and (earlier := as_before(self.work, one, self.cursor)):
            problem = self._try(earlier, operation, told, one.id, only)
        return problem

    def _try(
        self, work: Work, operation: str, told: Mapping[str, Any], row_id: str, only: Collection[str] | None
    ) -> Problem | None:
        try:
            with attempt(work.db):
                asked = self.ask(work, operation, told, row_id, only)
                self.written += asked is not None
                self.taken.update((row_id, name) for name in asked or ())
        except Problem as problem:
            return problem
        except DBAPIError as error:
            if is_worth_another_try(error) or (known := as_problem(error)) is None:
                raise
            return known
        return None

    def _keep(
        self, one: Pushed, problem: Problem, operation: str | None, payload: Mapping[str, Any] | None = None
    ) -> None:
        self.kept.add((one.table.name, one.id))
        self.noted += note(
            self.work,
            problem,
            payload or {"id": one.id, **one.row},
            device_id=self.device_id,
            kind=one.table.name,
            row_id=one.id,
            change=one.change,
            operation=operation,
        )

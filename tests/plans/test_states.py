"""No sequence of calls leaves a plan and its lines inconsistent; a refused call changes nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import inspect

from kamfield.core.errors import Problem
from kamfield.plans.models import Decision, Plan, PlanLine
from kamfield.plans.rules.states import LABELS, LINE_LABELS, LINE_MOVES, MOVES, LineState, State

LINE_VERBS = sorted({verb for moves in LINE_MOVES.values() for verb in moves})
COLUMNS = {model: [column.key for column in inspect(model).mapper.column_attrs] for model in (Plan, PlanLine)}


def columns_of(*rows: Plan | PlanLine) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in COLUMNS[type(row)]} for row in rows]


class LifeOfAPlan(RuleBasedStateMachine):
    """Rep, managers and the background call whatever they like in whatever order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 3, 2, tzinfo=UTC)
        self.plan = Plan(rep_id="rep", month=date(2026, 4, 1))
        self.lines: list[PlanLine] = []
        self.submissions = 0

    @property
    def living(self) -> list[PlanLine]:
        return [line for line in self.lines if line.deleted_at is None]

    def attempt(self, call: Any) -> bool:
        """Calls; a refusal must leave every column as it was."""
        self.now += timedelta(minutes=1)
        before = columns_of(self.plan, *self.lines)
        try:
            call()
        except Problem:
            assert columns_of(self.plan, *self.lines) == before
            return False
        self.settle()
        return True

    def settle(self) -> None:
        """What every action does at its end."""
        self.plan.count(self.living)
        since = self.plan.asks_since(self.living)
        if since != self.plan.waiting_since:
            self.plan.wait(since, "mei" if since else None)

    def decision(self) -> Decision:
        return Decision("manager", self.now)

    @rule()
    def add_line(self) -> None:
        if self.attempt(lambda: self.plan.allow("add_line")):
            number = len(self.lines)
            line = PlanLine(id=f"line-{number}", plan_id=self.plan.id, visit_id=f"visit-{number}")
            line.note_proposed(self.now, number)
            self.lines.append(line)
            self.settle()

    @rule(tagged=st.booleans())
    def add_unplanned(self, *, tagged: bool) -> None:
        if self.attempt(lambda: self.plan.allow("add_unplanned")):
            number = len(self.lines)
            line = PlanLine(id=f"line-{number}", plan_id=self.plan.id, visit_id=f"visit-{number}", unplanned=True)
            line.proposed_at = self.now
            if tagged:
                line.decide("approve_line", Decision(None, self.now), date(2026, 4, 2))
            self.lines.append(line)
            self.settle()

    @precondition(lambda self: self.plan.waiting_for_id)
    @rule(to_id=st.sampled_from(["dana", None]))
    def escalate(self, to_id: str | None) -> None:
        self.attempt(lambda: self.plan.escalate(to_id, self.now))

    @precondition(lambda self: self.lines)
    @rule()
    def return_and_submit_again(self) -> None:
        """What happens most often in life, and seldom by chance."""
        self.submit()
        self.step_on_a_line(0, "return_line")
        self.give_back()
        self.submit()

    @rule()
    def submit(self) -> None:
        if self.attempt(lambda: self.plan.submit(self.living, self.now)):
            self.submissions += 1
            assert not any(line.state == LineState.RETURNED for line in self.living)
            assert any(line.state in {LineState.PROPOSED, LineState.APPROVED} for line in self.living)

    @rule()
    def withdraw(self) -> None:
        self.attempt(lambda: self.plan.withdraw(self.living))

    @rule(by_policy=st.booleans())
    def approve(self, *, by_policy: bool) -> None:
        decision = Decision(None, self.now) if by_policy else self.decision()
        days = {line.visit_id: date(2026, 4, 2) for line in self.lines}
        in_force = {line.id for line in self.living if line.state == LineState.APPROVED}
        if self.attempt(lambda: self.plan.approve(self.living, days, decision)):
            assert in_force <= {line.id for line in self.living if line.state == LineState.APPROVED}
            assert any(line.state == LineState.APPROVED for line in self.living)

    @rule()
    def give_back(self) -> None:
        self.attempt(lambda: self.plan.give_back(self.decision(), "mend it"))

    @precondition(lambda self: self.lines)
    @rule(number=st.integers(0, 20), verb=st.sampled_from(LINE_VERBS))
    def step_on_a_line(self, number: int, verb: str) -> None:
        line = self.lines[number % len(self.lines)]

        def call() -> None:
            self.plan.allow(verb)
            if verb in {"approve_line", "return_line", "reject_line"}:
                line.decide(verb, self.decision(), date(2026, 4, 2), None if verb == "approve_line" else "because")
            elif verb in {"propose_line", "reopen_line"}:
                line.propose(verb, self.now, number)
            elif verb == "drop_line":
                in_force = self.plan.state == State.APPROVED and line.state == LineState.APPROVED
                line.drop(self.now, to_acknowledge=in_force)
            elif verb == "acknowledge_line":
                line.acknowledge(self.decision())
            else:
                line.step(verb, line.comment)

        self.attempt(call)

    @precondition(lambda self: self.lines and self.plan.state in {State.SUBMITTED, State.APPROVED})
    @rule(number=st.integers(0, 20), verb=st.sampled_from(["approve_line", "return_line", "reject_line"]))
    def decide_about_a_line(self, number: int, verb: str) -> None:
        self.step_on_a_line(number, verb)

    @precondition(lambda self: self.lines)
    @rule(number=st.integers(0, 20))
    def remove_a_new_line(self, number: int) -> None:
        line = self.lines[number % len(self.lines)]
        if line.decided_at is None and self.attempt(lambda: self.plan.allow("remove_line")):
            line.delete(self.now)
            self.settle()

    @precondition(lambda self: self.now.minute >= 30)  # an early end would leave most lives unlived
    @rule()
    def close(self) -> None:
        was_closed = self.plan.state == State.CLOSED
        assert self.attempt(lambda: self.plan.close(self.now)) is not was_closed

    @invariant()
    def the_plan_agrees_with_itself(self) -> None:
        plan, state = self.plan, State(self.plan.state)
        assert plan.round == self.submissions
        decided = plan.decided_at is not None
        assert decided == (plan.decided_by_id is not None or plan.by_policy)
        assert not (plan.by_policy and plan.decided_by_id)
        if state in {State.APPROVED, State.RETURNED}:
            assert decided
            assert plan.submitted_at is not None
            assert plan.decided_at >= plan.submitted_at
        if state in {State.DRAFT, State.SUBMITTED}:
            assert not decided
        if state is State.SUBMITTED:
            assert plan.submitted_at is not None
        assert (plan.comment is not None) <= (state in {State.RETURNED, State.CLOSED})
        if state is State.RETURNED:
            assert plan.comment
        assert (plan.closed_at is not None) == (state is State.CLOSED)

    @invariant()
    def the_lines_agree_with_the_plan(self) -> None:
        counted = [line for line in self.living if line.state != LineState.DROPPED]
        assert self.plan.line_count == len(counted)
        dropped = [line for line in self.living if line.to_acknowledge]
        proposed = [line for line in counted if line.state == LineState.PROPOSED]
        assert self.plan.open_line_count == len(proposed) + len(dropped)
        assert all(line.state == LineState.DROPPED for line in dropped)
        for line in self.living:
            state = LineState(line.state)
            assert not (line.by_policy and line.decided_by_id)
            if state is LineState.APPROVED:
                assert line.approved_day
                assert line.decided_by_id or line.by_policy
            if state in {LineState.RETURNED, LineState.REJECTED}:
                assert line.comment
                assert line.decided_by_id
            if state is LineState.PROPOSED:
                assert line.comment is None
                assert line.decided_at is None
                assert line.decided_by_id is None
            if line.decided_at is None:
                assert state in {LineState.PROPOSED, LineState.DROPPED}
                assert self.plan.round == 0 or state is not LineState.APPROVED

    @invariant()
    def it_waits_exactly_while_something_is_asked(self) -> None:
        plan = self.plan
        asks = plan.state == State.SUBMITTED or (plan.state == State.APPROVED and plan.open_line_count > 0)
        assert (plan.waiting_since is not None) == asks
        assert (plan.waiting_there_since is not None) == asks
        if not asks:
            assert plan.waiting_for_id is None
            assert plan.escalations == 0
        elif not plan.escalations:
            assert plan.waiting_for_id == "mei"
        assert not asks or plan.waiting_since <= plan.waiting_there_since


TestLifeOfAPlan = LifeOfAPlan.TestCase
TestLifeOfAPlan.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)


def test_the_table_speaks_of_every_state_and_of_nothing_else() -> None:
    assert set(MOVES) == set(LABELS) == set(State)
    assert set(LINE_MOVES) == set(LINE_LABELS) == set(LineState)
    line_verbs = {verb for moves in MOVES.values() for verb in moves if verb.endswith("_line")}
    assert set(LINE_VERBS) == line_verbs - {"add_line", "remove_line"}


def test_a_closed_plan_stays_closed_and_every_other_can_close() -> None:
    assert MOVES[State.CLOSED] == {}
    assert all("close" in moves for state, moves in MOVES.items() if state is not State.CLOSED)


def test_an_approved_line_is_never_lost_by_submitting_again() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    plan = Plan(rep_id="rep", month=date(2026, 4, 1))
    lines = [PlanLine(plan_id=plan.id, visit_id=name) for name in ("one", "two")]
    plan.submit(lines, at)
    lines[0].decide("approve_line", Decision("manager", at), date(2026, 4, 2))
    plan.give_back(Decision("manager", at), "mend the other")
    plan.submit(lines, at)
    assert [line.state for line in lines] == ["approved", "proposed"]

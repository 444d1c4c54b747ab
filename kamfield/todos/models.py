"""A week's list and its items, and the turn of the week."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due, due_index
from kamfield.core.errors import Busy, Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.core.weeks import Week
from kamfield.todos.rules import ENDS_AT, FLAGGED_AFTER, LABELS, MOVES, Priority, Source, State


class ListClosed(Problem):
    """A week that is over stays as it was."""

    status = 409
    title = N_("This week is closed")
    detail = N_("The list of this week is closed; put it on a later one.")


class StillOpen(Problem):
    """A week is closed when each item has its end; `carry_open` carries what is open."""

    status = 409
    title = N_("Something is still open")
    detail = N_("Still open: %(count)s. Complete, carry or drop them first, or carry them all as you close the week.")


class EndsElsewhere(Problem):
    """A report is not written by ticking it off. `where` is the address, below the API's base, at which it is done."""

    status = 409
    title = N_("This is done with what it comes from")
    detail = N_("%(how)s")


class TodoList(Synced, Base):
    """What somebody has to do in an ISO week of their time zone.

    A list may be there before its week: `opened_at` is set when the week begins, and with it the hour by which it is
    to be confirmed; none for who is away all week. `closed_by_id` is empty when the next week began before the rep
    closed it: only a list with a name there was closed in time. `archive_waiting` is how many more clients lack
    something than the list asks about.
    """

    __tablename__ = "todo_lists"
    __audience__ = ("rep_id",)

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    iso_year: Mapped[int]
    iso_week: Mapped[int]
    monday: Mapped[date]
    opened_at: Mapped[datetime | None]
    confirm_due_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_in_time: Mapped[bool | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    archive_waiting: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        UniqueConstraint(
            "rep_id", "iso_year", "iso_week", info={"problem": Busy}
        ),  # two at once: the later tries again
        Index("ix_todo_lists_rep", "rep_id", "monday", "id"),
        Index("ix_todo_lists_monday", "monday", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose list it is."""
        return self.rep_id

    @property
    def week(self) -> Week:
        """The week it is for."""
        return Week(self.iso_year, self.iso_week)

    def open(self, at: datetime, confirm_due_at: datetime | None) -> None:
        """Its week has begun."""
        self.opened_at, self.confirm_due_at = at, confirm_due_at

    def refuse_when_closed(self) -> None:
        """Nothing is put on a week that is over."""
        if self.closed_at is not None:
            raise ListClosed

    def confirm(self, at: datetime) -> None:
        """The rep has gone through it; the first time counts. A week before it begins is confirmed in time."""
        self.refuse_when_closed()
        if self.confirmed_at is None:
            self.confirmed_at = at
            self.confirmed_in_time = self.confirm_due_at is None or at <= self.confirm_due_at

    def close(self, at: datetime, by_id: str | None, open_items: int) -> None:
        """Each item has its end. `by_id` is None when the next week began."""
        self.refuse_when_closed()
        if open_items:
            raise StillOpen(count=open_items)
        self.closed_at, self.closed_by_id = at, by_id


_GIVEN = text("assignee_id IS NOT NULL")  # few are: with all the others in it no planner would use the index


class TodoItem(Synced, Base):
    """One thing to do. `assignee_id` is somebody of another department who does it; `author_id` wrote it down.

    `closed_by_id` is empty when it was done or dropped by itself: then it opens again when its source asks again.
    """

    __tablename__ = "todo_items"
    __audience__ = ("rep_id", "assignee_id")

    list_id: Mapped[str] = refers_to("todo_lists.id", index=False)
    rep_id: Mapped[str] = refers_to("users.id", index=False)
    title: Mapped[str]
    due_on: Mapped[date | None]
    priority: Mapped[str] = mapped_column(default=Priority.NORMAL)
    account_id: Mapped[str | None] = refers_to("accounts.id", nullable=True)
    source_kind: Mapped[str] = mapped_column(default=Source.OWN)
    source_id: Mapped[str | None]
    assignee_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)
    author_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    state: Mapped[str] = mapped_column(default=State.OPEN)
    reason: Mapped[str | None]
    times_carried: Mapped[int] = mapped_column(default=0)
    flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)

    __table_args__ = (
        Index("ix_todo_items_list", "list_id", "id"),
        Index("ix_todo_items_created", "created_at", "id"),
        Index("ix_todo_items_rep", "rep_id", "state", "due_on"),
        Index("ix_todo_items_assignee", "assignee_id", "state", sqlite_where=_GIVEN, postgresql_where=_GIVEN),
        Index("ix_todo_items_source", "source_id", "source_kind"),
    )

    @property
    def owner_id(self) -> str:
        """On whose list it stands."""
        return self.rep_id

    @property
    def closed_by_itself(self) -> bool:
        """Whether nobody said that it is done or dropped."""
        return self.state in {State.DONE, State.DROPPED} and self.closed_by_id is None

    def close(self, verb: str, at: datetime, *, by_id: str | None = None, reason: str | None = None) -> None:
        """Done, dropped or carried, as the verb says; `by_id` is None when that came by itself."""
        self._move(verb)
        self.reason, self.closed_at, self.closed_by_id = reason, at, by_id

    def reopen(self) -> None:
        """To be done after all."""
        self._move("todo.reopen")
        self.reason = self.closed_at = self.closed_by_id = None

    def carried(self, times: int) -> None:
        """It has come from earlier lists so many times."""
        self.times_carried = max(times, self.times_carried)
        self.flagged = self.times_carried >= FLAGGED_AFTER

    def refuse_where_it_ends_elsewhere(self, verb: str) -> None:
        """Nobody says that a report is written but who writes it."""
        found = ENDS_AT.get(Source(self.source_kind))
        if found and verb in MOVES[State(self.state)]:
            raise EndsElsewhere(how=Phrase(found[1]), members={"where": found[0] % self.source_id})

    def change(self, **columns: object) -> None:
        """Another title, day or priority, as long as it is open."""
        if self.state != State.OPEN:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))
        for name, value in columns.items():
            setattr(self, name, value)

    def _move(self, verb: str) -> None:
        following = MOVES[State(self.state)].get(verb)
        if following is None:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))
        self.state = following


class Turn(Due, Base):
    """When somebody's next week begins; one row per user."""

    __tablename__ = "todo_turns"
    __journaled__ = False  # what comes of it, the opened list, is told

    user_id: Mapped[str] = refers_to("users.id", index=False)

    __table_args__ = (UniqueConstraint("user_id"), due_index("todo_turns"))

"""A small company with phones, for property tests: what was typed, sent and said is noted and held against the server.

Each world is a transaction of its own on the prepared database and is undone at its end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from flask import Flask
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kamfield.app import furnish
from kamfield.core.db import Database
from kamfield.core.journal import Entry
from kamfield.core.recurring import Recurring
from kamfield.core.work import Actor
from kamfield.outside import silent
from kamfield.settings import Settings
from kamfield.sync.actions.schema import schema_at
from kamfield.sync.models import SyncIssue
from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.rules import SCHEMA_VERSION, TABLES
from kamfield.sync.rules.replays import MARKS
from kamfield.sync.rules.values import same, to_phone
from kamfield.users.models import Session as SignedIn
from kamfield.users.models import User
from kamfield.worker import Worker
from tests.api import Api, Caller
from tests.cast import Moment, Person
from tests.make.reminders import work_off
from tests.sync.phone import CONFLICT, NoAnswer, Phone, Refused
from tests.sync.sight import differences, in_sight

TABLE = {table.name: table for table in TABLES}
Typed = tuple[str, str, str]  # table, row, column


@dataclass
class Handset:
    """A person's phone and what is to happen to its next requests."""

    name: str
    caller: Caller
    phone: Phone = field(init=False)
    faults: list[str] = field(default_factory=list)
    delivered: set[tuple[Typed, Any]] = field(default_factory=set)  # also by a push whose answer was lost

    @property
    def owner_id(self) -> str:
        assert self.caller.person is not None
        return self.caller.person.id


class World:
    """`li-1` and `li-2` are li's phones; `mei` has one too; everybody may also use the API.

    `met` counts over all worlds what has happened, so that a test can see that the search gets anywhere.
    """

    met: ClassVar[Counter[str]] = Counter()

    def __init__(self, app: Flask, settings: Settings, database: Database, moment: Moment) -> None:
        self.app, self.settings, self.outside = app, settings, silent()
        self.database, self.moment, self.api = database, moment, Api(app)
        self.start_server()
        self.worker = Worker(database, moment, self.outside)
        self.worker.prepare()
        self._stay_signed_in()
        self._leave_out("sync.follow_the_release")  # hundreds of rows that stay as they are, in pages of seven
        self.handsets: dict[str, Handset] = {}
        self.acknowledged: dict[Typed, Any] = {}
        self.could_see: dict[str, set[tuple[str, str]]] = defaultdict(set)  # by person: table and row, ever
        self.sees: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.changed_at: dict[str, datetime] = {}
        for name in ("li-1", "li-2", "ren-1", "sam-1", "mei-1"):
            self.handsets[name] = self.new_handset(name)
        self.note_sights()

    def start_server(self) -> None:
        """A new process: nothing is remembered but what is stored."""
        furnish(self.app, self.settings, self.database, self.moment, self.outside.files)

    def new_handset(self, name: str, version: int | None = None) -> Handset:
        handset = Handset(name, getattr(self.api, name.partition("-")[0]))
        schema = schema_at() if version is None else schema_at(version)
        handset.phone = Phone(schema, lambda *asked: self.carry(handset, *asked), page_size=7)
        return handset

    def _stay_signed_in(self) -> None:
        """Nobody's session ends of itself within a life, which may take years."""
        with self.database.writing() as db:
            db.execute(update(SignedIn).values(expires_at=self.moment.now + timedelta(days=3650)))
            db.commit()

    def _leave_out(self, job: str) -> None:
        with self.database.writing() as db:
            db.delete(db.get_one(Recurring, job))
            db.commit()

    # between a phone and the server

    def carry(self, handset: Handset, method: str, path: str, body: Any) -> tuple[int, Any]:
        """One request, with what may happen to it on the way."""
        fault = handset.faults.pop(0) if handset.faults else ""
        if fault == "offline":
            raise NoAnswer
        if fault == "doubled":
            self._deliver(handset, method, path, body)
        status, answer = self._deliver(handset, method, path, body)
        if fault == "typing":
            self._type_something(handset)
        if fault == "killed":
            self.start_server()
        if fault in {"lost", "killed"}:
            raise NoAnswer
        return status, answer

    def _type_something(self, handset: Handset) -> None:
        """While a request is under way."""
        phone = handset.phone
        for row_id in sorted(phone.live("accounts"))[:1]:
            handset.delivered.add((("accounts", row_id, "industry"), phone.live("accounts")[row_id]["industry"]))
            phone.update("accounts", row_id, industry=f"typed meanwhile {self.moment.now:%d %H:%M:%S}")

    def _deliver(self, handset: Handset, method: str, path: str, body: Any) -> tuple[int, Any]:
        self.moment.advance(seconds=1)
        sent = {} if body is None else {"json": body}
        answer = handset.caller.send(method, path, headers={"X-Device-Id": handset.name}, **sent)
        assert answer.status_code < 500, answer.get_data(as_text=True)
        self.met[f"{method} {answer.status_code}"] += 1
        if answer.status_code < 300:
            self._note_push(handset, body) if body is not None else self._note_pull(handset, answer.json)
        return answer.status_code, answer.json

    def _note_pull(self, handset: Handset, answer: Any) -> None:
        self.met["replacement"] += "experimentalStrategy" in answer
        self.met["page"] += answer["has_more"]
        self.met["deletion"] += any(changes["deleted"] for changes in answer["changes"].values())
        sight = self.sight(handset.owner_id)
        for table, changes in answer["changes"].items():
            named = [*(row["id"] for row in changes["updated"]), *changes["deleted"]]
            assert len(named) == len(set(named)), f"{table}: a row is named twice in {sorted(named)}"
            for row in changes["updated"]:
                assert row["id"] in sight[table], f"{handset.name} was told of {table} {row['id']}, out of its reach"
            for row_id in changes["deleted"]:
                assert self._may_hear_of(handset, table, row_id), (
                    f"{handset.name} was told the name of {table} {row_id}, which it never saw"
                )

    def _may_hear_of(self, handset: Handset, table: str, row_id: str) -> bool:
        """They could see it once or made it, or it was there when what they saw last changed; give or take a minute."""
        if (table, row_id) in self.could_see[handset.owner_id] or row_id in handset.phone.tables[table]:
            return True
        made_on = row_id.partition(".")[0]  # ids are the name of the phone and a number
        if made_on in self.handsets and self.handsets[made_on].owner_id == handset.owner_id:
            return True
        with self.database.reading() as db:
            made_at = db.scalar(select(stored(table).c.created_at).where(stored(table).c.id == row_id))
        return bool(made_at <= self.changed_at[handset.owner_id] + timedelta(minutes=1))

    def _note_push(self, handset: Handset, changes: Any) -> None:
        """Right after a push that was taken: everything typed is stored, or in an issue."""
        self.note_sights()
        with self.database.reading() as db:
            for table, sent in changes.items():
                for row in sent["created"] + sent["updated"]:
                    self._note_row(db, handset, table, row)

    def _note_row(self, db: Session, handset: Handset, table: str, row: dict[str, Any]) -> None:
        kinds, now = kinds_of(TABLE[table]), self.stored_row(db, table, row["id"]) or self._twin(db, table, row)
        for name in typed_columns(table, row):
            key, value = (table, row["id"], name), row[name]
            handset.delivered.add((key, value))
            mark = name in MARKS and now is not None and now[name] is not None
            if mark or (now is not None and same(kinds[name], value, now[name])):
                self.acknowledged[key] = value
            else:
                self.met["issue"] += 1
                self.met[f"issue with {table}"] += 1
                assert self._is_in_an_issue(db, handset.owner_id, key, value), (
                    f"{key} = {value!r} has disappeared; stored is {now}"
                )
                self.acknowledged.pop(key, None)

    def _is_in_an_issue(self, db: Session, user_id: str, key: Typed, value: Any) -> bool:
        table, row_id, name = key
        kept = select(SyncIssue).where(SyncIssue.user_id == user_id, SyncIssue.kind == table)
        if table not in NATURAL:
            kept = kept.where(SyncIssue.row_id == row_id)
        return any(one.payload.get(name) == value for one in db.scalars(kept))

    def _twin(self, db: Session, table: str, row: dict[str, Any]) -> dict[str, Any] | None:
        """The row that is meant where two phones, or a phone and the server, made the same under two ids."""
        if table not in NATURAL:
            return None
        columns, equal = stored(table).c, {name: row[name] for name in NATURAL[table]}
        if table == "plans":
            equal = {"month": date.fromisoformat(row["month"])}
        living = select(columns.id).where(columns.deleted_at.is_(None), *(columns[k] == v for k, v in equal.items()))
        found = db.scalar(living.order_by(columns.sync_seq.desc()))
        return self.stored_row(db, table, found) if found else None

    def stored_row(self, db: Session, table: str, row_id: str) -> dict[str, Any] | None:
        """A row as phones would have it, whether deleted or not."""
        found = db.execute(select(stored(table)).where(stored(table).c.id == row_id)).first()
        return found and {name: to_phone(kind, getattr(found, name)) for name, kind in kinds_of(TABLE[table]).items()}

    # what happens

    def sync(self, handset: Handset, *faults: str) -> bool:
        """Whether it went through; in any case nothing that was typed and not delivered may be gone."""
        handset.faults = list(faults)
        before = {
            (table, row["id"], name): row[name]
            for table, row in handset.phone.unsent()
            for name in typed_columns(table, row)
        }
        through = self._sync(handset)
        handset.faults = []
        for key, value in before.items():
            here = handset.phone.tables[key[0]].get(key[1])
            unsent = here is not None and here["_status"] != "synced" and here[key[2]] == value
            assert unsent or (key, value) in handset.delivered, f"{key} = {value!r} was lost on {handset.name}"
        return through

    def _sync(self, handset: Handset) -> bool:
        try:
            handset.phone.sync()
        except NoAnswer:
            return False
        except Refused as refused:
            if refused.status == CONFLICT:
                raise
            return False
        return True

    def rest(self, caller: Caller, method: str, path: str, json: Any, texts: dict[Typed, Any] | None = None) -> bool:
        """A request by somebody at a desk; `texts` is what it writes, if it is taken."""
        self.moment.advance(seconds=1)
        version = None if method == "POST" else "*"
        answer = caller.send(method, path, json=json, version=version)
        assert answer.status_code < 500, answer.get_data(as_text=True)
        if answer.status_code < 300:
            self.met["at a desk"] += 1
            self.acknowledged |= texts or {}
            self.note_sights()
        return answer.status_code < 300

    def work_off(self) -> None:
        self.moment.advance(seconds=1)
        work_off(self.worker)
        self.note_sights()

    def sign_in(self, person: Person) -> None:
        """Again, after everything of theirs was signed out."""
        with self.database.writing() as db:
            db.execute(update(SignedIn).where(SignedIn.user_id == person.id).values(ended_at=None))
            db.commit()
        self.start_server()

    # what must hold

    def heal(self) -> None:
        """The network is good again: everybody syncs, and then everything must be as it should."""
        for _ in range(2):  # what one pushes, the others pull
            for handset in self.handsets.values():
                if self.is_active(handset.owner_id):
                    assert self.sync(handset)
        for handset in self.handsets.values():
            if self.is_active(handset.owner_id):
                self._check(handset)
        self._check_acknowledged()
        self._check_side_effects()

    def _check(self, handset: Handset) -> None:
        phone = handset.phone
        assert not list(phone.unsent()), f"{handset.name} still has something to send"
        wrong = differences({table: phone.live(table) for table in phone.tables}, self.sight(handset.owner_id))
        assert not wrong, f"{handset.name}: {wrong}"
        fresh = self.new_handset(handset.name)
        fresh.phone.sync()
        assert fresh.phone.tables == phone.tables, f"{handset.name} differs from a fresh phone"
        _, idle = self._deliver(
            handset, "GET", f"/sync?last_pulled_at={phone.cursor}&schema_version={SCHEMA_VERSION}", None
        )
        assert not any(rows for one in idle["changes"].values() for rows in one.values()), "an idle pull is not empty"
        assert idle["timestamp"] >= (phone.cursor or 0)

    def _check_acknowledged(self) -> None:
        with self.database.reading() as db:
            for (table, row_id, name), value in self.acknowledged.items():
                now = self.stored_row(db, table, row_id)
                if now is not None and name in TEXTS.get(table, ()):
                    assert now[name] == value, (
                        f"{table} {row_id}.{name} was acknowledged as {value!r}, is {now[name]!r}"
                    )

    def _check_side_effects(self) -> None:
        """However often a push was sent, each thing was added once, and under the id that it has on its phone."""
        of_itself = (Entry.verb.like("%.add"), Entry.verb != "objective.add")  # that one is an act on the visit
        with self.database.reading() as db:
            added = [tuple(one) for one in db.execute(select(Entry.subject_id, Entry.verb).where(*of_itself))]
            strange = [f"{table} {one}" for table in MADE_ON_PHONES for one in db.scalars(select(stored(table).c.id))]
        assert len(added) == len(set(added)), [one for one in set(added) if added.count(one) > 1]
        strange = [one for one in strange if one.split()[1].partition(".")[0] not in self.handsets]
        assert not strange, f"nobody made {strange}"

    def sight(self, user_id: str) -> Any:
        with self.database.reading() as db:
            user = db.execute(select(stored("users")).where(stored("users").c.id == user_id)).one()
            actor = Actor(user.id, user.name, user.role, user.locale, user.time_zone, (user.id,))
            return in_sight(db, actor)

    def note_sights(self) -> None:
        """Whoever sees a row now may later be told that it is gone."""
        for user_id in {handset.owner_id for handset in self.handsets.values()}:
            sight = {(table, row_id) for table, rows in self.sight(user_id).items() for row_id in rows}
            if self.sees[user_id] != sight:
                self.changed_at[user_id] = self.moment.now
            self.sees[user_id] = sight
            self.could_see[user_id] |= sight

    def is_active(self, user_id: str) -> bool:
        with self.database.reading() as db:
            return bool(db.scalar(select(User.active).where(User.id == user_id)))


# Columns that nobody but whoever types changes: what was acknowledged must still be there.
TEXTS = {
    "accounts": ("name", "industry"),
    "contacts": ("name", "title", "department"),
    "todo_items": ("title",),
    "opportunities": ("name", "need"),
    "issues": ("title", "description"),
    "visits": ("cancel_note",),
}

# By what rows are the same although they have two ids: the first one stays.
NATURAL = {
    "reports": ("visit_id",),
    "plans": ("month",),
    "visit_contacts": ("visit_id", "contact_id"),
    "visit_companions": ("visit_id", "user_id"),
}

# Nothing but phones makes rows of these here.
MADE_ON_PHONES = (
    *("accounts", "places", "contacts", "opportunities", "quotes", "visits", "visit_contacts", "visit_companions"),
    *("objectives", "commitments", "absences", "attachments"),
)
BEGINNINGS = ("planned", "open", "draft", "enquiry", "potential")  # states that a new row has and nobody typed


def typed_columns(table: str, row: dict[str, Any]) -> list[str]:
    """What somebody typed into a row: in a new one all that is not empty, else what the library marked."""
    if row["_status"] == "created":
        told = {name: row.get(name) for name in sorted(TABLE[table].written)}
        return [name for name, value in told.items() if value not in (None, "", 0, False, *BEGINNINGS)]
    if row["_status"] == "deleted":
        return []
    return [name for name in row["_changed"].split(",") if name in TABLE[table].written]


@contextmanager
def a_world(app: Flask, settings: Settings, prepared: Database) -> Iterator[World]:
    """A world that is undone at the end."""
    assert isinstance(prepared.write_bind, Engine)
    with prepared.write_bind.connect() as connection:
        transaction = connection.begin()
        try:
            yield World(app, settings, Database(connection, connection), Moment())
        finally:
            transaction.rollback()

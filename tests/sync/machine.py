"""What may happen to phones and to the company, in any order: the state machine of the convergence tests."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kamfield.core.db import Database
from kamfield.settings import Settings
from tests.cast import Cast
from tests.sync.phone import Row
from tests.sync.world import TABLE, TEXTS, Handset, World, a_world

PHONES = ("li-1", "li-2", "ren-1", "sam-1", "mei-1")
FAULTS = st.lists(st.sampled_from(("", "", "offline", "lost", "doubled")), max_size=4)
WORDS = st.sampled_from(["north", "south", "east", "west", "上海", "北京", "plan B", "密封圈"])
CHILDREN = ("contacts", "visits", "todo_items", "opportunities", "issues")


def draft(table: str, account_id: str, owner_id: str, word: str, day: str) -> Row:
    """A row as an app makes it."""
    drafts: dict[str, Row] = {
        "accounts": {"name": word, "relationship": "ordinary", "status": "prospect", "tags": "[]"},
        "contacts": {"account_id": account_id, "name": word, "active": True},
        "visits": {
            "account_id": account_id,
            "rep_id": owner_id,
            "day": day,
            "form": "sales_visit",
            "purpose": "move_forward",
            "minutes": 60,
            "state": "planned",
        },
        "todo_items": {"rep_id": owner_id, "title": word, "due_on": day, "priority": "normal", "state": "open"},
        "opportunities": {
            "account_id": account_id,
            "owner_id": owner_id,
            "name": word,
            "amount": 1_250_000,
            "currency": "CNY",
            "probability": 40,
            "expected_close_on": day,
            "status": "potential",
        },
        "issues": {
            "account_id": account_id,
            "owner_id": owner_id,
            "kind": "complaint",
            "severity": "normal",
            "title": word,
            "state": "open",
        },
    }
    return drafts[table]


SPOILT = {
    "minutes": -5,
    "form": "seance",
    "kind": "wish",
    "account_id": "nobody",
    "rep_id": "user-dana",
    "state": "odd",
}


class Life(RuleBasedStateMachine):
    """Subclassed with `open_world` by each test."""

    app: Flask
    settings: Settings
    prepared: Database

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world: World = self.stack.enter_context(a_world(self.app, self.settings, self.prepared))
        self.made = 0
        self.deleted: list[str] = []
        for name in PHONES[:4]:
            self._create(self._handset(name), "accounts", "", f"first client of {name}")
        for handset in self.world.handsets.values():
            self.world.sync(handset)

    def teardown(self) -> None:
        try:
            self.world.heal()
        finally:
            self.stack.close()

    # at a phone

    @rule(name=st.sampled_from(PHONES), word=WORDS)
    def a_new_client(self, name: str, word: str) -> None:
        self._create(self._handset(name), "accounts", "", f"{word} {self.made}")

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(CHILDREN), word=WORDS, pick=st.integers(0, 50))
    def something_new(self, name: str, table: str, word: str, pick: int) -> None:
        handset = self._handset(name)
        account = picked(handset.phone.live("accounts"), pick)
        if account or table == "todo_items":
            self._create(handset, table, account, word)

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(CHILDREN), pick=st.integers(0, 50))
    def something_that_cannot_be(self, name: str, table: str, pick: int) -> None:
        handset = self._handset(name)
        account = picked(handset.phone.live("accounts"), pick)
        if account:
            wrong = picked(dict.fromkeys(SPOILT.keys() & TABLE[table].written), pick)
            self._create(handset, table, account, "wrong", {wrong: SPOILT[wrong]} if wrong else {})

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(sorted(TEXTS)), word=WORDS, pick=st.integers(0, 50))
    def an_edit(self, name: str, table: str, word: str, pick: int) -> None:
        phone = self._handset(name).phone
        row_id = picked(phone.live(table), pick)
        if row_id:
            phone.update(table, row_id, **{TEXTS[table][pick % len(TEXTS[table])]: f"{word} {pick}"})

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(("accounts", *CHILDREN)), pick=st.integers(0, 50))
    def a_deletion(self, name: str, table: str, pick: int) -> None:
        phone = self._handset(name).phone
        row_id = picked(phone.live(table), pick)
        if row_id and "deleted" in TABLE[table].verbs:
            phone.delete(table, row_id)

    @rule(names=st.lists(st.sampled_from(PHONES), min_size=1, max_size=3), faults=FAULTS)
    def a_sync(self, names: list[str], faults: list[str]) -> None:
        for name in names:
            self.world.sync(self._handset(name), *faults)

    @rule(name=st.sampled_from(PHONES), faults=FAULTS, word=WORDS, pick=st.integers(0, 50))
    def an_edit_and_a_sync(self, name: str, faults: list[str], word: str, pick: int) -> None:
        self.an_edit(name, sorted(TEXTS)[pick % len(TEXTS)], word, pick)
        self.world.sync(self._handset(name), *faults)

    @rule(name=st.sampled_from(("li-1", "li-2", "ren-1")), faults=FAULTS, word=WORDS, pick=st.integers(0, 50))
    def an_account_is_edited_at_both_ends(self, name: str, faults: list[str], word: str, pick: int) -> None:
        handset = self._handset(name)
        account = picked(handset.phone.live("accounts"), pick)
        if account:
            texts = {("accounts", account, "name"): f"{word} by dana {pick}"}
            self.world.rest(
                self.world.api.dana, "PATCH", f"/accounts/{account}", {"name": f"{word} by dana {pick}"}, texts
            )
            handset.phone.update("accounts", account, industry=f"{word} {pick}")
            self.world.sync(handset, *faults)

    # at desks

    @rule(table=st.sampled_from(("accounts", "contacts")), word=WORDS, pick=st.integers(0, 50))
    def mei_edits(self, table: str, word: str, pick: int) -> None:
        row_id = picked(self.world.sight("user-mei")[table], pick)
        name = TEXTS[table][pick % 2]
        if row_id:
            texts = {(table, row_id, name): f"{word} by mei"}
            self.world.rest(self.world.api.mei, "PATCH", f"/{table}/{row_id}", {name: f"{word} by mei"}, texts)

    @rule(to=st.sampled_from((Cast.li, Cast.ren, Cast.mei, Cast.sam)), pick=st.integers(0, 50))
    def an_account_is_given_to(self, to: Any, pick: int) -> None:
        account = self._account(pick)
        if account:
            self.world.rest(
                self.world.api.dana, "PUT", f"/accounts/{account}/lead", {"user_id": to.id, "keep_old": bool(pick % 2)}
            )

    @rule(who=st.sampled_from((Cast.li, Cast.ren, Cast.sam)), pick=st.integers(0, 50))
    def somebody_joins_a_team(self, who: Any, pick: int) -> None:
        account = self._account(pick)
        if account:
            self.world.rest(self.world.api.dana, "POST", f"/accounts/{account}/members", {"user_id": who.id})

    @rule(pick=st.integers(0, 50))
    def somebody_leaves_a_team(self, pick: int) -> None:
        member = picked(self.world.sight("user-dana")["account_members"], pick)
        if member:
            self.world.rest(self.world.api.dana, "DELETE", f"/members/{member}", None)

    @rule(pick=st.integers(0, 50))
    def an_account_is_deleted(self, pick: int) -> None:
        account = self._account(pick)
        if account and self.world.rest(self.world.api.dana, "DELETE", f"/accounts/{account}", None):
            self.deleted.append(account)

    @precondition(lambda self: self.deleted)
    @rule()
    def the_last_deleted_account_comes_back(self) -> None:
        self.world.rest(self.world.api.dana, "POST", f"/accounts/{self.deleted.pop()}/restoration", {})

    @rule(pick=st.integers(0, 50), other=st.integers(0, 50))
    def two_accounts_become_one(self, pick: int, other: int) -> None:
        kept, gone = self._account(pick), self._account(other)
        if kept and kept != gone:
            self.world.rest(self.world.api.dana, "POST", f"/accounts/{kept}/merge", {"other_id": gone})
            self.world.work_off()

    @rule(pair=st.sampled_from((("li", "ren"), ("ren", "li"), ("li", "sam"))))
    def everything_is_handed_over(self, pair: tuple[str, str]) -> None:
        leaver, receiver = pair
        said = {"leaver_id": f"user-{leaver}", "receiver_id": f"user-{receiver}"}
        self.world.rest(self.world.api.dana, "POST", "/handovers", said)
        self.world.work_off()

    @rule(manager=st.sampled_from(("user-mei", "user-max", "user-dana")))
    def ren_gets_another_manager(self, manager: str) -> None:
        self.world.rest(self.world.api.ada, "PATCH", "/users/user-ren", {"manager_id": manager})
        self.world.work_off()

    @rule(role=st.sampled_from(("rep", "manager", "admin")))
    def ren_becomes(self, role: str) -> None:
        self.world.rest(self.world.api.ada, "PATCH", "/users/user-ren", {"role": role})

    @rule()
    def the_background_works(self) -> None:
        self.world.work_off()

    @rule(hours=st.sampled_from((1, 20, 24 * 8)))
    def time_passes(self, hours: int) -> None:
        self.world.moment.advance(hours=hours)

    @rule()
    def the_network_is_good_again(self) -> None:
        self.world.heal()

    def _handset(self, name: str) -> Handset:
        return self.world.handsets[name]

    def _account(self, pick: int) -> str:
        return picked(self.world.sight("user-dana")["accounts"], pick)

    def _create(self, handset: Handset, table: str, account_id: str, word: str, spoilt: Row | None = None) -> None:
        self.made += 1
        day = (self.world.moment.now + timedelta(days=self.made % 9)).date().isoformat()
        columns = draft(table, account_id, handset.owner_id, word, day) | (spoilt or {})
        handset.phone.create(table, f"{handset.name}.{self.made}", **columns)


def picked(rows: dict[str, Any], pick: int) -> str:
    """One of the ids, or nothing."""
    ids = sorted(rows)
    return ids[pick % len(ids)] if ids else ""

"""What may happen to phones and to the company, in any order: the state machine of the convergence tests."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kamfield.core.db import Database
from kamfield.settings import Settings
from kamfield.sync.rules import TABLES
from tests.cast import Cast
from tests.sync.drafts import DRAFTS, STEPS, around, draft, picked
from tests.sync.phone import Row
from tests.sync.world import TABLE, TEXTS, Handset, World, a_world

PHONES = ("li-1", "li-2", "ren-1", "sam-1", "mei-1")
FAULTS = st.lists(st.sampled_from(("", "", "offline", "lost", "doubled", "killed", "typing")), max_size=4)
WORDS = st.sampled_from(["north", "south", "east", "west", "上海", "北京", "plan B", "密封圈"])
PICK = st.integers(0, 50)
NEW = tuple(table for table in DRAFTS if table != "accounts")
DELETED = tuple(table.name for table in TABLES if table.verbs.get("deleted"))

SPOILT = {
    "minutes": -5,
    "form": "seance",
    "kind": "wish",
    "account_id": "nobody",
    "visit_id": "nobody",
    "rep_id": "user-dana",
    "state": "odd",
    "due_on": "2026-02-31",
    "probability": 400,
}


# What a manager does: table, method and body by verb and address.
AT_DESKS: dict[str, tuple[str, str, Any]] = {
    "delete /contacts/{}": ("contacts", "DELETE", None),
    "delete /opportunities/{}": ("opportunities", "DELETE", None),
    "cancel /visits/{}/cancellation": ("visits", "POST", {"reason": "other"}),
    "remove /visits/{}": ("visits", "DELETE", None),
    "unlock /visits/{}/report/unlocking": ("visits", "POST", {"reason": "A number is missing"}),
    "approve /plans/{}/approval": ("plans", "POST", {}),
    "return /plans/{}/returns": ("plans", "POST", {"comment": "Too few"}),
    "close /issues/{}/closure": ("issues", "POST", {}),
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
        self.moved: list[str] = []
        for name in PHONES[:4]:
            self._create(self._handset(name), "accounts", {}, f"first client of {name}")
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
        self._create(self._handset(name), "accounts", {}, f"{word} {self.made}")

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(NEW), word=WORDS, pick=PICK)
    def something_new(self, name: str, table: str, word: str, pick: int) -> None:
        handset = self._handset(name)
        self._create(handset, table, around(handset.phone, handset.owner_id, pick), word)

    @rule(name=st.sampled_from(PHONES), word=WORDS, pick=PICK, most=st.integers(2, 8))
    def a_day_in_the_field(self, name: str, word: str, pick: int, most: int) -> None:
        """A visit with people, objectives, arrival and report, all of it before the next sync."""
        handset = self._handset(name)
        for table in ("visits", "contacts", "visit_contacts", "objectives", "checks", "reports", "commitments")[:most]:
            self._create(handset, table, around(handset.phone, handset.owner_id, pick), word)

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(NEW), pick=PICK)
    def something_that_cannot_be(self, name: str, table: str, pick: int) -> None:
        handset = self._handset(name)
        wrong = picked(dict.fromkeys(SPOILT.keys() & TABLE[table].written), pick)
        spoilt = {wrong: SPOILT[wrong]} if wrong else {}
        self._create(handset, table, around(handset.phone, handset.owner_id, pick), "wrong", spoilt)

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(sorted(TEXTS)), word=WORDS, pick=PICK)
    def an_edit(self, name: str, table: str, word: str, pick: int) -> None:
        phone = self._handset(name).phone
        row_id = picked(phone.live(table), pick)
        if row_id:
            phone.update(table, row_id, **{TEXTS[table][pick % len(TEXTS[table])]: f"{word} {pick}"})

    @rule(name=st.sampled_from(PHONES), step=st.sampled_from(STEPS), pick=PICK)
    def a_step(self, name: str, step: tuple[str, Row], pick: int) -> None:
        table, columns = step
        phone = self._handset(name).phone
        row_id = picked(phone.live(table), pick)
        if row_id:
            phone.update(table, row_id, **columns)

    @rule(name=st.sampled_from(PHONES), table=st.sampled_from(DELETED), pick=PICK)
    def a_deletion(self, name: str, table: str, pick: int) -> None:
        phone = self._handset(name).phone
        row_id = picked(phone.live(table), pick)
        if row_id:
            phone.delete(table, row_id)

    @rule(names=st.lists(st.sampled_from(PHONES), min_size=1, max_size=3), faults=FAULTS)
    def a_sync(self, names: list[str], faults: list[str]) -> None:
        for name in names:
            self.world.sync(self._handset(name), *faults)

    @rule(name=st.sampled_from(PHONES), faults=FAULTS, word=WORDS, pick=PICK)
    def an_edit_and_a_sync(self, name: str, faults: list[str], word: str, pick: int) -> None:
        self.an_edit(name, sorted(TEXTS)[pick % len(TEXTS)], word, pick)
        self.world.sync(self._handset(name), *faults)

    @rule(name=st.sampled_from(("li-1", "li-2", "ren-1")), faults=FAULTS, word=WORDS, pick=PICK)
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

    @rule(table=st.sampled_from(("accounts", "contacts", "opportunities", "issues")), word=WORDS, pick=PICK)
    def mei_edits(self, table: str, word: str, pick: int) -> None:
        row_id = picked(self.world.sight("user-mei")[table], pick)
        name = TEXTS[table][pick % 2]
        if row_id:
            texts = {(table, row_id, name): f"{word} by mei"}
            self.world.rest(self.world.api.mei, "PATCH", f"/{table}/{row_id}", {name: f"{word} by mei"}, texts)

    @rule(address=st.sampled_from(sorted(AT_DESKS)), pick=PICK)
    def mei_decides(self, address: str, pick: int) -> None:
        table, method, body = AT_DESKS[address]
        row_id = picked(self.world.sight("user-mei")[table], pick)
        if row_id:
            self.world.rest(self.world.api.mei, method, address.partition(" ")[2].format(row_id), body)

    @rule(days=st.integers(-300, 30), pick=PICK)
    def mei_moves_a_visit(self, days: int, pick: int) -> None:
        visit = picked(self.world.sight("user-dana")["visits"], pick) or picked(dict.fromkeys(self.moved), pick)
        day = (self.world.moment.now + timedelta(days=days)).date().isoformat()
        if visit and self.world.rest(self.world.api.dana, "PATCH", f"/visits/{visit}", {"day": day}):
            self.moved.append(visit)

    @rule(word=WORDS, rep=st.sampled_from(("user-li", "user-ren")))
    def mei_asks_for_something(self, word: str, rep: str) -> None:
        self.world.rest(self.world.api.mei, "POST", "/todo-items", {"title": word, "rep_id": rep})

    @rule(to=st.sampled_from((Cast.li, Cast.ren, Cast.mei, Cast.sam)), pick=PICK)
    def an_account_is_given_to(self, to: Any, pick: int) -> None:
        account = self._account(pick)
        if account:
            self.world.rest(
                self.world.api.dana, "PUT", f"/accounts/{account}/lead", {"user_id": to.id, "keep_old": bool(pick % 2)}
            )

    @rule(who=st.sampled_from((Cast.li, Cast.ren, Cast.sam)), pick=PICK)
    def somebody_joins_a_team(self, who: Any, pick: int) -> None:
        account = self._account(pick)
        if account:
            self.world.rest(self.world.api.dana, "POST", f"/accounts/{account}/members", {"user_id": who.id})

    @rule(pick=PICK)
    def somebody_leaves_a_team(self, pick: int) -> None:
        member = picked(self.world.sight("user-dana")["account_members"], pick)
        if member:
            self.world.rest(self.world.api.dana, "DELETE", f"/members/{member}", None)

    @rule(pick=PICK)
    def an_account_is_deleted(self, pick: int) -> None:
        account = self._account(pick)
        if account and self.world.rest(self.world.api.dana, "DELETE", f"/accounts/{account}", None):
            self.deleted.append(account)

    @precondition(lambda self: self.deleted)
    @rule()
    def the_last_deleted_account_comes_back(self) -> None:
        self.world.rest(self.world.api.dana, "POST", f"/accounts/{self.deleted.pop()}/restoration", {})

    @rule(pick=PICK, other=PICK)
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
    def ren_leaves(self) -> None:
        self.world.rest(self.world.api.ada, "POST", "/users/user-ren/deactivation", {})

    @rule()
    def ren_comes_back(self) -> None:
        self.world.rest(self.world.api.ada, "DELETE", "/users/user-ren/deactivation", None)
        self.world.sign_in(Cast.ren)

    @rule()
    def the_server_is_started_again(self) -> None:
        self.world.start_server()

    @rule()
    def the_background_works(self) -> None:
        self.world.work_off()

    @rule(hours=st.sampled_from((1, 20, 24 * 8, 24 * 70)))
    def time_passes(self, hours: int) -> None:
        self.world.moment.advance(hours=hours)

    @rule()
    def the_network_is_good_again(self) -> None:
        self.world.heal()

    def _handset(self, name: str) -> Handset:
        return self.world.handsets[name]

    def _account(self, pick: int) -> str:
        return picked(self.world.sight("user-dana")["accounts"], pick)

    def _create(self, handset: Handset, table: str, refs: dict[str, str], word: str, spoilt: Row | None = None) -> None:
        self.made += 1
        day = (self.world.moment.now + timedelta(days=self.made % 9)).date().isoformat()
        columns = draft(table, {"owner_id": handset.owner_id, **refs}, word, day)
        if columns is not None:
            handset.phone.create(table, f"{handset.name}.{self.made}", **columns | (spoilt or {}))

"""Lives of real phones (WatermelonDB) that nobody wrote down: by seeds, with everything that happens to a network.

`KAMFIELD_TEST_LIVES=30 pytest tests/sync/test_real_lives.py` lives many more of them.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kamfield.core.db import Database
from tests.cast import Cast, Person
from tests.phones import Phone, Phones, SyncFailed
from tests.phones import watermelon as watermelon
from tests.served import Served
from tests.served import served as served
from tests.sync.desk import Desk, desk_of
from tests.sync.drafts import DRAFTS, STEPS, Refs, draft, picked
from tests.sync.sight import differences, in_sight
from tests.sync.world import TEXTS

LIVES = int(os.environ.get("KAMFIELD_TEST_LIVES", "2"))
STEPS_OF_A_LIFE = 40
FAULTS = ("lost", "doubled", "at once", "cut", "offline")
OWNERS = {"li-one": Cast.li, "li-two": Cast.li, "ren-one": Cast.ren}


class Company:
    """Three phones, a manager at her desk, and chance."""

    def __init__(self, served: Served, phones: Phones, database: Database, seed: int) -> None:
        self.served, self.database, self.chance, self.made = served, database, Random(seed), 0
        self.desks = {person.name: desk_of(served, person) for person in (Cast.li, Cast.ren, Cast.mei)}
        self.phones = {name: self.new_phone(phones, name) for name in OWNERS}

    def new_phone(self, phones: Phones, name: str) -> Phone:
        desk = self.desks[OWNERS[name.removeprefix("fresh-")].name]
        return phones.new(name, desk.get("/sync/schema"), self.served.address, desk.token, page_size=20)

    def step(self) -> None:
        phone = self.phones[self.chance.choice(list(OWNERS))]
        acts = [self.make] * 4 + [self.edit] * 3 + [self.go_on] * 2 + [self.delete, self.decide]
        self.chance.choice([*acts, self.sync_badly, self.sync_badly, self.sync_badly, self.die])(phone)

    def make(self, phone: Phone) -> None:
        self.made += 1
        table = self.chance.choice(["accounts", *DRAFTS])
        row = draft(table, self.around(phone), f"word {self.made}", f"2030-03-{self.made % 28 + 1:02}")
        if row is not None:
            phone.create(table, f"{phone.name}.{self.made}", **row)

    def edit(self, phone: Phone) -> None:
        table = self.chance.choice(list(TEXTS))
        self.change(phone, table, {self.chance.choice(TEXTS[table]): f"typed {self.made} {self.chance.random()}"})

    def go_on(self, phone: Phone) -> None:
        self.change(phone, *self.chance.choice(STEPS))

    def change(self, phone: Phone, table: str, columns: dict[str, Any]) -> None:
        if row_id := self.one_of(phone, table):
            phone.update(table, row_id, **columns)

    def delete(self, phone: Phone) -> None:
        table = self.chance.choice(["contacts", "opportunities", "visits", "places"])
        if row_id := self.one_of(phone, table):
            phone.delete(table, row_id)

    def decide(self, phone: Phone) -> None:
        """At mei's desk; what is not allowed is refused."""
        desk, account = self.desks["mei"], self.one_of(phone, "accounts")
        to = {"user_id": self.chance.choice([Cast.li.id, Cast.ren.id]), "keep_old": False}
        asked = self.chance.choice(
            [("PATCH", f"/accounts/{account}", {"name": f"mei {self.made}"}), ("PUT", f"/accounts/{account}/lead", to)]
        )
        with suppress(AssertionError):
            desk.ask(*asked, {"If-Match": "*"})

    def sync_badly(self, phone: Phone) -> None:
        faults = [(self.chance.choice(("push", "pull")), self.chance.choice(FAULTS)) for _ in range(2)]
        with suppress(SyncFailed):
            phone.sync(*faults)

    def die(self, _phone: Phone) -> None:
        if self.chance.random() < 0.3:  # it takes a while to come back
            self.served.kill()
            self.served.start()

    def one_of(self, phone: Phone, table: str) -> str:
        return picked(phone.rows(table), self.chance.randrange(50))

    def around(self, phone: Phone) -> Refs:
        owner, tables = OWNERS[phone.name], phone.tables()
        account = picked(tables["accounts"], self.chance.randrange(50))

        def its(table: str) -> str:
            return picked({key: row for key, row in tables[table].items() if row["account_id"] == account}, self.made)

        refs = {"account_id": account, "owner_id": owner.id, "rep_id": owner.id, "plan_id": picked(tables["plans"], 0)}
        refs |= {"contact_id": its("contacts"), "other_id": its("contacts"), "visit_id": its("visits")}
        return refs | {"opportunity_id": its("opportunities"), "quote_id": its("quotes")}

    def sees(self, person: Person) -> Any:
        with self.database.reading() as db:
            return in_sight(db, person.actor)


@pytest.fixture
def phones(watermelon: Path) -> Iterator[Phones]:
    phones = Phones(watermelon)
    yield phones
    phones.close()


@pytest.mark.parametrize("seed", range(LIVES))
def test_every_real_phone_ends_as_its_owner_may_see(
    served: Served, phones: Phones, own_database: Database, seed: int
) -> None:
    company = Company(served, phones, own_database, seed)
    for _ in range(STEPS_OF_A_LIFE):
        company.step()
    for _ in range(3):
        for phone in company.phones.values():
            phone.sync()
    for name, phone in company.phones.items():
        assert phone.pending() == 0
        assert differences(phone.tables(), company.sees(OWNERS[name])) == []
        fresh = company.new_phone(phones, f"fresh-{name}")
        fresh.sync()
        assert fresh.holds() == phone.holds()
        desk: Desk = company.desks[OWNERS[name].name]
        assert desk.post("/sync/check", phone.call("fingerprints"))["differ"] == []

"""Do the tests bite? Sync is spoilt in one place at a time, and a short life among phones must notice it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from kamfield.core.db import Database
from kamfield.settings import Settings
from kamfield.sync.actions import pull, push
from kamfield.sync.rules.cursors import Cursor
from tests.sync.drafts import draft
from tests.sync.phone import Refused, Row
from tests.sync.world import World, a_world

Spoil = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def world(mounted: Flask, settings: Settings, prepared: Database) -> Iterator[World]:
    with a_world(mounted, settings, prepared) as world:
        yield world


def a_row(table: str, word: str) -> Row:
    return draft(table, {"account_id": "wanda"}, word, "2026-03-04") or {}


def a_short_life(world: World) -> None:
    """Pages, a conflict, a single change, a deletion, and an account that moves on."""
    one, two = world.handsets["li-1"], world.handsets["li-2"]
    one.phone.create("accounts", "wanda", **a_row("accounts", "Wanda"))
    for number in range(12):
        one.phone.create("contacts", f"person-{number}", **a_row("contacts", f"Person {number}"))
    world.heal()

    texts = {("accounts", "wanda", "name"): "Wanda Seals"}
    assert world.rest(world.api.mei, "PATCH", "/accounts/wanda", {"name": "Wanda Seals"}, texts)
    two.phone.update("accounts", "wanda", industry="pumps")
    world.heal()

    assert world.rest(world.api.mei, "PATCH", "/contacts/person-3", {"title": "buyer"})
    world.heal()

    assert world.rest(world.api.mei, "DELETE", "/contacts/person-4", None)
    world.heal()

    away = {"user_id": "user-ren", "keep_old": False}
    assert world.rest(world.api.dana, "PUT", "/accounts/wanda/lead", away)
    world.heal()


def no_conflicts(patch: pytest.MonkeyPatch) -> None:
    """Whoever pushes last wins the whole row."""
    patch.setattr(push, "_refuse_conflicts", lambda *_: None)


def a_cursor_too_far(patch: pytest.MonkeyPatch) -> None:
    """The next row is taken for one that the phone has."""
    patch.setattr(Cursor, "number", property(lambda self: self.position + 1))


def nobody_looks_again(patch: pytest.MonkeyPatch) -> None:
    """Whoever loses an account does not hear of it."""
    patch.setattr(pull, "_look_again", lambda *_: None)


def no_deletions(patch: pytest.MonkeyPatch) -> None:
    """What is gone is not told."""
    told = pull._updated
    patch.setattr(pull, "_updated", lambda made, table, _deleted: told(made, table, []))


def a_page_that_ends_at_the_end(patch: pytest.MonkeyPatch) -> None:
    """A page carries the cursor of the whole pull."""
    ending = pull._ending

    def spoilt(made: Any) -> dict[str, Any]:
        return ending(made) | {"timestamp": made.frame.value}

    patch.setattr(pull, "_ending", spoilt)


MUTANTS = (no_conflicts, a_cursor_too_far, nobody_looks_again, no_deletions, a_page_that_ends_at_the_end)


def test_the_short_life_ends_well(world: World) -> None:
    a_short_life(world)


@pytest.mark.parametrize("spoil", MUTANTS, ids=lambda spoil: spoil.__name__)
def test_spoilt_sync_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    spoil(monkeypatch)
    with pytest.raises((AssertionError, Refused)):
        a_short_life(world)

"""Do the tests bite? Sync is spoilt in one place at a time, and a short life among phones must notice it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from kamfield.core.db import Database
from kamfield.settings import Settings
from kamfield.sync.actions import pull, push
from kamfield.sync.actions.replay import Player
from kamfield.sync.queries.scope import Sight
from kamfield.sync.rules.cursors import Cursor
from tests.sync.drafts import draft
from tests.sync.phone import Refused, Row
from tests.sync.world import World, a_world

WANDA = "li-1.wanda"
Spoil = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def world(mounted: Flask, settings: Settings, prepared: Database) -> Iterator[World]:
    with a_world(mounted, settings, prepared) as world:
        yield world


def a_row(table: str, word: str) -> Row:
    return draft(table, {"account_id": WANDA, "rep_id": "user-li"}, word, "2026-03-04") or {}


def a_short_life(world: World) -> None:
    """Pages, a conflict, a single change, a deletion, a step that is none, and an account that moves on."""
    one, two = world.handsets["li-1"], world.handsets["li-2"]
    one.phone.create("accounts", WANDA, **a_row("accounts", "Wanda"))
    for number in range(12):
        one.phone.create("contacts", f"li-1.person-{number}", **a_row("contacts", f"Person {number}"))
    world.heal()

    texts = {("accounts", WANDA, "name"): "Wanda Seals"}
    assert world.rest(world.api.mei, "PATCH", f"/accounts/{WANDA}", {"name": "Wanda Seals"}, texts)
    two.phone.update("accounts", WANDA, industry="pumps")
    world.heal()

    assert world.rest(world.api.mei, "PATCH", "/contacts/li-1.person-3", {"title": "buyer"})
    world.heal()

    assert world.rest(world.api.mei, "DELETE", "/contacts/li-1.person-4", None)
    world.heal()

    one.phone.create("todo_items", "li-1.call", **a_row("todo_items", "Call"))
    one.phone.update("accounts", WANDA, tier="A")
    world.heal()
    one.phone.update("todo_items", "li-1.call", state="carried")
    world.heal()

    two.phone.create("contacts", "li-2.made-too-late", **a_row("contacts", "Late"))
    away = {"user_id": "user-ren", "keep_old": False}
    assert world.rest(world.api.dana, "PUT", f"/accounts/{WANDA}/lead", away)
    world.moment.advance(hours=1)
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


def everybody_sees_everything(patch: pytest.MonkeyPatch) -> None:
    """Rows go to whoever asks."""
    usual = pull.frame_of
    patch.setattr(pull, "frame_of", lambda work, wish: replace(usual(work, wish), sight=Sight.ALL))


def what_no_route_takes_is_dropped(patch: pytest.MonkeyPatch) -> None:
    """Nobody hears of a step that is none."""
    patch.setattr(Player, "keep_the_rest", lambda *_: None)


def what_was_not_taken_stays_on_the_phone(patch: pytest.MonkeyPatch) -> None:
    """The phone is not told to look again at what it changed in vain."""
    patch.setattr(Player, "look_again", lambda *_: None)


def what_is_out_of_sight_stays_on_the_phone(patch: pytest.MonkeyPatch) -> None:
    """A row that was made for an account of somebody else by now."""
    patch.setattr(push, "out_of_sight", lambda *_: ())


MUTANTS = (
    *(no_conflicts, a_cursor_too_far, nobody_looks_again, no_deletions, a_page_that_ends_at_the_end),
    *(everybody_sees_everything, what_no_route_takes_is_dropped, what_was_not_taken_stays_on_the_phone),
    what_is_out_of_sight_stays_on_the_phone,
)


def test_the_short_life_ends_well(world: World) -> None:
    a_short_life(world)


@pytest.mark.parametrize("spoil", MUTANTS, ids=lambda spoil: spoil.__name__)
def test_spoilt_sync_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    spoil(monkeypatch)
    with pytest.raises((AssertionError, Refused)):
        a_short_life(world)

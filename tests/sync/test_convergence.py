"""Whatever happens, in whatever order: when the network is good again, every phone is as it should be.

`KAMFIELD_TEST_LIVES=500 pytest tests/sync/test_convergence.py` looks much further than every run does.
"""

import os

import hypothesis
from flask import Flask
from hypothesis.stateful import run_state_machine_as_test

from kamfield.core.db import Database
from kamfield.settings import Settings
from tests.sync.machine import Life
from tests.sync.world import World

LIVES = int(os.environ.get("KAMFIELD_TEST_LIVES", "8"))
SEARCH = hypothesis.settings(
    max_examples=LIVES,
    stateful_step_count=25,
    suppress_health_check=list(hypothesis.HealthCheck),
    print_blob=True,
)


def test_every_phone_ends_as_its_owner_may_see(mounted: Flask, settings: Settings, prepared: Database) -> None:
    here = {"app": mounted, "settings": settings, "prepared": prepared}
    World.met.clear()
    run_state_machine_as_test(type("AnyLife", (Life,), here), settings=SEARCH)
    met = {what for what, times in World.met.items() if times}
    assert {"POST 200", "POST 409", "issue", "deletion", "page", "replacement"} <= met, (
        "the search did not get anywhere"
    )

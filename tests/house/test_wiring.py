"""Page two is complete: nothing that was built stands beside it unused."""

import subprocess
import sys
from importlib import import_module

import pytest
from apscheduler.triggers.cron import CronTrigger

from kamfield import wiring
from kamfield.core.due import Due
from kamfield.core.rows import Base
from kamfield.permissions import PAGE
from kamfield.web.blueprint import Blueprint
from kamfield.worker import KINDS
from tests.house.source import ROOT, layer_of, modules

ROUTES = [module for module in modules() if "/" in module and layer_of(module) == "routes"]


@pytest.mark.parametrize("module", ROUTES)
def test_every_blueprint_is_mounted(module: str) -> None:
    path = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    own = [value for value in vars(import_module(f"{ROOT.name}.{path}")).values() if isinstance(value, Blueprint)]
    assert all(blueprint in wiring.ROUTES for blueprint in own), f"add it to ROUTES in kamfield/wiring.py: {module}"


def test_every_due_row_has_somebody_who_does_it() -> None:
    due = {mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Due)}
    assert due == set(KINDS), f"add to WHEN_DUE in kamfield/wiring.py: {due - set(KINDS)}"


def test_reactions_follow_acts_that_exist() -> None:
    assert not wiring.AFTER.keys() - PAGE.keys(), "a reaction to a verb that nobody acts never happens"
    assert all(wiring.AFTER.values())


def test_what_happens_by_itself_stands_in_background() -> None:
    steps = [step for steps in wiring.AFTER.values() for step in steps]
    steps += [*wiring.WHEN_DUE.values(), *(step for _, step in wiring.EVERY.values())]
    strange = [step for step in steps if layer_of("/".join(step.__module__.split(".")[1:])) != "background"]
    assert not strange, f"move these to their slice's background.py: {strange}"


def test_every_schedule_can_be_read_and_names_its_slice() -> None:
    for name, (schedule, _) in wiring.EVERY.items():
        CronTrigger.from_crontab(schedule, "UTC")
        assert "." in name, f"name it slice.what: {name}"


def test_page_two_knows_every_table() -> None:
    """What is not reached from the wiring is in no migration."""
    known = "import sys, kamfield.wiring; print(*(name for name in sys.modules if name.startswith('kamfield.')))"
    loaded = subprocess.run([sys.executable, "-c", known], capture_output=True, text=True, check=True).stdout.split()
    models = [module.removesuffix(".py").removesuffix("/__init__") for module in modules() if _is_model(module)]
    forgotten = [name for name in models if f"kamfield.{name.replace('/', '.')}" not in loaded]
    assert not forgotten, f"no route, reaction or job leads to these models: {forgotten}"


def _is_model(module: str) -> bool:
    return "/" in module and layer_of(module) == "models"

"""What a released schema version knows stays as it is: apps in the field were generated from it, in that order."""

import hashlib
import json

import pytest

from kamfield.sync.actions.schema import schema_at

# A new version gets a line; a line that is here is never changed.
RELEASED = {1: "5ccee98760dea704", 2: "e0bdf42dd0011390"}


def digest(version: int) -> str:
    """Tables, columns and types in their order: what an app's schema is made of, and its fingerprints."""
    tables = schema_at(version)["tables"]
    known = [[table["name"], [[one["name"], one["type"]] for one in table["columns"]]] for table in tables]
    known.sort()
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:16]


@pytest.mark.parametrize("version", RELEASED)
def test_what_apps_know_is_never_changed(version: int) -> None:
    assert digest(version) == RELEASED[version], "add columns and tables with `later=` and `since=` instead"

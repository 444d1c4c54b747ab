"""What a slice is made of."""

from pathlib import Path

import pytest

from kamfield import wiring as wiring  # knows every slice, and so every table
from kamfield.core.due import Due
from kamfield.core.rows import Base, Synced
from tests.house.source import slices

FILES = {"__init__", "rules", "models", "queries", "actions", "schemas", "routes", "background"}


@pytest.mark.parametrize("folder", slices(), ids=lambda path: path.name)
def test_a_slice_has_only_the_usual_files(folder: Path) -> None:
    found = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    assert found <= FILES, f"{folder.name} has files that no newcomer would look for: {sorted(found - FILES)}"


@pytest.mark.parametrize("folder", slices(), ids=lambda path: path.name)
def test_a_slice_says_what_it_is(folder: Path) -> None:
    assert (folder / "__init__.py").read_text("utf-8").startswith('"""')


def test_no_synced_row_is_due() -> None:
    both = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Due)]
    assert not [kind for kind in both if issubclass(kind, Synced)], "the lease would stamp it for every phone"


def test_relationships_are_never_lazy_and_stay_inside_their_slice() -> None:
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            assert relation.lazy in {"raise", "raise_on_sql"}, f"{relation} loads when somebody merely looks at it"
            home, other = (kind.class_.__module__.split(".")[1] for kind in (mapper, relation.mapper))
            assert home == other, f"{relation} reaches into another slice: join by id instead"

"""Every list can be paged by each of its sorts."""

import pytest

from tests.house.addresses import MAP, Address


@pytest.mark.parametrize("address", [one for one in MAP if one.is_list], ids=str)
def test_a_cursor_knows_what_each_sort_column_holds(address: Address) -> None:
    assert address.endpoint is not None
    kinds = {name: column.type.python_type for name, column in (address.endpoint.sorts or {}).items()}
    unknown = [name for name, kind in kinds.items() if kind is object]
    assert not unknown, f"give the column's type a `python_type` in kamfield/core/types.py: {unknown}"

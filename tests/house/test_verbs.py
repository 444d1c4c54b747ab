"""Every verb is on page one and in use, and the source says which one it is."""

import ast

from kamfield.permissions import PAGE
from tests.house.source import calls, modules


def acts() -> list[tuple[str, ast.Call]]:
    return [
        (f"{module}:{call.lineno}", call)
        for module, tree in modules().items()
        for call, name in calls(tree)
        if name == "act"
    ]


def verbs_in_use() -> dict[str, str]:
    found = {}
    for place, call in acts():
        if call.args and isinstance(call.args[0], ast.Constant):
            found[call.args[0].value] = place
    return found


def test_every_act_names_its_verb_in_the_source() -> None:
    unnamed = [place for place, call in acts() if not (call.args and isinstance(call.args[0], ast.Constant))]
    assert not unnamed, f"work.act(…) wants a verb written out, so that people and tests can find it: {unnamed}"


def test_every_verb_in_use_is_on_page_one() -> None:
    missing = {verb: place for verb, place in verbs_in_use().items() if verb not in PAGE}
    assert not missing, f"these verbs are not in kamfield/permissions.py: {missing}"


def test_every_verb_of_page_one_is_in_use() -> None:
    unused = PAGE.keys() - verbs_in_use().keys()
    assert not unused, f"no action acts these verbs of kamfield/permissions.py: {sorted(unused)}"


def test_every_verb_has_a_rule() -> None:
    assert all(PAGE.values())

"""Transactions begin and end at the edges; statements are written where they belong."""

from tests.house.source import calls, function_at, imported, layer_of, modules

EDGES = {"web/endpoint.py", "worker.py", "cli.py", "core/throttle.py", "core/db.py"}
EXCEPTIONS = {
    ("users/actions.py", "refresh"): "a stolen token must end its session although the request is refused",
}
STATEMENTS = {"select", "update", "delete", "insert", "text"}
WRITERS_OF_STATEMENTS = {"queries", "background"}


def test_only_the_edges_begin_and_end_transactions() -> None:
    found = [
        f"{module}:{call.lineno} {name}"
        for module, tree in modules().items()
        for call, name in calls(tree)
        if name in {"commit", "rollback", "begin", "begin_nested"}
        and module not in EDGES
        and (module, function_at(tree, call.lineno)) not in EXCEPTIONS
    ]
    assert not found, f"the edge around this ends the transaction, not you: {found}"


def test_statements_stand_in_queries_background_and_core() -> None:
    found = [
        f"{module}:{line} {name}"
        for module, tree in modules().items()
        for source, name, line in imported(tree)
        if source.startswith("sqlalchemy") and name in STATEMENTS
        if not module.startswith("core/") and layer_of(module) not in WRITERS_OF_STATEMENTS
    ]
    assert not found, f"write the statement in the slice's queries.py: {found}"

"""Transactions begin and end at the edges; statements are written where they belong."""

from tests.house.source import calls, function_at, imported, layer_of, modules

EDGES = {
    "web/endpoint.py",
    "worker.py",
    "cli.py",
    "cli_imports.py",
    "cli_sync.py",
    "demo/company.py",
    "demo/gallery/company.py",
    "core/throttle.py",
    "core/db.py",
}
EXCEPTIONS = {
    ("core/journal.py", "attempt"): "one row of a phone's push must not undo the others",
    ("users/actions/sign_in.py", "refresh"): "a stolen token must end its session although the request is refused",
}
READING, WRITING = {"select"}, {"update", "delete", "insert"}
MAY = {"queries": READING | WRITING, "background": READING | WRITING, "actions": WRITING}


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


def test_what_is_read_stands_in_queries_and_what_is_written_past_the_rows_in_actions() -> None:
    found = [
        f"{module}:{line} {name}"
        for module, tree in modules().items()
        for source, name, line in imported(tree)
        if source.startswith("sqlalchemy") and name in READING | WRITING
        if not module.startswith("core/") and name not in MAY.get(layer_of(module), ())
    ]
    assert not found, f"write the statement in the slice's queries.py: {found}"

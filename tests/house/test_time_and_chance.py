"""Time and randomness come from core/clock.py alone: so tests, demonstrations and replays can set them."""

import ast

from tests.house.source import dotted, imported, modules

SOURCES_OF_CHANCE = {"random", "secrets", "uuid", "uuid_utils"}
READERS_OF_CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.monotonic",
    "time.perf_counter",
    "os.urandom",
}
ALLOWED = {
    ("settings.py", "secrets"): "the secret key of an installation is made at its first start",
    ("web/headers.py", "time.perf_counter"): "how long a request took, for the log alone",
    **{
        (f"demo/{name}.py", "random"): "invented, from a seed that is always the same"
        for name in ("archive", "company", "field", "gallery/company", "maps", "money", "names", "opportunities")
    },
    ("planner/improve.py", "random"): "from a seed, so that one month always yields one plan",
    ("planner/solve.py", "random"): "from a seed, so that one month always yields one plan",
    ("server.py", "time.monotonic"): "how long a child process lived",
}


def test_time_and_chance_have_one_source() -> None:
    found = {
        (module, what): line
        for module, tree in modules().items()
        if module != "core/clock.py"
        for what, line in _taken(tree)
        if (module, what) not in ALLOWED
    }
    assert not found, f"take it from kamfield/core/clock.py or from work.now: {found}"


def _taken(tree: ast.Module) -> list[tuple[str, int]]:
    chance = [(name, line) for name, _, line in imported(tree) if name.split(".")[0] in SOURCES_OF_CHANCE]
    names = [(f"{name}.{what}", line) for name, what, line in imported(tree) if name == "time"]
    clocks = [(dotted(node), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return chance + [(name, line) for name, line in names + clocks if name in READERS_OF_CLOCKS]

"""Our own source, read as syntax trees: what the house tests walk."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kamfield

ROOT = Path(kamfield.__file__).parent
NOT_SLICES = {"core", "web", "outside", "geo", "planner", "locales", "demo"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module by its path below `kamfield/`: `users/actions.py`."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))
    }


def slices() -> list[Path]:
    """The folders of the business subjects."""
    folders = (path for path in sorted(ROOT.iterdir()) if (path / "__init__.py").exists())
    return [path for path in folders if path.name not in NOT_SLICES]


def layer_of(module: str) -> str:
    """`actions` for `users/actions.py` and for `users/actions/sign_in.py`."""
    return module.removesuffix(".py").split("/")[1] if "/" in module else module.removesuffix(".py")


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the name called: `work.act(…)` is `act`, `select(…)` is `select`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name:
                yield node, name


def dotted(node: ast.AST) -> str:
    """`datetime.now` for the attribute `datetime.now`; the empty text for anything that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Every import as (module, name or "", line)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name, node.lineno) for alias in node.names)


def function_at(tree: ast.Module, line: int) -> str:
    """The name of the innermost function around a line, or the empty text."""
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno).name if around else ""

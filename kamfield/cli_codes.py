"""`kamfield codes`: every stable code that an app can meet in an answer, with what it means in both languages."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from kamfield.accounts.rules.imports import REASONS, UNREADABLE
from kamfield.core.errors import Problem
from kamfield.core.texts import LOCALES, outlined
from kamfield.days.rules.alerts import SENTENCES as ALERTS
from kamfield.decision_maps.rules.warnings import SENTENCES as WARNINGS
from kamfield.plans.rules.findings import SENTENCES as FINDINGS
from kamfield.proposals.rules.states import SENTENCES as PROPOSED
from kamfield.users.actions.passwords import WEAK
from kamfield.visits.rules.objective_findings import WORDINGS
from kamfield.visits.rules.verdicts import SENTENCES as VERDICTS

HERE = Path(__file__).parent
OF_FIELDS = {"Fault", "Said", "invalid"}

BEGINNING = """# Every code of an answer

Written by `kamfield codes`; do not edit. Codes never change once released, new ones may join: an app shows the `detail`
of a code it does not know. Texts come in the language of `Accept-Language`; `…` stands for what the case fills in. The
codes that fields of rows may hold (states, kinds, reasons) are a list of their own: `GET /api/v1/code-lists`.
"""
PROBLEMS = """
## Problems

The `code` of an answer of `application/problem+json`. Its address, `/problems/<code>`, is a page that explains it.
"""
FIELDS = """
## Faults of single fields

The `code` of each of `errors`, mostly of 422 `invalid`; `pointer` or `parameter` says which field is meant. Who is
about to leave also meets `owns-<kind>`: how many of each kind of thing they still own.
"""
FURTHER: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "The check of a plan",
        "`GET /plans/{id}/check`, and `errors` of `plan-has-errors` and `warnings-not-acknowledged`.",
        {code: f"{sentence}" for code, (_, sentence) in FINDINGS.items()},
    ),
    ("Objectives", "`findings` of an objective.", {code: said.explanation for code, said in WORDINGS.items()}),
    ("Check-ins", "`reasons` of a verdict.", {str(code.value): text for code, text in VERDICTS.items()}),
    ("The day", "`alerts` of `GET /day`.", ALERTS),
    ("Proposals", "Why a visit is proposed, or not.", PROPOSED),
    ("Decision maps", "`warnings` of a map.", WARNINGS),
    ("Passwords", "`errors` about a new password.", WEAK),
    ("Rows of an import", "`findings` of a row.", REASONS),
    ("Files of an import", "Why a file cannot be read.", UNREADABLE),
)


@click.command("codes")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of the screen.")
def codes_command(output: Path | None) -> None:
    """Write the list of every code that an answer may have."""
    output.write_text(written(), encoding="utf-8") if output else click.echo(written(), nl=False)


def written() -> str:
    """The list as Markdown."""
    parts = [BEGINNING, PROBLEMS, *_table(("code", "status", "means", "says"), _problems())]
    parts += [FIELDS, *_table(("code", "says"), _several(of_fields()))]
    for heading, where, texts in FURTHER:
        parts += [
            f"\n## {heading}\n\n{where}\n",
            *_table(("code", "says"), _several((c, {t}) for c, t in texts.items())),
        ]
    return "".join(parts)


def of_fields() -> list[tuple[str, set[str]]]:
    """Each code of a faulty field with its sentences, as they stand in the calls that make them."""
    found: dict[str, set[str]] = {}
    for path in sorted(HERE.rglob("*.py")):
        for code, text in _made_in(ast.parse(path.read_text("utf-8")), {}):
            found.setdefault(code, set()).add(text)
    return sorted(found.items())


def _made_in(block: ast.AST, outside: dict[str, ast.expr]) -> Iterator[tuple[str, str]]:
    """Goes into functions one by one, from the top down: `text` means another thing in each."""
    named = outside | {name: value for name, value in _given(_of_its_own(block)) if name.isupper()}
    for node in _of_its_own(block):
        named |= dict(_given([node]))
        if isinstance(node, ast.FunctionDef):
            yield from _made_in(node, named)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", None) in OF_FIELDS:
            given = (*node.args, *(keyword.value for keyword in node.keywords))
            said = [named.get(one.id, one) if isinstance(one, ast.Name) else one for one in given]
            code = next(filter(None, map(_code, said)), None)
            yield from ((code, text) for text in map(_text, said) if code and text)


def _of_its_own(block: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(block):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _of_its_own(node)


def _given(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _code(node: ast.expr) -> str | None:
    said = str(node.value) if isinstance(node, ast.Constant) else ""
    return said if re.fullmatch(r"[a-z][a-z0-9-]+", said) else None


def _text(node: ast.expr) -> str | None:
    """What is marked for the catalogues here, if anything is."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "N_":
        return str(ast.literal_eval(node.args[0]))
    return None


def _problems() -> Iterator[tuple[str, ...]]:
    known: dict[str, type[Problem]] = {Problem.code: Problem} | Problem.known
    for code, problem in sorted(known.items()):
        if problem.__module__.startswith("kamfield."):
            means = (problem.__doc__ or "").split("\n")[0]
            yield f"`{code}`", str(problem.status), means, _both(problem.detail)


def _several(codes: Iterable[tuple[str, set[str]]]) -> Iterator[tuple[str, ...]]:
    return ((f"`{code}`", "<br>".join(_both(text) for text in sorted(texts))) for code, texts in codes)


def _both(text: str) -> str:
    return "<br>".join(outlined(text, locale) for locale in LOCALES).replace("|", "\\|")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "\n" + "".join(f"| {' | '.join(row)} |\n" for row in (heads, ("---",) * len(heads), *rows))

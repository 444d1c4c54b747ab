"""The guide for app developers: its blocks of code, and the part that is written from the registry.

`python -m tests.sync.guide` writes that part anew.
"""

import re

from kamfield.sync.rules import TABLES, Scope, Table
from tests.served import REPOSITORY

GUIDE = REPOSITORY / "docs" / "sync-for-app-developers.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end of tables -->"


def read() -> str:
    return GUIDE.read_text("utf-8")


def files() -> dict[str, str]:
    """The TypeScript of the guide by the names its blocks begin with."""
    blocks = re.findall(r"```ts\n// (app/[a-z]+\.ts)\n(.*?)```", read(), re.DOTALL)
    return dict(blocks)


def shell() -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", read(), re.DOTALL) for line in block.splitlines()]


def answer(name: str) -> str:
    """The JSON that stands after a mark."""
    found = re.search(rf"<!-- {name} -->\n```json\n(.*?)```", read(), re.DOTALL)
    assert found, name
    return found[1]


def tables() -> str:
    """One line per table: who has it, and what a phone may do."""
    head = "| table | who | since | a new row | a changed row | a deleted row |\n|---|---|---|---|---|---|\n"
    return head + "".join(_line(table) for table in TABLES)


def _line(table: Table) -> str:
    who = f"child of `{table.parent}`" if table.scope is Scope.CHILD else table.scope.value
    acts = [", ".join(f"`{verb}`" for verb in table.verbs.get(kind, ())) for kind in ("created", "updated", "deleted")]
    return f"| `{table.name}` | {who} | {table.since} | {' | '.join(act or 'no' for act in acts)} |\n"


def written_anew() -> str:
    text = read()
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + tables() + END + rest.partition(END)[2]


if __name__ == "__main__":
    GUIDE.write_text(written_anew(), "utf-8")

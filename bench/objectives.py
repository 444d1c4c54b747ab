"""Precision and recall of the objective checker per finding, language and part of the table; speed.

Run `python -m bench.objectives`, with `--misses tuned` to see where checker and label differ in one part.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from kamfield.visits.rules.objective_findings import WORDINGS
from kamfield.visits.rules.objectives import Draft, check

TABLE = Path(__file__).parent.parent / "tests" / "visits" / "objectives.csv"
TODAY = date(2026, 3, 2)
Row = dict[str, str]


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draft(row: Row) -> Draft:
    return Draft(
        kind="advance_sale" if row["kind"] == "advance_sale" else "strengthen_relationship",
        client_action=row["client_action"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        client_actor=row["client_actor"] or None,
        target=Decimal(row["target"]) if row["target"] else None,
        unit=row["unit"] or None,
        event=row["event"] or None,
        fallback=row["fallback"] or None,
    )


def found(row: Row) -> set[str]:
    return {finding.code for finding in check(draft(row), today=TODAY)}


def tally(table: Iterable[Row]) -> dict[str, Counter[str]]:
    """Per code how often it was `right`, `false` (found, not labelled) and `missed`."""
    counts = {code: Counter[str]() for code in WORDINGS}
    for row in table:
        said, labelled = found(row), set(row["findings"].split())
        for code in said | labelled:
            counts[code]["right" if code in said & labelled else "false" if code in said else "missed"] += 1
    return counts


def precision(count: Counter[str]) -> float:
    return count["right"] / ((count["right"] + count["false"]) or 1)


def recall(count: Counter[str]) -> float:
    return count["right"] / ((count["right"] + count["missed"]) or 1)


def show(title: str, table: list[Row]) -> None:
    print(f"\n{title}: {len(table)} objectives")
    print(f"  {'finding':22} {'labelled':>8} {'precision':>9} {'recall':>7}")
    for code, count in tally(table).items():
        if labelled := count["right"] + count["missed"]:
            print(f"  {code:22} {labelled:8} {precision(count):9.2f} {recall(count):7.2f}")
        elif count["false"]:
            print(f"  {code:22} {0:8} {'false:':>9} {count['false']:7}")


def show_misses(table: list[Row]) -> None:
    for row in table:
        said, labelled = found(row), set(row["findings"].split())
        if said != labelled:
            print(
                row["client_action"],
                "|",
                row["event"],
                "| false",
                said - labelled,
                "| missed",
                labelled - said,
            )


def checks_per_second(table: list[Row], seconds: float = 2.0) -> float:
    """Checks per second on one core; the checker keeps no texts, so repeating them gains nothing."""
    drafts, count, start = [draft(row) for row in table], 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for one in drafts:
            check(one, today=TODAY)
            count += 1
    return count / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", choices=["tuned", "held_out"])
    chosen = parser.parse_args().misses
    table = rows()
    if chosen:
        show_misses([row for row in table if row["part"] == chosen])
        return
    for part in ("tuned", "held_out"):
        for language in ("en", "zh"):
            show(f"{part}, {language}", [r for r in table if (r["part"], r["language"]) == (part, language)])
        show(f"{part}, both languages", [r for r in table if r["part"] == part])
    print(f"\n{checks_per_second(table):,.0f} checks per second")


if __name__ == "__main__":
    main()

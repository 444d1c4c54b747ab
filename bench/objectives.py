"""Precision and recall of the objective checker per finding, on the table and on batches it had never met; speed.

Run `python -m bench.objectives`, with `--misses tuned` to see where checker and label differ in one part.
"""

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from kamfield.visits.rules.objective_findings import WORDINGS
from kamfield.visits.rules.objectives import Draft, check

TABLE = Path(__file__).parent.parent / "tests" / "visits" / "objectives.csv"
FIRST_MET = TABLE.with_name("objectives_first_met.csv")
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


def first_met() -> dict[str, Counter[str]]:
    """As `tally`, of the last batches together, each counted on the day the checker met it."""
    counts = {code: Counter[str]() for code in WORDINGS}
    with FIRST_MET.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            right, labelled = int(row["right"]), int(row["labelled"])
            counts[row["finding"]].update(right=right, missed=labelled - right, false=int(row["false"]))
    return counts


def weak_or_not(table: Iterable[Row]) -> Counter[str]:
    """How often the checker and the label agree that an objective is weak at all, which is what a policy acts on."""
    grave, count = {code for code, wording in WORDINGS.items() if wording.severity == "weak"}, Counter[str]()
    for row in table:
        said, labelled = bool(found(row) & grave), bool(set(row["findings"].split()) & grave)
        count["right" if said and labelled else "false" if said else "missed" if labelled else "good"] += 1
    return count


def show(title: str, counts: Mapping[str, Counter[str]]) -> None:
    print(f"\n{title}")
    print(f"  {'finding':22} {'labelled':>8} {'precision':>9} {'recall':>7}")
    for code, count in counts.items():
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
    for part in sorted({row["part"] for row in table}):
        of_part = [row for row in table if row["part"] == part]
        for language in ("en", "zh"):
            rows_of = [row for row in of_part if row["language"] == language]
            show(f"{part}, {language}: {len(rows_of)} objectives", tally(rows_of))
        show(f"{part}, both languages: {len(of_part)} objectives", tally(of_part))
    show("batches 8 to 11 when first met, 333 objectives, both languages", first_met())
    weak = weak_or_not(table)
    print(f"\nweak at all: precision {precision(weak):.2f}, recall {recall(weak):.2f}")
    print(f"\n{checks_per_second(table):,.0f} checks per second")


if __name__ == "__main__":
    main()

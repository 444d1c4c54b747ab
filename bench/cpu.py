"""CPU seconds and memory of process trees, from the operating system's own accounting."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            fields = _fields(int(folder.name))
            if fields:
                parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, front = [root], [root]
    while front:
        front = [child for parent in front for child in parents.get(parent, [])]
        found += front
    return found


def seconds(roots: Iterable[int]) -> float:
    """CPU seconds used so far by these process trees, their ended children included."""
    pids = {pid for root in roots for pid in tree(root)}
    return sum(sum(map(int, fields[11:15])) for pid in pids if (fields := _fields(pid))) / _TICK


def megabytes(root: int) -> list[float]:
    """Proportional memory (PSS) of each process of a tree."""
    return [_pss(pid) for pid in tree(root)]


def _fields(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)

"""What the product needs is written down once and pinned."""

import configparser
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def wanted() -> set[str]:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    lines = setup["options"]["install_requires"] + setup["options.extras_require"]["dev"]
    return {_plain(line) for line in lines.split("\n") if line.strip()}


def _plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement.strip())[0].lower().replace("_", "-")


def test_everything_that_is_needed_is_pinned_with_hashes() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==", text, re.MULTILINE))
    assert not wanted() - pinned, f"run `make constraints`: {sorted(wanted() - pinned)}"
    assert text.count("--hash=sha256:") >= len(pinned)


def test_a_process_that_serves_begins_without_what_is_large_and_seldom_needed() -> None:
    large = {"PIL", "alembic", "apprise", "apscheduler", "css_inline", "geopy", "holidays", "icalendar", "openpyxl"}
    large |= {"reportlab", "requests", "xlsxwriter"}
    loaded = "import sys, kamfield.app; print(*{name.partition('.')[0] for name in sys.modules})"
    names = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not large & set(names.split())

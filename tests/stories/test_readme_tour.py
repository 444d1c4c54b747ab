"""The tour of the README, line by line, against a served demo company."""

import re
import subprocess
import sys
from pathlib import Path

from tests.served import REPOSITORY, Served

PROMISE = re.compile(r"^(?P<command>.+?)\s+# → (?P<promised>.+)$")


def test_the_tour_works_line_by_line(tmp_path: Path) -> None:
    settings = {"KAMFIELD_HOME": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-m", "kamfield.cli", "demo"], env=settings, cwd=REPOSITORY, check=True, timeout=300
    )
    here = Served(f"sqlite:///{tmp_path / 'kamfield.db'}", tmp_path)
    here.start()
    try:
        script = tour().replace("http://127.0.0.1:8000/api/v1", here.address).replace("/tmp", str(tmp_path))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", checked(script)], capture_output=True, text=True, timeout=120
        )
    finally:
        here.stop()
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def tour() -> str:
    found = re.search(r"<!-- tour -->\n```sh\n(.*?)```", (REPOSITORY / "README.md").read_text("utf-8"), re.DOTALL)
    assert found, "the README has no tour"
    return found[1]


def checked(script: str) -> str:
    """The script, ended where a line does not show what its comment promises."""
    return "\n".join(_checked(line) for line in script.splitlines())


def _checked(line: str) -> str:
    promise = PROMISE.match(line)
    if promise is None:
        return line
    command, promised = promise["command"], promise["promised"]
    return (
        f"shown=$({command})\n"
        f'[[ "$shown" == *"{promised}"* ]] || {{ echo "promised {promised}, shown $shown:"; echo {line!r}; exit 1; }}'
    )

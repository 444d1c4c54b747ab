"""The tour of the README, line by line, against a served demo company."""

import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Select, select

from kamfield.core import due
from kamfield.core.clock import now
from kamfield.core.db import connect
from kamfield.core.due import Due
from kamfield.outside import silent
from kamfield.worker import KINDS, Worker
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
    assert failures_of_the_next_monday(here.url) == []


def failures_of_the_next_monday(url: str) -> list[str]:
    """What went wrong when the worker did all that is due until the demo company's next Monday morning."""
    monday = now().replace(hour=23, minute=45) + timedelta(days=7 - now().weekday())
    worker = Worker(connect(url), lambda: monday, silent())
    worker.prepare()
    while worker.run_due():
        pass
    with worker.database.reading() as db:
        failed = [f"{due.name_of(kind)}: {one}" for kind in KINDS for one in db.scalars(with_errors(kind))]
    worker.database.dispose()
    return failed


def with_errors(kind: type[Due]) -> Select[str]:
    return select(kind.last_error).where(kind.last_error.is_not(None))


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
    wrong = shlex.quote(f"promised {promised}, by: {line}")
    is_shown = f'[[ "$shown" == *{shlex.quote(promised)}* ]]'
    return f'shown=$({command})\n{is_shown} || {{ echo "shown $shown, "{wrong}; exit 1; }}'

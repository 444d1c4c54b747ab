"""The real tus client (npm `tus-js-client`) against a served application."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.node import installed
from tests.served import Served

MEGABYTE = 1 << 20
LARGE = hashlib.shake_256(b"a film").digest(20 * MEGABYTE)


@pytest.fixture(scope="session")
def client(request: pytest.FixtureRequest) -> Path:
    """The folder of the installed client."""
    return installed(request.config, "tus")


class Run:
    """One run of the client; its lines are read as they come."""

    def __init__(self, client: Path, served: Served, **asked: Any) -> None:
        usual = {"endpoint": f"{served.address}/uploads", "token": served.sign_in(), "chunk": 3 * MEGABYTE}
        command = ["node", "upload.mjs", json.dumps(usual | asked)]
        self.process = subprocess.Popen(command, cwd=client, stdout=subprocess.PIPE, text=True)

    def events(self) -> Iterator[dict[str, Any]]:
        with self.process as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield json.loads(line)
        assert process.returncode == 0

    def outcome(self) -> dict[str, Any]:
        """The last line."""
        return list(self.events())[-1]


@pytest.fixture
def film(tmp_path: Path) -> str:
    path = tmp_path / "film.mp4"
    path.write_bytes(LARGE)
    return str(path)


def stored(served: Served, attachment_id: str) -> bytes:
    bearer = {"Authorization": f"Bearer {served.sign_in()}"}
    status, _, content = served.ask("GET", f"/attachments/{attachment_id}/content", None, bearer)
    assert status == 200, content
    return content


def status_of(served: Served, address: str) -> int:
    bearer = {"Authorization": f"Bearer {served.sign_in()}", "Tus-Resumable": "1.0.0"}
    return served.ask("HEAD", "/api" + address.partition("/api")[2], None, bearer)[0]


def test_twenty_megabytes_go_up_in_chunks(client: Path, served: Served, attachment_id: str, film: str) -> None:
    events = list(Run(client, served, scenario="whole", file=film, attachment=attachment_id).events())
    assert [event["event"] for event in events] == ["progress"] * 7 + ["done"]
    assert stored(served, attachment_id) == LARGE


def test_the_first_chunk_may_go_with_the_beginning(client: Path, served: Served, attachment_id: str, film: str) -> None:
    run = Run(client, served, scenario="whole", file=film, attachment=attachment_id, together=True)
    assert run.outcome()["event"] == "done"
    assert stored(served, attachment_id) == LARGE


def test_an_upload_is_paused_and_gone_on_with_by_a_new_client(
    client: Path, served: Served, attachment_id: str, film: str, tmp_path: Path
) -> None:
    asked = {"file": film, "attachment": attachment_id, "storage": str(tmp_path / "known.json")}
    events = list(Run(client, served, scenario="paused", **asked).events())
    assert events[-1]["event"] == "done"
    assert events[-1]["url"] == events[-1]["first"]
    sizes = [event["accepted"] for event in events[:-1]]
    assert sizes == sorted(set(sizes)), "nothing was sent twice"
    assert stored(served, attachment_id) == LARGE


def test_the_server_is_killed_in_the_middle_and_the_client_goes_on(
    client: Path, served: Served, attachment_id: str, film: str
) -> None:
    patient = {"chunk": MEGABYTE, "retries": [500] * 120}  # a server may take its time to start
    run = Run(client, served, scenario="whole", file=film, attachment=attachment_id, **patient)
    events = []
    for event in run.events():
        events.append(event)
        if len(events) == 6:
            served.kill()
            served.start()
    assert events[-1]["event"] == "done", events[-1]
    assert stored(served, attachment_id) == LARGE


def test_every_chunk_can_carry_its_checksum(client: Path, served: Served, attachment_id: str, film: str) -> None:
    assert Run(client, served, scenario="checked", file=film, attachment=attachment_id).outcome()["event"] == "done"
    assert stored(served, attachment_id) == LARGE


def test_a_damaged_chunk_is_refused(client: Path, served: Served, attachment_id: str, film: str) -> None:
    failed = Run(client, served, scenario="damaged", file=film, attachment=attachment_id).outcome()
    assert (failed["event"], failed["status"]) == ("failed", 460)


def test_an_upload_that_the_client_ends_is_over(client: Path, served: Served, attachment_id: str, film: str) -> None:
    ended = Run(client, served, scenario="ended", file=film, attachment=attachment_id).outcome()
    assert ended["event"] == "done"
    assert status_of(served, ended["url"]) == 410

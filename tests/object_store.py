"""A real S3-compatible server on loopback, and a new bucket in it for who asks."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest

numbers = count(1)


@pytest.fixture(scope="session")
def object_store() -> Iterator[int]:
    """The port of the server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def new_bucket(object_store: int) -> Callable[[], str]:
    """Makes an empty bucket and says its address, as in KAMFIELD_FILES_URL."""

    def make() -> str:
        name = f"files-{next(numbers)}"
        connection = http.client.HTTPConnection("127.0.0.1", object_store, timeout=10)
        connection.request("PUT", f"/{name}")
        assert connection.getresponse().status == 200
        connection.close()
        return f"s3://key:se%2Fcret@127.0.0.1:{object_store}/{name}?region=us-east-1&tls=0"

    return make


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the object store did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the object store did not open its port")

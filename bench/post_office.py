"""A mail server in a process of its own that takes everything and keeps nothing: `python -m bench.post_office`.

It says its port in one line, and ends with its standard input.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP


class Taker:
    """Says yes."""

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        return "250 OK"


@contextlib.contextmanager
def post_office() -> Iterator[int]:
    """The port of one that is open; ends it, and only it, afterwards."""
    command = [sys.executable, "-m", "bench.post_office"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process: Any = subprocess.Popen(command, cwd=Path(__file__).parents[1], **pipes)
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(10)


async def main() -> None:
    """Opens, and closes when nobody listens any more."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Taker(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())

"""A real HTTP server on loopback that takes messages as a robot does, or refuses them as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Robot:
    """Answers every message with `status` and `answer`, and `location` where it sends people elsewhere."""

    address: str = ""
    host: str = ""
    status: int = 200
    location: str = ""
    answer: Any = None
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def open_robot() -> Iterator[Robot]:
    robot = Robot()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            robot.taken.append((self.path, json.loads(said)))
            self.send_response(robot.status)
            if robot.location:
                self.send_header("Location", robot.location)
            said_back = b"" if robot.answer is None else json.dumps(robot.answer).encode()
            self.send_header("Content-Length", str(len(said_back)))
            self.end_headers()
            self.wfile.write(said_back)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        robot.host = f"127.0.0.1:{server.server_port}"
        robot.address = f"http://{robot.host}/in/secret-of-the-robot?room=7"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield robot
        server.shutdown()
        thread.join(5)

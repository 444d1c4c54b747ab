"""A real HTTP server on loopback that answers like Nominatim, or as badly as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class MapServer:
    """Answers every question with `status`, `body` and `headers`, after `delay_seconds`."""

    url: str = ""
    status: int = 200
    body: str = "[]"
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    questions: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    user_agents: list[str | None] = field(default_factory=list)
    asked_at: list[float] = field(default_factory=list)

    def answers(self, *places: Any) -> None:
        self.body = json.dumps(places)

    def take(self, request: BaseHTTPRequestHandler) -> None:
        self.asked_at.append(time.monotonic())
        url = urlsplit(request.path)
        self.paths.append(url.path)
        self.questions.append({name: values[0] for name, values in parse_qs(url.query).items()})
        self.user_agents.append(request.headers["User-Agent"])
        time.sleep(self.delay_seconds)


@contextmanager
def open_map_server() -> Iterator[MapServer]:
    told = MapServer()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.take(self)
            self.send_response(told.status)
            for name, value in {"Content-Type": "application/json", **told.headers}.items():
                self.send_header(name, value)
            # Whoever asked may have lost patience, as a test wants it.
            with suppress(ConnectionError):
                self.end_headers()
                self.wfile.write(told.body.encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield told
        server.shutdown()
        thread.join(5)

"""Uploads against a served application: cut lines, kills, two senders at once."""

import hashlib
import socket
import threading
import time
from typing import Any

import pytest

from tests.make.attachments import metadata
from tests.served import Served

MEGABYTE = 1 << 20
LARGE = hashlib.shake_256(b"a photo").digest(20 * MEGABYTE)


@pytest.fixture
def bearer(served: Served) -> dict[str, str]:
    return {"Authorization": f"Bearer {served.sign_in()}", "Tus-Resumable": "1.0.0"}


def begin(served: Served, bearer: dict[str, str], attachment_id: str, length: int = len(LARGE)) -> str:
    said = {"Upload-Length": str(length), "Upload-Metadata": metadata(attachment_id=attachment_id)}
    status, headers, body = served.ask("POST", "/uploads", b"", bearer | said)
    assert status == 201, body
    return headers["location"]


def where(served: Served, bearer: dict[str, str], place: str) -> int:
    status, headers, _ = served.ask("HEAD", place, None, bearer)
    assert status == 200
    return int(headers["upload-offset"])


def part(bearer: dict[str, str], offset: int) -> dict[str, str]:
    return bearer | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}


def cut_off(served: Served, bearer: dict[str, str], place: str, sent: bytes, announced: int) -> socket.socket:
    """Announces more than it sends, and leaves the line open."""
    line = socket.create_connection(("127.0.0.1", served.port), 10)
    headers = {"Host": "127.0.0.1", "Content-Length": str(announced), **part(bearer, 0)}
    head = f"PATCH {place} HTTP/1.1\r\n" + "".join(f"{name}: {text}\r\n" for name, text in headers.items()) + "\r\n"
    line.sendall(head.encode() + sent)
    return line


def content_of(served: Served, bearer: dict[str, str], attachment_id: str) -> bytes:
    status, _, body = served.ask("GET", f"/attachments/{attachment_id}/content", None, bearer)
    assert status == 200, body
    return body


def test_a_cut_line_keeps_what_arrived(served: Served, bearer: dict[str, str], attachment_id: str) -> None:
    place = begin(served, bearer, attachment_id)
    sent = LARGE[: 5 * MEGABYTE + 1234]
    cut_off(served, bearer, place, sent, len(LARGE)).close()
    assert eventually(lambda: where(served, bearer, place) == len(sent))
    status, _, body = served.ask("PATCH", place, LARGE[len(sent) :], part(bearer, len(sent)))
    assert status == 204, body
    assert content_of(served, bearer, attachment_id) == LARGE


def test_a_hanging_line_does_not_keep_the_phone_from_going_on(
    served: Served, bearer: dict[str, str], attachment_id: str
) -> None:
    place = begin(served, bearer, attachment_id)
    hanging = cut_off(served, bearer, place, LARGE[: 5 * MEGABYTE], len(LARGE))  # the phone left the WLAN
    assert eventually(lambda: where(served, bearer, place) >= 4 * MEGABYTE)
    offset = where(served, bearer, place)
    status, _, _ = served.ask("PATCH", place, LARGE[offset:], part(bearer, offset))
    assert status == 204
    hanging.close()
    time.sleep(0.5)
    assert content_of(served, bearer, attachment_id) == LARGE


def test_phones_in_tunnels_do_not_hold_up_the_others(
    served: Served, bearer: dict[str, str], attachment_id: str
) -> None:
    lines = [cut_off(served, bearer, begin(served, bearer, attachment_id), b"x", 100) for _ in range(6)]
    for _ in range(6):
        line = socket.create_connection(("127.0.0.1", served.port), 10)
        line.sendall(b"POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{")
        lines.append(line)
    time.sleep(0.5)
    began = time.monotonic()
    assert served.ask("GET", "/me", None, bearer)[0] == 200
    assert time.monotonic() - began < 5
    for line in lines:
        line.close()
    assert served.ask("GET", "/me", None, bearer)[0] == 200


def test_a_killed_server_tells_the_truth_afterwards(served: Served, bearer: dict[str, str], attachment_id: str) -> None:
    place = begin(served, bearer, attachment_id)
    line = cut_off(served, bearer, place, LARGE[: 9 * MEGABYTE], len(LARGE))
    assert eventually(lambda: where(served, bearer, place) >= 8 * MEGABYTE)
    served.kill()
    line.close()
    served.start()
    offset = where(served, bearer, place)
    assert 8 * MEGABYTE <= offset <= 9 * MEGABYTE
    status, _, _ = served.ask("PATCH", place, LARGE[offset:], part(bearer, offset))
    assert status == 204
    assert content_of(served, bearer, attachment_id) == LARGE


def test_of_two_senders_at_once_one_wins_and_nothing_is_torn(
    served: Served, bearer: dict[str, str], attachment_id: str
) -> None:
    place = begin(served, bearer, attachment_id)
    answers: list[int] = []

    def send() -> None:
        try:
            answers.append(served.ask("PATCH", place, LARGE, part(bearer, 0))[0])
        except OSError:
            answers.append(409)  # refused before it had sent everything

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)
    assert set(answers) <= {204, 409}
    offset = where(served, bearer, place)
    if offset < len(LARGE):  # each was told to stop by another; whoever asks goes on
        assert served.ask("PATCH", place, LARGE[offset:], part(bearer, offset))[0] == 204
    assert content_of(served, bearer, attachment_id) == LARGE


def test_a_reader_gets_a_part_of_a_large_file(served: Served, bearer: dict[str, str], attachment_id: str) -> None:
    place = begin(served, bearer, attachment_id)
    assert served.ask("PATCH", place, LARGE, part(bearer, 0))[0] == 204
    wanted = bearer | {"Range": f"bytes={7 * MEGABYTE}-{7 * MEGABYTE + 99}"}
    status, headers, body = served.ask("GET", f"/attachments/{attachment_id}/content", None, wanted)
    assert (status, body) == (206, LARGE[7 * MEGABYTE : 7 * MEGABYTE + 100])
    assert headers["content-length"] == "100"


def test_bytes_without_a_length_are_taken_too(served: Served, bearer: dict[str, str], attachment_id: str) -> None:
    place = begin(served, bearer, attachment_id, 10)
    headers = "".join(f"{name}: {text}\r\n" for name, text in part(bearer, 0).items())
    with socket.create_connection(("127.0.0.1", served.port), 10) as line:
        head = f"PATCH {place} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n{headers}\r\n"
        line.sendall(head.encode() + b"4\r\nabcd\r\n6\r\nefghij\r\n0\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 204")
    assert content_of(served, bearer, attachment_id) == b"abcdefghij"


def eventually(holds: Any, seconds: float = 10) -> bool:
    """Whether something becomes true soon."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False

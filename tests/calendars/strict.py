"""RFC 5545 by the letter: what a program that forgives nothing would refuse."""

import re

LINE = re.compile(
    r'[A-Za-z0-9-]+(;[A-Za-z0-9-]+=("[^"\x00-\x08\x0a-\x1f]*"|[^";:,\x00-\x08\x0a-\x1f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*'
)
INSTANT, DAY = re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}")
ONCE = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "SEQUENCE",
    "LOCATION",
    "GEO",
    "LAST-MODIFIED",
    "CREATED",
}


def events(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, property by property (parameters stand with the name); AssertionError for a fault."""
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in physical), "only CRLF ends a line"
    assert max(map(len, physical)) <= 75, "a line has at most 75 octets"
    for line in physical:
        line.decode("utf-8")  # not one letter is torn apart by folding
    logical = content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert all(LINE.fullmatch(line) for line in logical)
    _check_calendar(logical)
    return [_event(lines) for lines in _components(logical, "VEVENT")]


def _check_calendar(lines: list[str]) -> None:
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert [sum(line.startswith(f"{name}:") for line in lines) for name in ("VERSION", "PRODID")] == [1, 1]
    assert any(line.startswith("BEGIN:V") for line in lines[1:]), "a calendar has at least one component"
    opened: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert not opened


def _components(lines: list[str], kind: str) -> list[list[str]]:
    found: list[list[str]] = []
    inside = False
    for line in lines:
        if line == f"BEGIN:{kind}":
            inside = True
            found.append([])
        elif line == f"END:{kind}":
            inside = False
        elif inside:
            found[-1].append(line)
    return found


def _event(lines: list[str]) -> dict[str, str]:
    pairs = [line.partition(":")[::2] for line in lines]
    names = [name.partition(";")[0] for name, _ in pairs]
    assert all(names.count(name) <= 1 for name in ONCE)
    event = dict(pairs)
    assert {"UID", "DTSTAMP"} <= event.keys()
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert INSTANT.fullmatch(event[name])
    if "DTSTART" in event:
        assert INSTANT.fullmatch(event["DTSTART"])
        assert INSTANT.fullmatch(event["DTEND"])
        assert event["DTEND"] > event["DTSTART"]
    else:
        assert DAY.fullmatch(event["DTSTART;VALUE=DATE"])
        assert event["DTEND;VALUE=DATE"] > event["DTSTART;VALUE=DATE"]
    assert int(event["SEQUENCE"]) >= 0
    assert event["STATUS"] in {"TENTATIVE", "CONFIRMED", "CANCELLED"}
    return event

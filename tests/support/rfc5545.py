"""A strict reading of iCalendar by the letter of RFC 5545 and RFC 5546, independent of the libraries that write and read it."""

import re

_LINE = re.compile(
    r"^(?P<name>[A-Z0-9-]+)(?P<parameters>(;[A-Z0-9-]+=(\"[^\"]*\"|[^;:\",]*)(,(\"[^\"]*\"|[^;:\",]*))*)*):(?P<value>.*)$"
)
_UTC = re.compile(r"^\d{8}T\d{6}Z$")
_DAY = re.compile(r"^\d{8}$")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS", "CLASS")
LONGEST_LINE = 75


def unfolded(content: bytes) -> list[str]:
    """Give the content lines. Raises AssertionError for what no calendar may hold: other line ends, long lines, broken letters."""
    assert content.endswith(b"\r\n"), "the last line has no end"
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert not {b"\n", b"\r"} & {line[i : i + 1] for i in range(len(line))}, (
            f"a line end that is not CRLF: {line!r}"
        )
        assert len(line) <= LONGEST_LINE, f"{len(line)} octets in a line: {line!r}"
        assert line.strip(), "an empty line"
    lines: list[bytes] = []
    for line in physical:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def components(content: bytes) -> tuple[dict[str, str], list[dict[str, tuple[str, str]]]]:
    """Give the calendar's own properties, and of each event its properties as (parameters, value). Raises AssertionError for what is wrong."""
    lines = unfolded(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR"), "not one calendar"
    own: dict[str, str] = {}
    events: list[dict[str, tuple[str, str]]] = []
    inside = False
    for line in lines[1:-1]:
        found = _LINE.match(line)
        assert found, f"not a content line: {line}"
        name, parameters, value = found["name"], found["parameters"], found["value"]
        if name in ("BEGIN", "END"):
            assert (value, inside) == ("VEVENT", name == "END"), f"wrongly nested: {line}"
            inside = name == "BEGIN"
            if inside:
                events.append({})
        elif inside:
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = (parameters, value)
        else:
            own[name] = value
    assert own.get("VERSION") == "2.0", "no version"
    assert own.get("PRODID"), "no product"
    for event in events:
        _check(event, own.get("METHOD", ""))
    return own, events


def _check(event: dict[str, tuple[str, str]], method: str) -> None:
    missing = [name for name in ONCE if name not in event]
    assert not missing, f"{missing} missing"
    assert _UTC.match(event["DTSTAMP"][1]), "DTSTAMP is not in UTC"
    start = event["DTSTART"]
    if "VALUE=DATE" in start[0]:
        assert _DAY.match(start[1]), "DTSTART is no day"
    else:
        assert _UTC.match(start[1]), "DTSTART is neither in UTC nor has a time zone that is defined"
    assert "TZID" not in start[0], "a time zone that is not defined"
    assert event["SEQUENCE"][1].isdecimal(), "SEQUENCE is no whole number"
    if method in ("REQUEST", "CANCEL"):
        assert event.get("ORGANIZER", ("", ""))[1].startswith("mailto:"), "an iTIP message needs an organiser"
        assert event.get("ATTENDEE", ("", ""))[1].startswith("mailto:"), "an iTIP message needs an attendee"
    assert (event["STATUS"][1] == "CANCELLED") or method != "CANCEL", "a CANCEL that is not cancelled"

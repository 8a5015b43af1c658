"""
A stream's events as lines of text, `<seconds> <name> <data>`, and back with their exact bytes.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable

from mockgemini import sse
from mockgemini.cassette.emitting import UNSAFE
from mockgemini.exchange import Event
from mockgemini.jsontext import fold, unfold

FRAMINGS: dict[str, str] = {
    "event": "event: {name}\ndata: {data}\n\n",
    "data": "data: {data}\n\n",
    "data-crlf": "data: {data}\r\n\r\n",
}
"""What a plain line stands for; the first is the default, as the Interactions API frames."""

_NAME = re.compile(r"[A-Za-z0-9_.\-]+")
_UNSAFE = re.compile(f"[{UNSAFE}\t\n]")
_AT = re.compile(r"[0-9]{1,9}\.[0-9]{3}")

Redact = Callable[[str], str]
"""Takes the secrets out of a text."""


def framing_of(events: Iterable[Event]) -> str:
    """
    The framing that most events have; `event` where none fits any.
    """
    counts = Counter(
        framing
        for event in events
        for framing in FRAMINGS
        if _raw(framing, event.name or "-", event.data or "") == event.raw
    )
    return counts.most_common(1)[0][0] if counts else "event"


def write(
    events: Iterable[Event], framing: str, redact: Redact
) -> tuple[list[str], dict[str, str]]:
    """
    A line an event, and the base64 that was folded away.
    """
    blobs: dict[str, str] = {}
    lines = [
        f"{max(0.0, event.at):.3f} {_write(event, framing, redact, blobs)}" for event in events
    ]
    return lines, blobs


def read(text: str, framing: str, find: Callable[[str], str | None]) -> tuple[Event, ...]:
    """
    The events again; a ValueError says which line, counted from 0, is none and why.
    """
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return tuple(_read(number, line, framing, find) for number, line in enumerate(lines))


class EventLineError(ValueError):
    """
    A line that is no event: `number` counts from 0.
    """

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(problem)
        self.number = number


def _write(event: Event, framing: str, redact: Redact, blobs: dict[str, str]) -> str:
    name = "-" if framing != "event" else (event.name or "")
    if event.data and _NAME.fullmatch(name) and _raw(framing, name, event.data) == event.raw:
        data, found = fold(event.data)
        data = redact(data)
        # What can be printed is safe, and that is seen much faster.
        is_safe = data.isprintable() or not _UNSAFE.search(data)
        if is_safe and data == data.strip(" "):
            blobs.update(found)
            return f"{name} {data}"
    try:
        text = event.raw.decode()
    except UnicodeDecodeError:
        # Read as Latin-1, bytes and characters are one to one, and so what is a secret is seen.
        clean = redact(event.raw.decode("latin-1")).encode("latin-1")
        return f"!b64 {base64.b64encode(clean).decode()}"
    text, found = fold(text)
    blobs.update(found)
    return f"!raw {_ascii(redact(text))}"


def _ascii(text: str) -> str:
    # The encoder leaves DEL as it is, YAML does not.
    return json.dumps(text).replace("\x7f", "\\u007f")


def _read(number: int, line: str, framing: str, find: Callable[[str], str | None]) -> Event:
    parts = line.split(" ", 2)
    if len(parts) != 3 or not _AT.fullmatch(parts[0]):
        raise EventLineError(
            number, f"an event is '<seconds with 3 digits> <name> <data>', not {line[:60]!r}"
        )
    at, (name, data) = float(parts[0]), parts[1:]
    if name == "!raw":
        raw = unfold(_text(number, data), find).encode(errors="surrogatepass")
        return _parsed(at, raw, number)
    if name == "!b64":
        return _parsed(at, _bytes(number, data), number)
    if not _NAME.fullmatch(name):
        raise EventLineError(number, f"{name!r} is no name of an event")
    data = unfold(data, find)
    return Event(at, _raw(framing, name, data), name if framing == "event" else None, data)


def _parsed(at: float, raw: bytes, number: int) -> Event:
    frame = sse.parse(raw, is_first=number == 0)
    return Event(at, raw, frame.name, frame.data)


def _text(number: int, data: str) -> str:
    try:
        text = json.loads(data)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise EventLineError(number, f"behind !raw stands a JSON string, not {data[:60]!r}")
    return text


def _bytes(number: int, data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        raise EventLineError(number, f"behind !b64 stands base64, not {data[:60]!r}") from None


def _raw(framing: str, name: str, data: str) -> bytes:
    # str.format would be slower and would trip over nothing else in the template.
    template = FRAMINGS[framing]
    return template.replace("{name}", name).replace("{data}", data).encode()

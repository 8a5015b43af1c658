"""
What a cassette's YAML says, as values: each key of a known type, none unknown, complaints with a
line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import Final, NoReturn, cast, get_args

from mockgemini.cassette import bodies, event_lines
from mockgemini.cassette.blobs import BlobReader
from mockgemini.errors import CassetteError
from mockgemini.exchange import Body, Cut, Headers, Poll, Polls, Reply, Request, Stream
from mockgemini.jsontext import Json

REQUEST = frozenset({"method", "path", "query", "headers", *bodies.KEYS})
"""The keys of a request."""

_REPLY = frozenset({"status", "took", "headers", *bodies.KEYS})
_STREAM = frozenset({"status", "head", "headers", "framing", "cut", "events"})
_POLL = frozenset({"at", "times", "every"}) | _REPLY
_CUTS = get_args(Cut)
_STATUS = range(100, 600)
_TIMES = range(1, 1_000_000_000)
_LONGEST = 1_000_000_000
_UNSENDABLE = re.compile(r"[\x00-\x08\n-\x1f\x7f]")


@dataclass(slots=True)
class Frame:
    """
    One mapping of ours. `line_of` finds the line of a key; `what` names the mapping in complaints.
    """

    # Final is for the checker: a frozen dataclass takes five times as long to make.
    fields: Final[dict[str, Json]]
    path: Final[str]
    line_of: Final[Callable[[str], int]]
    what: Final[str]

    def check(self, known: frozenset[str]) -> None:
        """
        Complain about the first key that is not `known`.
        """
        if self.fields.keys() <= known:
            return
        key = next(key for key in self.fields if key not in known)
        self.fail(key, f"{key!r} is no key of {self.what}; it has {', '.join(sorted(known))}")

    def fail(self, key: str, problem: str) -> NoReturn:
        """
        Complain about a key.
        """
        raise CassetteError(f"{self.path}:{self.line_of(key)}: {problem}")

    def text(self, key: str) -> str | None:
        value = self.fields.get(key)
        if value is not None and not isinstance(value, str):
            self.fail(key, f"{key!r} takes a text, not {value!r:.60}; put it in quotes")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.fields.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, f"{key!r} takes a list of texts, not {value!r:.60}")
        return tuple(value)  # type: ignore[arg-type]

    def number(self, key: str, default: float | None) -> float | None:
        value = self.fields.get(key, default)
        if value is None and default is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(key, f"{key!r} takes a number of seconds, not {value!r:.60}")
        if not 0 <= value <= _LONGEST:
            self.fail(key, f"{key!r} takes seconds from 0 to {_LONGEST}, not {value!r:.60}")
        return float(value)

    def whole(self, key: str, default: int | None, allowed: range) -> int:
        value = self.fields.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            self.fail(
                key,
                f"{key!r} takes a whole number from {allowed[0]} to {allowed[-1]}, "
                f"not {value!r:.60}",
            )
        return value

    def frame(self, key: str, line_of: Callable[[str], int] | None = None) -> Frame:
        """
        The mapping behind a key; `line_of` finds its keys, where the own one does not.
        """
        value = self.fields[key]
        if not isinstance(value, dict):
            self.fail(key, f"{key!r} takes a mapping, not {value!r:.60}")
        article = "an" if key[0] in "aeiou" else "a"
        return Frame(value, self.path, line_of or self.line_of, f"{article} {key}")

    def strings(self) -> dict[str, str]:
        """
        The whole mapping, all of whose values are texts.
        """
        return {key: self.text(key) or "" for key in self.fields}

    def headers(self) -> Headers:
        if "headers" not in self.fields:
            return ()
        pairs: list[tuple[str, str]] = []
        for name, value in self.frame("headers").fields.items():
            texts = [value] if isinstance(value, str) else self._several(name, value)
            if _UNSENDABLE.search("".join([name, *texts])):
                self.fail(name, f"the header {name!r} holds what HTTP cannot carry: {texts!r:.60}")
            pairs += [(name.lower(), text) for text in texts]
        return tuple(pairs)

    def _several(self, name: str, values: Json) -> list[str]:
        items = values if isinstance(values, list) else []
        texts = [item for item in items if isinstance(item, str)]
        if not texts or texts != values:
            self.fail(
                name, f"the header {name!r} takes a text or a list of texts, not {values!r:.60}"
            )
        return texts

    def request(self, blobs: BlobReader) -> Request:
        path = self.text("path") or ""
        if not path.startswith("/"):
            self.fail("path", f"'path' begins with '/', not as in {path!r}")
        return Request(
            method=intern((self.text("method") or "").upper()) or self.missing("method"),
            path=intern(path),
            query=self.text("query") or "",
            headers=self.headers(),
            body=Body.of(bodies.read(self.fields, blobs, _Where(self))),
        )

    def answer(self, blobs: BlobReader, event_line: Callable[[int], int]) -> Reply | Stream:
        if "events" in self.fields:
            self.check(_STREAM)
            return self.stream(blobs, event_line)
        self.check(_REPLY)
        return self.reply(blobs)

    def reply(self, blobs: BlobReader) -> Reply:
        return Reply(
            status=self.whole("status", None, _STATUS),
            headers=self.headers(),
            body=bodies.read(self.fields, blobs, _Where(self)),
            took=self.number("took", 0.0) or 0.0,
        )

    def stream(self, blobs: BlobReader, event_line: Callable[[int], int]) -> Stream:
        framing = self.text("framing") or "event"
        if framing not in event_lines.FRAMINGS:
            self.fail(
                "framing", f"'framing' is one of {', '.join(event_lines.FRAMINGS)}, not {framing!r}"
            )
        cut = self.text("cut")
        if cut is not None and cut not in _CUTS:
            self.fail("cut", f"'cut' is one of {', '.join(_CUTS)}, not {cut!r}")
        try:
            events = event_lines.read(self.text("events") or "", framing, blobs.base64)
        except event_lines.EventLineError as error:
            raise CassetteError(f"{self.path}:{event_line(error.number)}: {error}") from None
        return Stream(
            status=self.whole("status", None, _STATUS),
            headers=self.headers(),
            events=events,
            head=self.number("head", 0.0) or 0.0,
            cut=cast("Cut | None", cut),
        )

    def polls(self, blobs: BlobReader) -> Polls:
        states = self.fields["polls"]
        if not isinstance(states, list) or not states:
            self.fail("polls", f"'polls' takes a list of at least one answer, not {states!r:.60}")
        return Polls(tuple(self._poll(state, blobs) for state in states))

    def _poll(self, state: Json, blobs: BlobReader) -> Poll:
        if not isinstance(state, dict):
            self.fail("polls", f"'polls' takes a list of answers, not of {state!r:.60}")
        frame = Frame(state, self.path, self.line_of, "a poll")
        frame.check(_POLL)
        return Poll(
            at=frame.number("at", 0.0) or 0.0,
            reply=frame.reply(blobs),
            times=frame.whole("times", 1, _TIMES),
            every=frame.number("every", 0.0) or 0.0,
        )

    def missing(self, key: str) -> NoReturn:
        """
        Complain that a key is not there.
        """
        self.fail(key, f"{self.what} has a {key!r}, and this one has none")


class _Where:
    """
    `file:line` of a frame's body; worked out when somebody complains.
    """

    __slots__ = ("_frame",)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __str__(self) -> str:
        frame = self._frame
        key = next((key for key in bodies.ONE_OF if key in frame.fields), "request")
        return f"{frame.path}:{frame.line_of(key)}"

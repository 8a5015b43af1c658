"""
The text of one exchange to a value: the request at once, the answer when it is first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from mockgemini.cassette.blobs import BlobReader, folder_beside
from mockgemini.cassette.frames import REQUEST, Frame
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Polls, Recorded, Reply
from mockgemini.jsontext import Json

_LATER = frozenset({"answer", "polls", "blobs"})
_KEYS = frozenset({"request", "revision", "note", "at"}) | _LATER
_BLOB = re.compile(rb"(?<!\$)\$blob:([0-9a-f]{16})")

Key: TypeAlias = tuple[int, int, str]
"""A key of an exchange: on which line of the file, at which byte, and its name; none if empty."""


class Source:
    """
    The file that exchanges come from, and the folder of their blobs.
    """

    __slots__ = ("_blobs", "file", "path")

    def __init__(self, file: Path) -> None:
        self.path = str(file)
        self.file = file
        self._blobs: frozenset[str] | None = None

    def has_blob(self, name: str) -> bool:
        """
        Whether there is a file of this name; the folder is looked into once.
        """
        if self._blobs is None:
            found = folder_beside(self.file).glob("*.*")
            self._blobs = frozenset(path.name.partition(".")[0] for path in found)
        return name in self._blobs

    def refuse(self, line: int, problem: str) -> NoReturn:
        """
        Complain about a line.
        """
        raise CassetteError(f"{self.path}:{line}: {problem}")


@dataclass(slots=True)
class _Section:
    """
    A key of an exchange and all that stands below it, from this line on.
    """

    # Final is for the checker: a frozen dataclass takes five times as long to make.
    source: Final[Source]
    key: Final[str]
    line: Final[int]
    text: Final[bytes]

    def value(self) -> Json:
        """
        What the key has for a value; a CassetteError where that cannot be read.
        """
        text = self.text.decode()
        fields: Json = quickly(text)
        if fields is None:
            # What our own writer has spelled needs no whole reader of YAML.
            from mockgemini.cassette.parsing import parse  # noqa: PLC0415

            fields = parse(text, self.source.path, self.line)
        if not isinstance(fields, dict) or list(fields) != [self.key]:
            self.source.refuse(self.line, f"expected {self.key!r} and its value here")
        return fields[self.key]

    def frame(self) -> Frame:
        """
        The key and its value.
        """
        return Frame({self.key: self.value()}, self.source.path, self.line_of, "an exchange")

    def line_of(self, key: str) -> int:
        """
        On which line of the file a key stands, here or below.
        """
        pattern = rf"^([ ]*(?:- )?)['\"]?{re.escape(key)}['\"]?:".encode()
        found = re.finditer(pattern, self.text, re.MULTILINE)
        # The same key may stand deeper down, in a body.
        outermost = min(found, key=lambda each: len(each[1]), default=None)
        return self.line + (self.text.count(b"\n", 0, outermost.start()) if outermost else 0)


@dataclass(slots=True)
class Slice:
    """
    Where the keys of one exchange stand in the bytes of a file, and where the last one ends.
    """

    source: Final[Source]
    data: Final[bytes]
    keys: Final[list[Key]]
    end: Final[int]

    def exchange(self) -> Exchange:
        """
        The exchange; a CassetteError where its request cannot be read, or a blob is missing.
        """
        places = self._places()
        frame = Frame(self._fields(places), self.source.path, self._line_of, "an exchange")
        self._check(places)
        asked = frame.frame("request", self._line_in_request)
        asked.check(REQUEST)
        line = self.keys[0][0]
        inline = self._section(places["blobs"]) if "blobs" in places else None
        answer = places["answer"] if "answer" in places else places["polls"]
        later = _Later(self._section(answer), inline, line)
        # One character is looked for much faster than six.
        has_blobs = self._has(b"$") and self._has(b"$blob:")
        exchange = Exchange(
            asked.request(later.blobs() if has_blobs else _NO_BLOBS),
            later,
            revision=frame.text("revision"),
            note=frame.text("note"),
            at=frame.number("at", None),
            line=line,
        )
        if has_blobs:
            self._look_for_blobs(exchange, inline)
        return exchange

    def _places(self) -> dict[str, int]:
        """
        Which of the keys each is, by its name.
        """
        places: dict[str, int] = {}
        for number, (line, start, key) in enumerate(self.keys):
            if key not in _KEYS:
                self.source.refuse(line, self._unknown(start, key))
            if key in places:
                self.source.refuse(line, f"the key {key!r} stands here twice")
            places[key] = number
        return places

    def _fields(self, places: dict[str, int]) -> dict[str, Json]:
        """
        The values of all keys that are read at once.
        """
        names = [key for key in places if key not in _LATER]
        # In what we write, they come first, and nothing stands between them.
        fields = quickly(self._text(0, len(names)).decode())
        if fields is None or list(fields) != names:
            return {name: self._section(places[name]).value() for name in names}
        return fields

    def _check(self, places: dict[str, int]) -> None:
        line = self.keys[0][0]
        if "request" not in places:
            self.source.refuse(line, "an exchange has a 'request', and this one has none")
        if ("answer" in places) == ("polls" in places):
            has = "both" if "answer" in places else "neither"
            self.source.refuse(
                line, f"an exchange has either 'answer' or 'polls', this one has {has}"
            )

    def _has(self, text: bytes) -> bool:
        return self.data.find(text, self.keys[0][1], self.end) >= 0

    def _look_for_blobs(self, exchange: Exchange, inline: _Section | None) -> None:
        there = b"" if inline is None else inline.text
        found = _BLOB.finditer(self.data, self.keys[0][1], self.end)
        names = {each[1] for each in found if each[1] not in there}
        if not all(self.source.has_blob(name.decode()) for name in names):
            # A text may merely mention a blob; reading the whole exchange tells for sure.
            _read_whole(exchange)

    def _section(self, number: int) -> _Section:
        line, _, key = self.keys[number]
        return _Section(self.source, key, line, self._text(number, number + 1))

    def _text(self, first: int, behind: int) -> bytes:
        """
        What stands from one of the keys to another, as if it were no item of a list.
        """
        start = self.keys[first][1]
        end = self.keys[behind][1] if behind < len(self.keys) else self.end
        text = self.data[start : _own_end(self.data, start, end)]
        return text if first else b"  " + text[2:]

    def _line_of(self, key: str) -> int:
        return next(line for line, _, name in self.keys if name == key)

    def _line_in_request(self, key: str) -> int:
        return self._section(self._places()["request"]).line_of(key)

    def _unknown(self, start: int, key: str) -> str:
        if key:
            return f"{key!r} is no key of an exchange; it has {', '.join(sorted(_KEYS))}"
        line = self.data[start : self.end].decode().splitlines()[0]
        return f"an exchange begins with '- request:', not with {line[:40]!r}"


@dataclass(slots=True)
class _Later:
    """
    The sections that are read when somebody asks for the answer; nothing else of the text is kept.
    """

    answer: Final[_Section]
    inline: Final[_Section | None]
    line: Final[int]

    def __call__(self) -> Recorded:
        frame, blobs = self.answer.frame(), self.blobs()
        if self.answer.key == "polls":
            return frame.polls(blobs)
        return frame.frame("answer").answer(
            blobs, lambda number: frame.line_of("events") + 1 + number
        )

    def blobs(self) -> BlobReader:
        inline: dict[str, str] = {}
        if (section := self.inline) is not None:
            inline = section.frame().frame("blobs").strings()
        source = self.answer.source
        return BlobReader(inline, source.file, f"{source.path}:{self.line}")


_NO_BLOBS = BlobReader({}, None, "")


def _own_end(data: bytes, start: int, end: int) -> int:
    """
    The end of a section without the comment that stands above the next exchange.
    """
    while (at := data.rfind(b"\n", start, end - 1) + 1) and data[at] in b"#\n":
        end = at
    return end


def _read_whole(exchange: Exchange) -> None:
    exchange.request.body.payload.read()
    answer = exchange.answer
    states = answer.states if isinstance(answer, Polls) else ()
    for reply in [answer, *(state.reply for state in states)]:
        if isinstance(reply, Reply) and reply.body.path is None:
            reply.body.read()

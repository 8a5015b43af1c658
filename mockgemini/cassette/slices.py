"""
The text of one exchange to a value: the request at once, the answer when it is first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from mockgemini.cassette.blobs import FOLDER, BlobReader
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

    __slots__ = ("_blobs", "_file", "path")

    def __init__(self, file: Path) -> None:
        self.path = str(file)
        self._file = file
        self._blobs: frozenset[str] | None = None

    @property
    def folder(self) -> Path:
        """
        Where blobs lie that are too large for the cassette.
        """
        return self._file.parent / FOLDER

    def has_blob(self, name: str) -> bool:
        """
        Whether there is a file of this name; the folder is looked into once.
        """
        if self._blobs is None:
            found = self.folder.glob("*.*")
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

    def frame(self, value: Json) -> Frame:
        """
        The key and this value of it.
        """
        return Frame({self.key: value}, self.source.path, self._line_of, "an exchange")

    def _line_of(self, key: str) -> int:
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
        sections = self._sections()
        fields = {key: each.value() for key, each in sections.items() if key not in _LATER}
        self._check(sections)
        line = self.keys[0][0]
        later = _Later(sections.get("answer") or sections["polls"], sections.get("blobs"), line)
        # One character is looked for much faster than six.
        has_blobs = self._has(b"$") and self._has(b"$blob:")
        asked = sections["request"].frame(fields["request"]).frame("request", REQUEST)
        frame = Frame(fields, self.source.path, lambda key: sections[key].line, "an exchange")
        exchange = Exchange(
            asked.request(later.blobs() if has_blobs else _NO_BLOBS),
            later,
            revision=frame.text("revision"),
            note=frame.text("note"),
            at=frame.number("at", None),
            line=line,
        )
        if has_blobs:
            self._look_for_blobs(exchange, sections.get("blobs"))
        return exchange

    def _check(self, sections: dict[str, _Section]) -> None:
        line = self.keys[0][0]
        if "request" not in sections:
            self.source.refuse(line, "an exchange has a 'request', and this one has none")
        if ("answer" in sections) == ("polls" in sections):
            has = "both" if "answer" in sections else "neither"
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

    def _sections(self) -> dict[str, _Section]:
        sections: dict[str, _Section] = {}
        refuse = self.source.refuse
        for (line, start, key), (_, end, _) in pairwise([*self.keys, (0, self.end, "")]):
            if key not in _KEYS:
                refuse(line, self._unknown(start, key))
            if key in sections:
                refuse(line, f"the key {key!r} stands here twice")
            text = self.data[start : _own_end(self.data, start, end)]
            if not sections:
                text = b"  " + text[2:]
            sections[key] = _Section(self.source, key, line, text)
        return sections

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
        frame, blobs = self.answer.frame(self.answer.value()), self.blobs()
        if self.answer.key == "polls":
            return frame.polls(blobs)
        return frame.frame("answer").answer(
            blobs, lambda number: frame.line_of("events") + 1 + number
        )

    def blobs(self) -> BlobReader:
        inline: dict[str, str] = {}
        if (section := self.inline) is not None:
            inline = section.frame(section.value()).frame("blobs").strings()
        source = self.answer.source
        return BlobReader(inline, source.folder, f"{source.path}:{self.line}")


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

"""
The text of one exchange to a value: the request at once, the answer when it is first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import TypeAlias

from mockgemini.cassette.blobs import BlobReader
from mockgemini.cassette.frames import Frame
from mockgemini.cassette.plain import is_ambiguous
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Polls, Recorded, Reply
from mockgemini.jsontext import Json

_WORD = re.compile(r"  [a-z]+: ([a-z]+)\s*")
"""Such as `revision: steps`."""

_LATER = {"answer", "polls", "blobs"}
_SECTIONS = {"request", "revision", "note", "at"} | _LATER
_BLOB = re.compile(r"(?<!\$)\$blob:([0-9a-f]{16})")

Section: TypeAlias = tuple[int, str]
"""The line where a key of an exchange begins, and the text from there to the next."""


class Present:
    """
    The names of the blob files in a folder; looked up once, when first asked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        if self._names is None:
            self._names = frozenset(
                path.name.partition(".")[0] for path in self._folder.glob("*.*")
            )
        return name in self._names


@dataclass(frozen=True, slots=True)
class Slice:
    """
    The text of one exchange and where it stands, and where in it each of its `keys` does.

    The first has no name where the text begins with none.
    """

    text: str
    path: Path
    line: int
    folder: Path
    keys: tuple[tuple[int, str | None], ...]

    def exchange(self, present: Present) -> Exchange:
        """
        The exchange; a CassetteError where its request cannot be read, or a blob is missing.
        """
        where = f"{self.path}:{self.line}"
        now, later = self._sections()
        fields = _fields(now, self.path)
        frame = _frame(fields, self.path, self.line, self.text)
        if "request" not in fields:
            raise CassetteError(f"{where}: an exchange has a 'request', and this one has none")
        if ("answer" in later) == ("polls" in later):
            has = "both" if "answer" in later else "neither"
            raise CassetteError(
                f"{where}: an exchange has either 'answer' or 'polls', this one has {has}"
            )
        asked = _frame(fields, self.path, *now["request"]).frame("request")
        rest = _Later(tuple(later.items()), self.path, self.line, self.folder)
        # One character is looked for much faster than six.
        has_blobs = "$" in self.text and "$blob:" in self.text
        exchange = Exchange(
            asked.request(rest.blobs() if has_blobs else _NO_BLOBS),
            rest,
            revision=frame.text("revision"),
            note=frame.text("note"),
            at=frame.number("at", None),
            line=self.line,
        )
        if has_blobs:
            self._look_for_blobs(exchange, later, present)
        return exchange

    def _look_for_blobs(
        self, exchange: Exchange, later: dict[str, Section], present: Present
    ) -> None:
        inline = later.get("blobs", (0, ""))[1]
        names = {found[1] for found in _BLOB.finditer(self.text)}
        if any(name not in inline and name not in present for name in names):
            # A text may merely mention a blob; reading the whole exchange tells for sure.
            _read_whole(exchange)

    def _sections(self) -> tuple[dict[str, Section], dict[str, Section]]:
        now: dict[str, Section] = {}
        later: dict[str, Section] = {}
        line, counted = self.line, 0
        for (here, key), (there, _) in pairwise([*self.keys, (len(self.text), None)]):
            line += self.text.count("\n", counted, here)
            counted = here
            if key is None:
                raise CassetteError(
                    f"{self.path}:{line}: an exchange begins with '- request:', not with "
                    f"{self.text.splitlines()[0][:40]!r}"
                )
            if key not in _SECTIONS:
                raise CassetteError(
                    f"{self.path}:{line}: {key!r} is no key of an exchange; "
                    f"it has {', '.join(sorted(_SECTIONS))}"
                )
            if key in now or key in later:
                raise CassetteError(f"{self.path}:{line}: the key {key!r} stands here twice")
            piece = _own(self.text[here:there])
            (later if key in _LATER else now)[key] = (
                line,
                f"  {piece[2:]}" if here == 0 else piece,
            )
        return now, later


@dataclass(frozen=True, slots=True)
class _Later:
    """
    The sections that are read when somebody asks for the answer; nothing else of the text is kept.
    """

    sections: tuple[tuple[str, Section], ...]
    path: Path
    line: int
    folder: Path

    def __call__(self) -> Recorded:
        key, section = next(each for each in self.sections if each[0] != "blobs")
        frame = _frame(_fields({key: section}, self.path), self.path, *section)
        blobs = self.blobs()
        if key == "polls":
            return frame.polls(blobs)
        return frame.frame("answer").answer(
            blobs, lambda number: frame.line_of("events") + 1 + number
        )

    def blobs(self) -> BlobReader:
        inline: dict[str, str] = {}
        if (section := dict(self.sections).get("blobs")) is not None:
            fields = _fields({"blobs": section}, self.path)
            inline = _frame(fields, self.path, *section).frame("blobs").strings()
        return BlobReader(inline, self.folder, f"{self.path}:{self.line}")


_NO_BLOBS = BlobReader({}, None, "")


def _own(text: str) -> str:
    """
    A section without the comment that stands above the next exchange.

    Its arrow alone would have all of the section take two bytes a character in memory.
    """
    while (at := text.rfind("\n", 0, -1) + 1) and text[at] in "#\n":
        text = text[:at]
    return text


def _fields(sections: dict[str, Section], path: Path) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for key, (line, text) in sections.items():
        if (word := _WORD.fullmatch(text)) is not None and not is_ambiguous(word[1]):
            fields[key] = intern(word[1])
            continue
        value = quickly(text)
        if value is None:
            # What our own writer has spelled needs no whole reader of YAML.
            from mockgemini.cassette.parsing import parse  # noqa: PLC0415

            value = _mapping(parse(text, str(path), line))
        if list(value) != [key]:
            raise CassetteError(f"{path}:{line}: expected {key!r} and its value here")
        fields |= value
    return fields


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _frame(fields: dict[str, Json], path: Path, line: int, text: str) -> Frame:
    """
    A mapping whose text, which begins on this line, tells the lines of its keys.
    """

    def line_of(key: str) -> int:
        pattern = rf"^([ ]*(?:- )?)['\"]?{re.escape(key)}['\"]?:"
        found = re.finditer(pattern, text, re.MULTILINE)
        # The same key may stand deeper down, in a body.
        outermost = min(found, key=lambda each: len(each[1]), default=None)
        return line + (text.count("\n", 0, outermost.start()) if outermost else 0)

    return Frame(fields, str(path), line_of, "an exchange", _SECTIONS)


def _read_whole(exchange: Exchange) -> None:
    exchange.request.body.payload.read()
    answer = exchange.answer
    states = answer.states if isinstance(answer, Polls) else ()
    for reply in [answer, *(state.reply for state in states)]:
        if isinstance(reply, Reply) and reply.body.path is None:
            reply.body.read()

"""
The text of a cassette to its exchanges, or what is wrong and on which line.

Slices the text first and reads requests only; an answer is read when it is first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mockgemini.cassette.blobs import FOLDER, BlobReader
from mockgemini.cassette.cassette import FORMAT, Cassette, Header
from mockgemini.cassette.emitting import is_ambiguous
from mockgemini.cassette.frames import Frame
from mockgemini.cassette.parsing import parse
from mockgemini.cassette.writing import END
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Polls, Recorded, Reply
from mockgemini.jsontext import Json

LARGEST = 512 * 1024 * 1024
"""Bytes of a cassette that are read; media lie in blobs, so real ones are far smaller."""

WHOLE = "# whole"
"""Stands behind each exchange of an unfinished recording; what comes after the last is torn."""

_EXCHANGES = re.compile(r"^exchanges:[ ]*(?:(\[\])[ ]*)?(?:#.*)?$", re.MULTILINE)
_INDENTED = re.compile(r"^[ \t]+([^ \t\n#].*)$", re.MULTILINE)
_ITEM = re.compile(r"^- ", re.MULTILINE)
_SECTION = re.compile(r"^(?:- |  )([A-Za-z_]+):", re.MULTILINE)
_STRAY = re.compile(r"^(?![ #\n\r]|- |\.\.\.[ ]*$)(.+)$", re.MULTILINE)
_END = re.compile(rf"^{re.escape(END)}[ ]*$", re.MULTILINE)
_WORD = re.compile(r"  [a-z]+: ([a-z]+)\s*")
"""Such as `revision: steps`; starting a parser for it would take longer than all the rest."""
_LATER = {"answer", "polls", "blobs"}
_SECTIONS = {"request", "revision", "note", "at"} | _LATER
_HEADER = {"cassette", "recorded", "upstream", "client", "ignore", "normalize", "redacted", "note"}
_FIRST_LINE = re.compile(r"^cassette:", re.MULTILINE)
_BLOB = re.compile(r"(?<!\$)\$blob:([0-9a-f]{16})")


def load(path: Path) -> Cassette:
    """
    Read a cassette, or an unfinished recording (`.part`), whose torn last exchange is dropped.
    """
    is_part = path.suffix == ".part"
    return loads(_text_of(path, is_part=is_part), path, is_part=is_part)


def is_cassette(path: Path) -> bool:
    """
    Whether a file is one of ours, by its header; a file that cannot be read is not.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            return _FIRST_LINE.search(file.read(4096)) is not None
    except (OSError, UnicodeDecodeError):
        return False


def loads(text: str, path: Path, *, is_part: bool = False) -> Cassette:
    """
    Read the text of a cassette; `path` is where its blobs lie and what complaints name.
    """
    text, is_torn = _whole_part(text) if is_part else (text, False)
    if _FIRST_LINE.search(text) is None:
        raise CassetteError(f"{path}:1: not a cassette: expected 'cassette: {FORMAT}' at the top")
    found = _EXCHANGES.search(text)
    if found is None:
        _header(text.partition("\nexchanges:")[0], str(path))
        line = _line_of(text, "exchanges")
        raise CassetteError(f"{path}:{line}: expected a line 'exchanges:', and there is none")
    header = _header(text[: found.start()], str(path))
    is_open = is_part or (found[1] and not _END.search(text, found.end()))
    end = len(text) if is_open else _end_of(text, found.end(), path)
    exchanges = _exchanges(text, found.end(), end, path)
    if found[1] and exchanges:
        raise CassetteError(f"{path}:{exchanges[0].line}: an exchange behind 'exchanges: []'")
    return Cassette(header, exchanges, path, is_torn)


def _text_of(path: Path, *, is_part: bool) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CassetteError(f"{path}: a cassette of more than {LARGEST >> 20} MiB is not read")
        data = path.read_bytes()
    except OSError as error:
        raise CassetteError(f"{path}: cannot be read: {error.strerror}") from None
    if is_part:
        data = _without_torn_character(data)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CassetteError(f"{path}:{line}: not UTF-8, at byte {error.start}") from None


def _without_torn_character(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start]
    return data


def _header(text: str, where: str) -> Header:
    fields = parse(text, where)
    if not isinstance(fields, dict) or "cassette" not in fields:
        raise CassetteError(f"{where}:1: expected 'cassette: {FORMAT}' among the header's keys")
    if fields["cassette"] != FORMAT or type(fields["cassette"]) is not int:
        raise CassetteError(
            f"{where}:{_line_of(text, 'cassette')}: this is a cassette of format "
            f"{fields['cassette']!r}, and this version of mockgemini reads format {FORMAT}"
        )
    frame = Frame(fields, where, lambda key: _line_of(text, key), "a cassette's header", _HEADER)
    return Header(
        recorded=frame.text("recorded"),
        upstream=frame.text("upstream"),
        client=frame.text("client"),
        ignore=frame.texts("ignore"),
        normalize=frame.texts("normalize"),
        redacted=frame.texts("redacted"),
        note=frame.text("note"),
    )


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^['\"]?{re.escape(key)}['\"]?:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _end_of(text: str, start: int, path: Path) -> int:
    found = _END.search(text, start)
    if found is None:
        line = text.count("\n") + 1
        raise CassetteError(
            f"{path}:{line}: the cassette is cut short: its last line should be '{END}'"
        )
    if rest := text[found.end() :].strip(" \t\n"):
        line = text.count("\n", 0, found.end()) + 2
        raise CassetteError(f"{path}:{line}: nothing may follow '{END}', but {rest[:40]!r} does")
    return found.start()


def _whole_part(text: str) -> tuple[str, bool]:
    whole, marker, rest = text.rpartition(f"\n{WHOLE}\n")
    if marker:
        return whole + "\n", bool(rest.strip())
    head, exchanges, rest = text.rpartition("exchanges:\n")
    return head + exchanges, bool(rest.strip())


def _exchanges(text: str, start: int, end: int, path: Path) -> tuple[Exchange, ...]:
    starts = [item.start() for item in _ITEM.finditer(text, start, end)]
    stray = _STRAY.search(text, start, end) or _INDENTED.search(text, start, [*starts, end][0])
    if stray is not None:
        line = text.count("\n", 0, stray.start()) + 1
        raise CassetteError(
            f"{path}:{line}: expected an exchange ('- request:' in the first column), "
            f"not {stray[1][:40]!r}"
        )
    line = text.count("\n", 0, starts[0]) + 1 if starts else 0
    folder = path.parent / FOLDER
    present = _Present(folder)
    exchanges = []
    for here, there in pairwise([*starts, end]):
        piece = text[here:there]
        exchanges.append(_Slice(piece, path, line, folder).exchange(present))
        line += piece.count("\n")
    return tuple(exchanges)


class _Present:
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
class _Slice:
    """
    The text of one exchange and where it stands.
    """

    text: str
    path: Path
    line: int
    folder: Path

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"

    def exchange(self, present: _Present) -> Exchange:
        now, later = self._sections()
        fields = self._parse(now)
        frame = self._frame(fields, self.line, self.text)
        if "request" not in fields:
            raise CassetteError(f"{self.where}: an exchange has a 'request', and this one has none")
        if ("answer" in later) == ("polls" in later):
            has = "both" if "answer" in later else "neither"
            raise CassetteError(
                f"{self.where}: an exchange has either 'answer' or 'polls', this one has {has}"
            )
        asked = self._frame(fields, *now["request"]).frame("request")
        is_plain = "$blob:" not in now["request"][1]
        request = asked.request(self._blobs({} if is_plain else later))
        exchange = Exchange(
            request,
            lambda: self._answer(later),
            revision=frame.text("revision"),
            note=frame.text("note"),
            at=frame.number("at", None),
            line=self.line,
        )
        self._look_for_blobs(exchange, later, present)
        return exchange

    def _answer(self, later: dict[str, tuple[int, str]]) -> Recorded:
        key = "answer" if "answer" in later else "polls"
        line, text = later[key]
        frame = self._frame(self._parse({key: later[key]}), line, text)
        blobs = self._blobs(later)
        if key == "polls":
            return frame.polls(blobs)
        return frame.frame("answer").answer(
            blobs, lambda number: frame.line_of("events") + 1 + number
        )

    def _blobs(self, later: dict[str, tuple[int, str]]) -> BlobReader:
        inline: dict[str, str] = {}
        if "blobs" in later:
            frame = self._frame(self._parse({"blobs": later["blobs"]}), *later["blobs"])
            inline = frame.frame("blobs").strings()
        return BlobReader(inline, self.folder, self.where)

    def _look_for_blobs(
        self, exchange: Exchange, later: dict[str, tuple[int, str]], present: _Present
    ) -> None:
        if "$blob:" not in self.text:
            return
        inline = later.get("blobs", (0, ""))[1]
        names = {found[1] for found in _BLOB.finditer(self.text)}
        if any(name not in inline and name not in present for name in names):
            # A text may merely mention a blob; reading the whole exchange tells for sure.
            _read_whole(exchange)

    def _sections(self) -> tuple[dict[str, tuple[int, str]], dict[str, tuple[int, str]]]:
        starts = [(found.start(), found[1]) for found in _SECTION.finditer(self.text)]
        if not starts or starts[0][0] != 0:
            raise CassetteError(
                f"{self.where}: an exchange begins with '- request:', not with "
                f"{self.text.splitlines()[0][:40]!r}"
            )
        now: dict[str, tuple[int, str]] = {}
        later: dict[str, tuple[int, str]] = {}
        for (here, key), (there, _) in pairwise([*starts, (len(self.text), "")]):
            line = self.line + self.text.count("\n", 0, here)
            if key not in _SECTIONS:
                raise CassetteError(
                    f"{self.path}:{line}: {key!r} is no key of an exchange; "
                    f"it has {', '.join(sorted(_SECTIONS))}"
                )
            if key in now or key in later:
                raise CassetteError(f"{self.path}:{line}: the key {key!r} stands here twice")
            piece = self.text[here:there]
            (later if key in _LATER else now)[key] = (
                line,
                f"  {piece[2:]}" if piece.startswith("- ") else piece,
            )
        return now, later

    def _parse(self, sections: dict[str, tuple[int, str]]) -> dict[str, Json]:
        fields: dict[str, Json] = {}
        for key, (line, text) in sections.items():
            if (word := _WORD.fullmatch(text)) is not None and not is_ambiguous(word[1]):
                fields[key] = word[1]
                continue
            value = parse(text, str(self.path), line)
            if not isinstance(value, dict) or list(value) != [key]:
                raise CassetteError(f"{self.path}:{line}: expected {key!r} and its value here")
            fields |= value
        return fields

    def _frame(self, fields: dict[str, Json], line: int, text: str) -> Frame:
        """
        A mapping whose text, which begins on this line, tells the lines of its keys.
        """

        def line_of(key: str) -> int:
            pattern = rf"^([ ]*(?:- )?)['\"]?{re.escape(key)}['\"]?:"
            found = re.finditer(pattern, text, re.MULTILINE)
            # The same key may stand deeper down, in a body.
            outermost = min(found, key=lambda each: len(each[1]), default=None)
            return line + (text.count("\n", 0, outermost.start()) if outermost else 0)

        return Frame(fields, str(self.path), line_of, "an exchange", _SECTIONS)


def _read_whole(exchange: Exchange) -> None:
    exchange.request.body.payload.read()
    answer = exchange.answer
    states = answer.states if isinstance(answer, Polls) else ()
    for reply in [answer, *(state.reply for state in states)]:
        if isinstance(reply, Reply) and reply.body.path is None:
            reply.body.read()

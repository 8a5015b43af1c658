"""
The text of a cassette to its exchanges, or what is wrong and on which line.

Slices the text into exchanges; `slices.py` reads one.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from mockgemini.cassette.blobs import FOLDER
from mockgemini.cassette.cassette import FORMAT, Cassette, Header
from mockgemini.cassette.frames import Frame
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.cassette.slices import Present, Slice
from mockgemini.cassette.writing import END, VARIABLES
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange
from mockgemini.jsontext import Json

LARGEST = 512 * 1024 * 1024
"""Bytes of a cassette that are read; media lie in blobs, so real ones are far smaller."""

WHOLE = "# whole"
"""Stands behind each exchange of an unfinished recording; what comes after the last is torn."""

_EXCHANGES = re.compile(r"^exchanges:[ ]*(?:(\[\])[ ]*)?(?:#.*)?$", re.MULTILINE)
# What is looked for in a whole file begins with the end of a line: a pattern that begins with `^`
# takes ten times as long, as it is tried at every character.
_INDENTED = re.compile(r"\n[ \t]+([^ \t\n#].*)")
_OUTER = re.compile(
    r"\n(?:  ([A-Za-z_]+):|(- )(?:([A-Za-z_]+):)?|(?![ #\n\r]|\.\.\.[ ]*(?:\n|\Z))(.+))"
)
"""A key of an exchange, the beginning of one with a key or without, or what should not be there."""
_NOTED = re.compile(rf"\n{VARIABLES}(.+)")
_END = re.compile(rf"\n{re.escape(END)}[ ]*(?=\n|\Z)")
_HEADER = {
    *("cassette", "recorded", "upstream", "client", "ignore", "normalize", "variables", "redacted"),
    "note",
}
_FIRST_LINE = re.compile(r"^cassette:", re.MULTILINE)
_OF_ANOTHER_TOOL = re.compile(r"\s*\{|(?:.*\n)*?(?:http_)?interactions:")


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
        raise CassetteError(f"{path}:1: not a cassette{_instead(text, path)}")
    found = _EXCHANGES.search(text)
    if found is None:
        _header(text.partition("\nexchanges:")[0], str(path))
        line = _line_of(text, "exchanges")
        raise CassetteError(f"{path}:{line}: expected a line 'exchanges:', and there is none")
    header = _header(text[: found.start()], str(path))
    if is_part and (noted := _NOTED.findall(text, found.end())):
        header = replace(header, variables=json.loads(noted[-1]))
    is_open = is_part or (found[1] and not _END.search(text, found.end()))
    end = len(text) if is_open else _end_of(text, found.end(), path)
    exchanges = _exchanges(text, found.end(), end, path)
    if found[1] and exchanges:
        raise CassetteError(f"{path}:{exchanges[0].line}: an exchange behind 'exchanges: []'")
    return Cassette(header, exchanges, path, is_torn)


def _instead(text: str, path: Path) -> str:
    if _OF_ANOTHER_TOOL.match(text[:4096]) is None:
        return f": expected 'cassette: {FORMAT}' at the top"
    return f" but another tool's recording: mockgemini import {path} --output NEW.yaml makes one"


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
        text = data.decode("utf-8-sig")
        return text.replace("\r\n", "\n") if "\r" in text else text
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
    fields: Json = quickly(_without_comments(text), 0)
    if fields is None:
        # What our own writer has spelled needs no whole reader of YAML.
        from mockgemini.cassette.parsing import parse  # noqa: PLC0415

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
        variables=frame.frame("variables").fields if "variables" in fields else {},
        redacted=frame.texts("redacted"),
        note=frame.text("note"),
    )


def _without_comments(text: str) -> str:
    """
    The text without blank lines and comments, unless some may be part of a value.
    """
    if "|" in text or ">" in text:
        return text
    return "\n".join(line for line in text.split("\n") if line and not line.startswith("#"))


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
    return found.start() + 1


def _whole_part(text: str) -> tuple[str, bool]:
    whole, marker, rest = text.rpartition(f"\n{WHOLE}\n")
    if marker:
        return whole + "\n", bool(rest.strip())
    head, exchanges, rest = text.rpartition("exchanges:\n")
    return head + exchanges, bool(rest.strip())


def _exchanges(text: str, start: int, end: int, path: Path) -> tuple[Exchange, ...]:
    starts: list[int] = []
    keys: list[list[tuple[int, str]]] = []
    for found in _OUTER.finditer(text, start, end):
        key, dash, first_key, stray = found.groups()
        if dash:
            starts.append(found.start() + 1)
            keys.append([(0, first_key)])
        elif stray:
            _refuse(text, found.start(4), path)
        elif starts:
            keys[-1].append((found.start() + 1 - starts[-1], key))
    if (indented := _INDENTED.search(text, start, [*starts, end][0])) is not None:
        _refuse(text, indented.start(1), path)
    line = text.count("\n", 0, starts[0]) + 1 if starts else 0
    folder = path.parent / FOLDER
    present = Present(folder)
    exchanges = []
    for (here, there), known in zip(pairwise([*starts, end]), keys, strict=True):
        piece = text[here:there]
        exchanges.append(Slice(piece, path, line, folder, tuple(known)).exchange(present))
        # Python counts bytes ten times as fast as characters.
        line += piece.encode(errors="replace").count(b"\n")
    return tuple(exchanges)


def _refuse(text: str, at: int, path: Path) -> NoReturn:
    line = text.count("\n", 0, at) + 1
    found = text[at:].partition("\n")[0]
    raise CassetteError(
        f"{path}:{line}: expected an exchange ('- request:' in the first column), "
        f"not {found[:40]!r}"
    )

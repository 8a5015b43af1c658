"""
The bytes of a cassette to its exchanges, or what is wrong and on which line.

Reads the header; `outline.py` finds the exchanges, `slices.py` reads one.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from dataclasses import replace
from io import FileIO
from pathlib import Path

from mockgemini.cassette.cassette import FORMAT, Cassette, Header
from mockgemini.cassette.frames import Frame
from mockgemini.cassette.outline import Outline
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.cassette.slices import Source
from mockgemini.cassette.writing import END, VARIABLES
from mockgemini.errors import CassetteError
from mockgemini.jsontext import Json

LARGEST = 512 * 1024 * 1024
"""Bytes of a cassette that are read; media lie in blobs, so real ones are far smaller."""

WHOLE = "# whole"
"""Stands behind each exchange of an unfinished recording; what comes after the last is torn."""

_BLOCK = 16 * 1024
"""Bytes of which it is seen at once whether they are UTF-8, to the end of the line."""

_EXCHANGES = re.compile(rb"^exchanges:[ ]*(?:(\[\])[ ]*)?(?:#.*)?$", re.MULTILINE)
# Looked for in a whole file: with `^` in front it would take ten times as long.
_NOTED = re.compile(rb"\n" + VARIABLES.encode() + rb"(.+)")
_END_OF_ALL = f"\n{END}"
_CONFLICT = re.compile(rb"^<{7} ", re.MULTILINE)
_HEADER = frozenset(
    {
        *("cassette", "recorded", "upstream", "client", "ignore", "normalize", "variables"),
        *("redacted", "note"),
    }
)
_NOTHING_MORE = Header()
_COMMENT = re.compile(r"^(?:#.*)?\n", re.MULTILINE)
_FIRST_LINE = re.compile(r"^cassette:", re.MULTILINE)
_OF_ANOTHER_TOOL = re.compile(r"\s*\{|(?:.*\n)*?(?:http_)?interactions:")


def load(path: Path) -> Cassette:
    """
    Read a cassette, or an unfinished recording (`.part`), whose torn last exchange is dropped.
    """
    try:
        with FileIO(path) as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise CassetteError(
                    f"{path}: a cassette of more than {LARGEST >> 20} MiB is not read"
                )
            data = file.read()
    except OSError as error:
        raise CassetteError(f"{path}: cannot be read: {error.strerror}") from None
    is_part = path.suffix == ".part"
    return _read(_without_torn_character(data) if is_part else data, path, is_part=is_part)


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
    return _read(text.encode(errors="surrogatepass"), path, is_part=is_part)


def _read(data: bytes, path: Path, *, is_part: bool) -> Cassette:
    try:
        return _cassette(data, path, is_part=is_part)
    except CassetteError:
        if (conflict := _CONFLICT.search(data)) is None:
            raise
    # Whatever was said of such a file leads astray.
    line = data.count(b"\n", 0, conflict.start()) + 1
    raise CassetteError(
        f"{path}:{line}: a conflict of a merge begins here; resolve it, or record anew"
    )


def _cassette(data: bytes, path: Path, *, is_part: bool) -> Cassette:
    source = Source(path)
    data, is_torn = _plain(data, source), False
    if is_part:
        data, is_torn = _whole_part(data)
    found = _EXCHANGES.search(data)
    head = (data[: found.start()] if found else data.partition(b"\nexchanges:")[0]).decode()
    header = _header(head, source)
    if found is None:
        line = _line_of(data.decode(), "exchanges")
        source.refuse(line, "expected a line 'exchanges:', and there is none")
    if (end := head.find(_END_OF_ALL)) >= 0:
        line = head.count("\n", 0, end) + 2
        source.refuse(line, f"'{END}' ends a cassette, and here its exchanges follow")
    if is_part and (noted := _NOTED.findall(data, found.end())):
        header = replace(header, variables=json.loads(noted[-1]))
    outline = Outline(source, data, found.end(), is_part=is_part)
    outline.check(may_be_open=found[1] is not None)
    exchanges = tuple(each.exchange() for each in outline.slices())
    if found[1] and exchanges:
        source.refuse(exchanges[0].line, "an exchange behind 'exchanges: []'")
    return Cassette(header, exchanges, path, is_torn)


def _instead(text: str, source: Source) -> str:
    if _OF_ANOTHER_TOOL.match(text[:4096]) is None:
        return f": expected 'cassette: {FORMAT}' at the top"
    return (
        " but another tool's recording: "
        f"mockgemini import {source.path} --output NEW.yaml makes one"
    )


def _plain(data: bytes, source: Source) -> bytes:
    """
    The bytes if they are UTF-8, with the ends of lines that we write and no mark of their order.
    """
    if not data.isascii():
        _check_utf8(data, source)
        data = data.removeprefix(codecs.BOM_UTF8)
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def _check_utf8(data: bytes, source: Source) -> None:
    start = 0
    while start < len(data):
        # Most lines are ASCII, which is seen much faster; and nothing large has to be allocated.
        end = data.find(b"\n", start + _BLOCK) + 1 or len(data)
        block = data[start:end]
        try:
            block.isascii() or block.decode()
        except UnicodeDecodeError as error:
            at = start + error.start
            source.refuse(data.count(b"\n", 0, at) + 1, f"not UTF-8, at byte {at}")
        start = end


def _without_torn_character(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start]
    return data


def _header(text: str, source: Source) -> Header:
    fields = quickly(_without_comments(text), 0)
    if fields is None or "cassette" not in fields:
        fields = _by_hand(text, source)
    if fields["cassette"] != FORMAT or type(fields["cassette"]) is not int:
        source.refuse(
            _line_of(text, "cassette"),
            f"this is a cassette of format {fields['cassette']!r}, "
            f"and this version of mockgemini reads format {FORMAT}",
        )
    if len(fields) == 1:
        return _NOTHING_MORE
    frame = Frame(fields, source.path, lambda key: _line_of(text, key), "a cassette's header")
    frame.check(_HEADER)
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


def _by_hand(text: str, source: Source) -> dict[str, Json]:
    """
    What the header says that our own writer has not spelled, or that is none.
    """
    # What our own writer has spelled needs no whole reader of YAML.
    from mockgemini.cassette.parsing import parse  # noqa: PLC0415

    if _FIRST_LINE.search(text) is None:
        source.refuse(1, f"not a cassette{_instead(text, source)}")
    fields = parse(text, source.path)
    if not isinstance(fields, dict) or "cassette" not in fields:
        source.refuse(1, f"expected 'cassette: {FORMAT}' among the header's keys")
    return fields


def _without_comments(text: str) -> str:
    """
    The text without blank lines and comments, unless some may be part of a value.
    """
    if "|" in text or ">" in text:
        return text
    return _COMMENT.sub("", text)


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^['\"]?{re.escape(key)}['\"]?:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _whole_part(data: bytes) -> tuple[bytes, bool]:
    whole, marker, rest = data.rpartition(f"\n{WHOLE}\n".encode())
    if marker:
        return whole + b"\n", bool(rest.strip())
    head, exchanges, rest = data.rpartition(b"exchanges:\n")
    return head + exchanges, bool(rest.strip())

"""
Where in the bytes of a cassette its exchanges stand, and whether there is anything else.

Looks once at the beginning of each line; what stands there is read in `slices.py`.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import NoReturn

from mockgemini.cassette.slices import Key, Slice, Source
from mockgemini.cassette.writing import END

# In the order of bytes, all lines that are further in than a key of an exchange are between these.
_INSIDE, _OUTSIDE = b"  ", b"  !"
_OUTER = re.compile(rb"  ([A-Za-z_]+):|(- )(?:([A-Za-z_]+):)?|(\.\.\.[ ]*\n?)\Z|(?![ #\r\n]).")
"""A key of an exchange, the first of one or none, the end, and what is out of place."""
_INDENTED = re.compile(rb"\n[ \t]+(?=[^ \t\n#])")


class Outline:
    """
    The exchanges that stand behind `start`, up to the line that ends a cassette.

    `is_part`: of an unfinished recording, which has no such line.
    """

    def __init__(self, source: Source, data: bytes, start: int, *, is_part: bool = False) -> None:
        self._source = source
        self._data = data
        self._start = start
        self._keys: list[list[Key]] = []
        self._stray: int | None = None
        self._end = len(data)
        self._has_end = is_part
        file = BytesIO(data)
        file.seek(start)
        for line, text in enumerate(file, data.count(b"\n", 0, start) + 1):
            if _INSIDE <= text < _OUTSIDE or (found := _OUTER.match(text)) is None:
                continue
            at = file.tell() - len(text)
            key, dash, first_key, end = found.groups()
            if dash:
                self._keys.append([(line, at, (first_key or b"").decode())])
            elif key and self._keys:
                self._keys[-1].append((line, at, key.decode()))
            elif end and not is_part:
                self._end, self._has_end = at, True
                break
            elif not (key or end) and self._stray is None:
                self._stray = at

    def check(self, *, may_be_open: bool) -> None:
        """
        A CassetteError where something else than exchanges stands, or, unless it `may_be_open`, the
        cassette has no end.
        """
        if rest := self._data[self._end :].partition(b"\n")[2].strip(b" \t\n"):
            line = self._line(self._end) + 1
            self._source.refuse(line, f"nothing may follow '{END}', but {_shown(rest)} does")
        if not (self._has_end or may_be_open):
            problem = f"the cassette is cut short: its last line should be '{END}'"
            self._source.refuse(self._line(self._end), problem)
        first = self._keys[0][0][1] if self._keys else self._end
        if self._stray is not None:
            self._refuse_stray(self._stray)
        if indented := _INDENTED.search(self._data, self._start, first):
            self._refuse_stray(indented.end())

    def _refuse_stray(self, at: int) -> NoReturn:
        text = self._data[at:].partition(b"\n")[0]
        self._source.refuse(
            self._line(at),
            f"expected an exchange ('- request:' in the first column), not {_shown(text)}",
        )

    def slices(self) -> list[Slice]:
        """
        The text of each exchange.
        """
        slices: list[Slice] = []
        end = self._end
        for keys in reversed(self._keys):
            slices.append(Slice(self._source, self._data, keys, end))
            end = keys[0][1]
        slices.reverse()
        return slices

    def _line(self, at: int) -> int:
        return self._data.count(b"\n", 0, at) + 1


def _shown(text: bytes) -> str:
    return repr(text.decode()[:40])

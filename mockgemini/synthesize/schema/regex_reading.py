"""
Regular expressions read as ECMAScript has them, and the few spellings that Python and RE2 add.
"""

from __future__ import annotations

import re
import unicodedata

from mockgemini.synthesize.schema.charsets import (
    DIGITS,
    EVERY,
    LINE_ENDS,
    SPACE,
    WORD,
    Ranges,
    inverted,
    shared,
    united,
)
from mockgemini.synthesize.schema.regex import (
    Again,
    Chars,
    Edge,
    Either,
    Group,
    Look,
    Node,
    Repeat,
    Sequence,
)

_CLASSES: dict[str, Ranges] = {
    "d": DIGITS,
    "D": inverted(DIGITS),
    "w": WORD,
    "W": inverted(WORD),
    "s": SPACE,
    "S": inverted(SPACE),
}
_CONTROLS = {"n": 10, "r": 13, "t": 9, "v": 11, "f": 12, "0": 0, "a": 7, "e": 27}
_EDGES: dict[str, Edge] = {
    "b": Edge("word"),
    "B": Edge("inside"),
    "A": Edge("start"),
    "Z": Edge("end"),
    "z": Edge("end"),
}
_LOOKS = {"?=": (True, False), "?!": (True, True), "?<=": (False, False), "?<!": (False, True)}
_TIMES = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_COUNTED = re.compile(r"\{(\d+)(,?)(\d*)\}")
_NAMED = re.compile(r"\?P?<([A-Za-z_$][\w$]*)>")
_FLAGS = re.compile(r"\?([ims]*)(?:-[ims]+)?([:)])")
_NAMED_AGAIN = re.compile(r"k<([\w$]+)>")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}")
_PROPERTY = re.compile(r"([pP])(?:\{([^}]*)\}|([A-Z]))")
# Beyond the Latin letters nobody wants made-up text; looking at all characters would take long.
_LOOKED_AT = 0x250
_CATEGORIES = {
    "letter": "L",
    "alphabetic": "L",
    "alpha": "L",
    "uppercase": "Lu",
    "uppercase_letter": "Lu",
    "lowercase": "Ll",
    "lowercase_letter": "Ll",
    "number": "N",
    "digit": "Nd",
    "decimal_number": "Nd",
    "punctuation": "P",
    "symbol": "S",
    "separator": "Z",
    "space_separator": "Zs",
    "mark": "M",
}


class RegexError(ValueError):
    """
    No regular expression, or one with something in it that we cannot read.
    """


def read(pattern: str) -> Node:
    """
    The pattern as a node; a RegexError says what is wrong with it, and where.
    """
    reader = _Reader(pattern)
    node = reader.either()
    if reader.at < len(pattern):
        raise RegexError(f"')' at {reader.at} closes nothing")
    if reader.highest_again > reader.groups:
        raise RegexError(f"there is no group {reader.highest_again}")
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0
        self.names: dict[str, int] = {}
        self.highest_again = 0
        self.ignores_case = False
        self.dot = inverted(LINE_ENDS)

    def either(self) -> Node:
        branches = [self.sequence()]
        while self.takes("|"):
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            item = self.atom()
            if item is not None:
                items.append(self.repeated(item))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def takes(self, word: str) -> bool:
        if not self.text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def finds(self, shape: re.Pattern[str]) -> re.Match[str] | None:
        found = shape.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def repeated(self, item: Node) -> Node:
        while True:
            sign = self.text[self.at : self.at + 1]
            if sign and sign in _TIMES:
                self.at += 1
                least, most = _TIMES[sign]
            elif (found := self.finds(_COUNTED)) is not None:
                least = int(found[1])
                most = (int(found[3]) if found[3] else None) if found[2] else least
            else:
                return item
            if most is not None and most < least:
                raise RegexError(f"{{{least},{most}}} counts backwards")
            # Whether it is lazy or greedy does not change what matches.
            _ = self.takes("?") or self.takes("+")
            item = Repeat(item, least, most)

    def atom(self) -> Node | None:  # noqa: PLR0911 - one for each kind of node
        sign = self.text[self.at]
        self.at += 1
        match sign:
            case "(":
                return self.group()
            case "[":
                return Chars(self.cased(self.char_class()))
            case ".":
                return Chars(self.dot)
            case "^":
                return Edge("start")
            case "$":
                return Edge("end")
            case "\\":
                return self.escape()
            case "*" | "+" | "?":
                raise RegexError(f"{sign!r} at {self.at - 1} repeats nothing")
            case _:
                return Chars(self.cased(((ord(sign), ord(sign)),)))

    def group(self) -> Node | None:
        for sign, (is_ahead, is_negative) in _LOOKS.items():
            if self.takes(sign):
                return Look(self.closed(), is_ahead, is_negative)
        if self.takes("?:") or self.takes("?>"):
            return self.closed()
        if (found := self.finds(_NAMED)) is not None:
            self.names[found[1]] = self.groups + 1
        elif (found := self.finds(_FLAGS)) is not None:
            return self.flagged(found[1], is_open=found[2] == ":")
        elif self.text.startswith("?", self.at):
            raise RegexError(f"the group at {self.at - 1} is of an unknown kind")
        self.groups += 1
        number = self.groups
        return Group(self.closed(), number)

    def flagged(self, flags: str, *, is_open: bool) -> Node | None:
        before = self.ignores_case, self.dot
        self.ignores_case = self.ignores_case or "i" in flags
        self.dot = EVERY if "s" in flags else self.dot
        if not is_open:
            return None
        node = self.closed()
        self.ignores_case, self.dot = before
        return node

    def closed(self) -> Node:
        opened = self.at
        node = self.either()
        if not self.takes(")"):
            raise RegexError(f"the group before {opened} is not closed")
        return node

    def escape(self) -> Node:
        if self.at == len(self.text):
            raise RegexError("it ends in a backslash")
        sign = self.text[self.at]
        if sign in _EDGES:
            self.at += 1
            return _EDGES[sign]
        if sign in "123456789":
            return self.again(self.number())
        if (named := self.finds(_NAMED_AGAIN)) is not None:
            if named[1] not in self.names:
                raise RegexError(f"there is no group {named[1]!r}")
            return self.again(self.names[named[1]])
        return Chars(self.cased(self.escaped()))

    def number(self) -> int:
        start = self.at
        while self.text[self.at : self.at + 1].isdecimal():
            self.at += 1
        return int(self.text[start : self.at])

    def again(self, number: int) -> Node:
        self.highest_again = max(self.highest_again, number)
        return Again(number)

    def escaped(self) -> Ranges:
        """
        What the escape stands for whose backslash was just read.
        """
        if (found := self.finds(_HEX)) is not None:
            return self.code_point(int(found[1] or found[2] or found[3], 16))
        if (found := self.finds(_PROPERTY)) is not None:
            ranges = _with_property(found[2] or found[3])
            return inverted(ranges) if found[1] == "P" else ranges
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign == "c" and self.text[self.at : self.at + 1].isalpha():
            self.at += 1
            code = ord(self.text[self.at - 1].upper()) % 32
            return ((code, code),)
        if sign == "" or (sign.isascii() and sign.isalpha() and sign not in _CONTROLS):
            raise RegexError(f"'\\{sign}' is no escape")
        code = _CONTROLS.get(sign, ord(sign))
        return ((code, code),)

    def code_point(self, code: int) -> Ranges:
        if 0xD800 <= code < 0xDC00:
            low = re.compile(r"\\u([dD][c-fC-F][0-9A-Fa-f]{2})").match(self.text, self.at)
            if low is not None:
                self.at = low.end()
                code = 0x10000 + (code - 0xD800) * 0x400 + int(low[1], 16) - 0xDC00
        if code > EVERY[0][1]:
            raise RegexError(f"there is no character {code:x}")
        return ((code, code),)

    def char_class(self) -> Ranges:
        opened = self.at
        is_negative = self.takes("^")
        parts: list[Ranges] = []
        while not self.takes("]"):
            if self.at == len(self.text):
                raise RegexError(f"the '[' at {opened - 1} is not closed")
            part = self.class_item()
            if self.is_range(part):
                self.at += 1
                part = self.span(part, self.class_item())
            parts.append(part)
        ranges = united(*parts)
        return inverted(ranges) if is_negative else ranges

    def is_range(self, start: Ranges) -> bool:
        following = self.text[self.at : self.at + 2]
        is_single = len(start) == 1 and start[0][0] == start[0][1]
        return is_single and len(following) == 2 and following[0] == "-" and following[1] != "]"

    def span(self, start: Ranges, end: Ranges) -> Ranges:
        if len(end) != 1 or end[0][0] != end[0][1]:
            return united(start, end, ((45, 45),))
        if end[0][0] < start[0][0]:
            raise RegexError(f"the range before {self.at} runs backwards")
        return ((start[0][0], end[0][0]),)

    def class_item(self) -> Ranges:
        sign = self.text[self.at]
        self.at += 1
        if sign == "\\":
            return ((8, 8),) if self.takes("b") else self.escaped()
        return ((ord(sign), ord(sign)),)

    def cased(self, ranges: Ranges) -> Ranges:
        if not self.ignores_case:
            return ranges
        upper, lower = shared(ranges, ((65, 90),)), shared(ranges, ((97, 122),))
        raised = tuple((low + 32, high + 32) for low, high in upper)
        lowered = tuple((low - 32, high - 32) for low, high in lower)
        return united(ranges, raised, lowered)


def _with_property(name: str) -> Ranges:
    word = name.rpartition("=")[2]
    if word.lower() in {"any", "ascii", "assigned"}:
        return ((0, 127),) if word.lower() == "ascii" else EVERY
    category = _CATEGORIES.get(word.lower(), word)
    codes = [c for c in range(_LOOKED_AT) if unicodedata.category(chr(c)).startswith(category)]
    if not codes:
        raise RegexError(f"the characters of '\\p{{{name}}}' are not known here")
    return united(tuple((code, code) for code in codes))

"""
JSON as text: how a value was spelled, long base64 folded away, two values compared place by place.

Whatever must come out byte for byte uses the standard library's encoder, which does not change with
what is installed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

FOLD_ABOVE = 256
"""Base64 strings longer than this are folded."""

# --- spelling ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spelling:
    """
    The freedom JSON leaves to its writer: white space, what is escaped, a newline at the end.

    `indent` None is one line; `is_spaced` puts blanks behind `,` and `:` on it. `is_ascii` escapes
    all beyond ASCII; `is_html_safe` escapes `<`, `>` and `&`, as Google's encoder does in errors.
    """

    indent: int | None = None
    is_spaced: bool = False
    is_ascii: bool = False
    is_html_safe: bool = False
    ends_with_newline: bool = False

    def encode(self, value: Json) -> str:
        """
        The value as text; a ValueError for NaN and infinities.
        """
        if self.indent is None:
            text = _ON_ONE_LINE[self.is_spaced, self.is_ascii].encode(value)
        else:
            text = json.dumps(
                value,
                indent=self.indent,
                separators=(",", ": "),
                ensure_ascii=self.is_ascii,
                allow_nan=False,
            )
        if self.is_html_safe:
            text = _HTML_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        return text + "\n" if self.ends_with_newline else text

    def __str__(self) -> str:
        words = [
            f"indent {self.indent}" if self.indent is not None else "",
            "spaced" if self.is_spaced else "",
            "ascii" if self.is_ascii else "",
            "html-safe" if self.is_html_safe else "",
            "newline" if self.ends_with_newline else "",
        ]
        return ", ".join(word for word in words if word) or "compact"

    @classmethod
    @lru_cache(maxsize=64)
    def parse(cls, text: str) -> Spelling:
        """
        The inverse of `str`; a ValueError names the word that is none.
        """
        spelling: dict[str, int | bool | None] = {"indent": None}
        for word in text.split(", "):
            if word in _WORDS:
                spelling[_WORDS[word]] = True
            elif (found := re.fullmatch(r"indent (\d{1,2})", word)) is not None:
                spelling["indent"] = int(found[1])
            elif word != "compact":
                raise ValueError(f"{word!r} is no spelling of JSON")
        return cls(**spelling)  # type: ignore[arg-type]


_WORDS = {
    "spaced": "is_spaced",
    "ascii": "is_ascii",
    "html-safe": "is_html_safe",
    "newline": "ends_with_newline",
}
# Made once, which takes as long as to encode a request.
_ON_ONE_LINE = {
    (is_spaced, is_ascii): json.JSONEncoder(
        separators=(", ", ": ") if is_spaced else (",", ":"),
        ensure_ascii=is_ascii,
        allow_nan=False,
        # What can be read from JSON does not contain itself.
        check_circular=False,
    )
    for is_spaced in (False, True)
    for is_ascii in (False, True)
}
_HTML_UNSAFE = re.compile("[<>&\u2028\u2029]")
COMPACT = Spelling()


def spelling_of(text: str, value: Json) -> Spelling | None:
    """
    The spelling that gives `text` back, exactly, from its parsed `value`; None where none does.
    """
    for guess in _guesses(text):
        try:
            if guess.encode(value) == text:
                return guess
        except (ValueError, RecursionError):
            return None
    return None


def _guesses(text: str) -> Iterator[Spelling]:
    newline = text.endswith("\n")
    found = re.match(r"[\[{]\n( *)", text)
    indent = len(found[1]) if found else None
    spaced = found is None and (", " in text or ": " in text)
    is_ascii = text.isascii() and "\\u" in text
    for escaped in [(False, False), (True, False), (False, True), (True, True)]:
        if escaped == (False, False) or "\\u" in text:
            yield Spelling(indent, spaced, escaped[0], escaped[1], newline)
            if spaced:
                yield Spelling(indent, False, escaped[0], escaped[1], newline)
        if not is_ascii and escaped == (False, True):
            return


def parse(text: str, parse_float: Callable[[str], float] | None = None) -> Json:
    """
    The value of a JSON text, as the standard library reads it; a ValueError where it cannot.

    `parse_float` makes a value of what is no integer; without it, that is a float.
    """
    try:
        value: Json = json.loads(text, parse_float=parse_float)
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None
    return value


# --- folding ----------------------------------------------------------------------------------

_FOLDABLE = re.compile(r'(?<!\\)"(?:(?=\$\$|\$blob:)|([A-Za-z0-9+/]{254,}={0,2})(?="))')
_FOLDED = re.compile(r'(?<!\\)"\$(?:(?=\$)|blob:([0-9a-f]{16})(?="))')


def fold(text: str) -> tuple[str, dict[str, str]]:
    """
    Put `$blob:<16 hex digits>` for every JSON string token that is long, canonical base64.

    The digits are the first of the SHA-256 of the decoded bytes. Gives the new text and the base64
    by its digits. A real token that begins with `$blob:` or `$$` gets one more `$`.
    """
    blobs: dict[str, str] = {}
    # Most texts hold nothing long but words, which is seen many times as fast without the pattern.
    long = (part for part in text.split('"') if len(part) > FOLD_ABOVE)
    if '"$' not in text and all(" " in part for part in long):
        return text, blobs

    def replace(found: re.Match[str]) -> str:
        if (encoded := found[1]) is None:
            return '"$'
        name = blob_name(encoded)
        if name is None:
            return found[0]
        blobs[name] = encoded
        return f'"$blob:{name}'

    return _FOLDABLE.sub(replace, text), blobs


def unfold(text: str, find: Callable[[str], str | None]) -> str:
    """
    The inverse of `fold`: `find` gives the base64 for the digits, None for a name it does not know.
    """

    def replace(found: re.Match[str]) -> str:
        if (name := found[1]) is None:
            return '"'
        encoded = find(name)
        return found[0] if encoded is None else f'"{encoded}'

    return _FOLDED.sub(replace, text)


def folded_names(text: str) -> set[str]:
    """
    The blobs that a folded text refers to.
    """
    return {found[1] for found in _FOLDED.finditer(text) if found[1] is not None}


def blob_name(encoded: str) -> str | None:
    """
    The name under which canonical, padded base64 of more than 256 characters is folded, else None.
    """
    if len(encoded) <= FOLD_ABOVE or len(encoded) % 4:
        return None
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return None
    if base64.b64encode(decoded).decode() != encoded:
        return None
    return hashlib.sha256(decoded).hexdigest()[:16]


# --- places -----------------------------------------------------------------------------------


def pointer(*steps: str | int) -> str:
    """
    A JSON Pointer (RFC 6901) made of keys and indexes.
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps_of(text: str) -> tuple[str, ...]:
    """
    The steps of a JSON Pointer; a ValueError where it does not begin with `/`.
    """
    if not text.startswith("/"):
        raise ValueError(f"a JSON Pointer begins with '/', not as in {text!r}")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in text[1:].split("/"))


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One place where two JSON values part: `MISSING` stands for what is not there.
    """

    path: str
    old: object
    new: object


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING = _Missing()


def differences(old: Json, new: Json, path: str = "") -> Iterator[Difference]:
    """
    Where `new` parts from `old`, in the order of `old`; only the outermost place of each is named.
    """
    # Not recursive: a request may be nested as deeply as the decoder of JSON allows.
    waiting: list[tuple[str, Json | _Missing, Json | _Missing]] = [(path, old, new)]
    while waiting:
        place, one, other = waiting.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            keys = [*one, *(key for key in other if key not in one)]
            pairs = [(key, one.get(key, MISSING), other.get(key, MISSING)) for key in keys]
            waiting += [(place + pointer(key), here, there) for key, here, there in pairs[::-1]]
        elif isinstance(one, list) and isinstance(other, list):
            items = enumerate(zip_longest(one, other, fillvalue=MISSING))
            below = [(place + pointer(index), here, there) for index, (here, there) in items]
            waiting += below[::-1]
        elif type(one) is not type(other) or one != other:
            yield Difference(place, one, other)

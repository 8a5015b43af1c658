"""
Times, sizes and values, worded for a reader; nothing that could upset a terminal or a YAML comment.
"""

from __future__ import annotations

from mockgemini.jsontext import COMPACT, Json

# Emoji are joined with these; every other character without a shape of its own is left out.
_JOINERS = "\u200c\u200d"


def plain(text: str, kept: str = "") -> str:
    """
    The text with a blank for every character that does not print, those in `kept` excepted.
    """
    if text.isprintable():
        return text
    allowed = _JOINERS + kept
    return "".join(char if char.isprintable() or char in allowed else " " for char in text)


def line(text: str) -> str:
    """
    The text on one line, with single blanks.
    """
    return " ".join(plain(text).split())


def shortened(text: str, limit: int) -> str:
    """
    The text, or its beginning and an ellipsis: never more than `limit` characters, at least one.
    """
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def seconds(time: float) -> str:
    """
    A time given in seconds: `0.87 s`, `12.3 s`, `2 min 20 s`, `1 h 5 min`.
    """
    if time < 59.95:
        return f"{time:.{2 if time < 10 else 1}f}".rstrip("0").removesuffix(".") + " s"
    minutes, rest = divmod(round(time), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def counted(number: int, word: str) -> str:
    """
    `1 cassette`, `2 cassettes`.
    """
    return f"{number} {word}{'' if number == 1 else 's'}"


def grouped(number: int) -> str:
    """
    A whole number with a blank before every three digits: `31 415`.
    """
    return f"{number:,}".replace(",", " ")


def size(count: int) -> str:
    """
    A number of bytes: `4 bytes`, `18.8 kB`, `20.0 MB`.
    """
    if count < 1000:
        return "1 byte" if count == 1 else f"{count} bytes"
    number = float(count)
    for unit in ("kB", "MB"):
        number /= 1000
        if number < 999.95:
            return f"{number:.1f} {unit}"
    return f"{number / 1000:.1f} GB"


def value(json: Json, limit: int) -> str:
    """
    A JSON value on one line; text stands without quotes.
    """
    if isinstance(json, str):
        return shortened(line(json[: 4 * limit]), limit)
    try:
        return shortened(line(COMPACT.encode(json)), limit)
    except (ValueError, RecursionError):
        return "…"


def call(name: str, arguments: Json, limit: int) -> str:
    """
    A call as a program writes it: `get_weather(city: Paris)`, each argument at most `limit` long.
    """
    if not isinstance(arguments, dict):
        return f"{line(name)}({'' if arguments is None else value(arguments, limit)})"
    told = [f"{line(key)}: {value(item, limit)}" for key, item in arguments.items()]
    return f"{line(name)}({', '.join(told)})"

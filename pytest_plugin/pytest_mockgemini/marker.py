"""
What the marker and the fixture `mockgemini_config` take, put together for one test.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mockgemini.errors import UsageError, one_of, true_or_false
from pytest_mockgemini.options import check_rules

MARKER = "mockgemini"

NOT_IN_NAMES = re.compile(r"[<>?%*:|\"'/\\\x00-\x1f\x7f\ud800-\udfff]")
"""What stands in no cassette's name: no file may hold it on some system, or shells read it."""

LONGEST = 200
"""Bytes of a file's name; file systems take 255, and endings and temporary names come on top."""

_CONFIG = "mockgemini_config"
_LISTS = ("ignore", "normalize", "redact", "allow_secrets")
_CHOICES = {
    "unused": ("error", "ignore"),
    "misses": ("error", "ignore"),
    "unasked": ("error", "ignore"),
    "unread": ("warn", "error", "ignore"),
}


def _marker(  # noqa: PLR0913 - words with defaults, each by its name
    name: str | None = None,
    *,
    pace: str | float = "instant",
    repeat: str = "never",
    ignore: Sequence[str] = (),
    normalize: Sequence[str] = (),
    on_miss: str = "error",
    translate: bool = False,
    redact: Sequence[str] = (),
    allow_secrets: Sequence[str] = (),
    misses: str = "error",
    unused: str = "error",
    unasked: str = "error",
    unread: str = "warn",
) -> None:
    """
    What the marker takes; the fixture takes the same but a name.
    """


_SIGNATURE = inspect.signature(_marker)
NAMES = tuple(name for name in _SIGNATURE.parameters if name != "name")
"""What both take."""

_SHOWN = ", ".join(f"{name}={each.default!r}" for name, each in _SIGNATURE.parameters.items())

DESCRIPTION = (
    f"{MARKER}({_SHOWN.replace(', ', ', *, ', 1)}): "
    "replay the cassette of this name, or of the test's own."
)
"""For `pytest --markers`."""


def markers(item: pytest.Item) -> list[pytest.Mark]:
    """
    The markers of a test, by itself, its class and its module; the closest first.
    """
    return list(item.iter_markers(MARKER))


def wanted(given: Sequence[pytest.Mark], config: Mapping[str, object]) -> dict[str, Any]:
    """
    What a test's markers say, the closest first, else the fixture; what nobody said is not in it.
    """
    found = _checked(config, _CONFIG)
    for marker in reversed(given):
        found |= _checked(_words(marker), f"@pytest.mark.{MARKER}")
    return found


def is_marked(item: pytest.Item) -> bool:
    """
    Whether a test has the marker, by itself or by its class or module.
    """
    return item.get_closest_marker(MARKER) is not None


def name_in(given: Iterable[pytest.Mark]) -> str | None:
    """
    The name of a cassette that the closest of a test's markers gives; None where none does.
    """
    for marker in given:
        name = marker.args[0] if marker.args else marker.kwargs.get("name")
        if name is not None:
            return str(name).removesuffix(".yaml")
    return None


def _words(marker: pytest.Mark) -> dict[str, Any]:
    if not marker.args and not marker.kwargs:
        # As most of them; to bind takes a while.
        return {}
    _check_words(marker.kwargs.keys() - {"name"}, f"@pytest.mark.{MARKER}")
    try:
        bound = _SIGNATURE.bind(*marker.args, **marker.kwargs)
    except TypeError as error:
        raise UsageError(f"@pytest.mark.{MARKER} takes one name: {error}") from None
    _check_name(bound.arguments.pop("name", None))
    return bound.arguments


def _checked(given: object, where: str) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise UsageError(f"{where} gives a dict, not {given!r}")
    _check_words(given, where)
    return {name: _value(name, value, where) for name, value in given.items()}


def _check_words(words: Iterable[object], where: str) -> None:
    if unknown := [word for word in words if word not in NAMES]:
        raise UsageError(f"{where} takes {', '.join(NAMES)}, not {unknown[0]!r}")


def _value(name: str, value: object, where: str) -> object:
    if name in _LISTS:
        texts = _texts(name, value, where)
        if name == "redact":
            check_rules(texts, f"{where}: redact")
        return texts
    if name in _CHOICES:
        return one_of(_CHOICES[name], f"{where}: {name}", value)
    if name == "translate":
        return true_or_false(f"{where}: translate", value)
    return value


def _texts(name: str, value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise UsageError(f"{where}: {name} takes a list of texts, not {value!r}")
    return tuple(str(item) for item in value)


def _check_name(name: object) -> None:
    if name is None:
        return
    if not isinstance(name, str) or not name.removesuffix(".yaml").strip("/ "):
        raise UsageError(f"@pytest.mark.{MARKER} takes a cassette's name, not {name!r}")
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise UsageError(f"a cassette's name stays inside the cassette folder, unlike {name!r}")
    if odd := NOT_IN_NAMES.search(name.replace("/", "")):
        raise UsageError(
            f"a cassette's name has folders with / and no {odd[0]!r}, which some systems allow in "
            f"no file's name, unlike {name!r}"
        )
    parts = name.removesuffix(".yaml").split("/")
    if _OTHER_ENDING.search(parts[-1]):
        raise UsageError(f"a cassette's name ends in .yaml, or leaves it out, unlike {name!r}")
    for part in parts:
        if (problem := _problem(part)) is not None:
            raise UsageError(f"a cassette's name {problem}, unlike {name!r}")


_OTHER_ENDING = re.compile(r"\.ya?ml$", re.IGNORECASE)
# Names of devices on Windows, whatever ending they have.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)


def _problem(part: str) -> str | None:
    """
    What keeps a file or folder of a cassette's name from being called so, here or elsewhere.
    """
    if not part:
        return "has a name on both sides of each /"
    if part != part.strip() or part.endswith("."):
        return "neither begins nor ends in a blank, nor does it end in a dot"
    if found := _RESERVED.match(part):
        return f"has no part {found[1]!r}, which Windows keeps for itself"
    if len(part.encode()) > LONGEST:
        return f"has at most {LONGEST} bytes between two /"
    return None

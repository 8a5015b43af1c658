"""
Values that differ from run to run, such as today's date: kept in a cassette, and given back.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, TypeVar

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.emitting import entry
from mockgemini.errors import UsageError
from mockgemini.jsontext import Json

_T = TypeVar("_T")


class Variables:
    """
    The variables of one test. `cassettes` may hold some; `keep` takes those that are new.
    """

    def __init__(
        self, cassettes: Iterable[Cassette], keep: Callable[[str, Json], None] | None = None
    ) -> None:
        self._cassettes = tuple(cassettes)
        self._keep = keep
        self._known: dict[str, Any] = {}
        self._lock = threading.RLock()

    def value(self, name: str, make: Callable[[], _T]) -> _T:
        """
        What a cassette holds, else what `make` gives; the same every time.
        """
        with self._lock:
            if name not in self._known:
                self._known[name] = self._first(name, make)
            value: _T = self._known[name]
            return value

    def _first(self, name: str, make: Callable[[], object]) -> Json:
        holders = [each for each in self._cassettes if name in each.header.variables]
        values = [each.header.variables[name] for each in holders]
        if any(value != values[0] for value in values):
            raise UsageError(
                f"{' and '.join(str(each.path) for each in holders)} hold different values of the "
                f"variable {name!r}; give each a name of its own, or record the cassettes together"
            )
        if values:
            return values[0]
        value = make()
        kept = _checked(name, value)
        if self._keep is not None:
            self._keep(name, deepcopy(kept))
        return kept


def _checked(name: str, value: object) -> Json:
    """
    The same value, which a cassette can hold; a UsageError where it cannot.
    """
    try:
        text = json.dumps(value, allow_nan=False, ensure_ascii=False)
        read: Json = json.loads(text)
        text.encode()
        entry(name, read, 0)
        if read == value:
            return read
    except (TypeError, ValueError, RecursionError):
        pass
    raise UsageError(
        f"the variable {name!r:.60} is {value!r:.60}, and a cassette holds what JSON can: texts, "
        "numbers, true, false, null, and lists and dicts of these with texts for keys"
    )

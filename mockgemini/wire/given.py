"""
A JSON object of a request read field by field, strictly: what is of another type is refused by its
place. Null is the same as absent, as it is to Google.
"""

from __future__ import annotations

from collections.abc import Collection

from mockgemini.jsontext import Json
from mockgemini.wire.complaints import Complaint
from mockgemini.wire.refusal import Refused


class Given:
    """
    The fields of one object, taken one by one; `left` is what was not taken, without nulls.

    `place` is where in the request it stands, `input[0].content[1]`; empty for the request itself.
    """

    __slots__ = ("left", "place")

    def __init__(self, value: Json, place: str = "") -> None:
        if not isinstance(value, dict):
            raise wrong(value, place, "an object")
        self.left: dict[str, Json] = {key: item for key, item in value.items() if item is not None}
        self.place = place

    def at(self, key: str) -> str:
        """
        The place of one of the fields.
        """
        return f"{self.place}.{key}" if self.place else key

    def value(self, key: str) -> Json:
        """
        Take whatever it is; None where there is nothing.
        """
        return self.left.pop(key, None)

    def text(self, key: str) -> str | None:
        """
        Take a string.
        """
        value = self.value(key)
        if value is not None and not isinstance(value, str):
            raise wrong(value, self.at(key), "a string")
        return value

    def truth(self, key: str) -> bool | None:
        """
        Take a boolean.
        """
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            raise wrong(value, self.at(key), "a boolean")
        return value

    def number(self, key: str, low: float, high: float) -> float | None:
        """
        Take a number from `low` to `high`, both of them included.
        """
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(value, self.at(key), "a number")
        self._check(key, value, low, high)
        return float(value)

    def integer(self, key: str, low: int, high: int) -> int | None:
        """
        Take a whole number from `low` to `high`, also where it is spelled `1.0`.
        """
        value = self.value(key)
        if value is None:
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(value, self.at(key), "an integer")
        self._check(key, value, low, high)
        return value

    def _check(self, key: str, value: float, low: float, high: float) -> None:
        if not low <= value <= high:
            expected = f"in the range [{low}, {high}]"
            raise Complaint.OUT_OF_RANGE.refused(place=self.at(key), value=value, expected=expected)

    def items(self, key: str) -> list[Json]:
        """
        Take a list; an empty one where there is none.
        """
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise wrong(value, self.at(key), "a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """
        Take a list of strings.
        """
        return tuple(
            string(item, f"{self.at(key)}[{index}]") for index, item in enumerate(self.items(key))
        )

    def object(self, key: str) -> dict[str, Json] | None:
        """
        Take an object.
        """
        value = self.value(key)
        if value is not None and not isinstance(value, dict):
            raise wrong(value, self.at(key), "an object")
        return value

    def below(self, key: str) -> Given | None:
        """
        Take an object, to be read in its turn.
        """
        value = self.value(key)
        return None if value is None else Given(value, self.at(key))

    def choice(self, key: str, supported: Collection[str]) -> str | None:
        """
        Take one of these words.
        """
        value = self.text(key)
        if value is not None and value not in supported:
            raise unsupported(value, key, self.place, supported)
        return value


def string(value: Json, place: str) -> str:
    """
    The value if it is a string.
    """
    if not isinstance(value, str):
        raise wrong(value, place, "a string")
    return value


def wrong(value: Json, place: str, expected: str) -> Refused:
    """
    A value of another type than `expected`.
    """
    if not place:
        return Complaint.NOT_JSON.refused()
    return Complaint.BAD_VALUE.refused(place=place, expected=expected, got=_type(value))


def unsupported(value: str, field: str, place: str, supported: Collection[str]) -> Refused:
    """
    A word that is none of those there are.
    """
    listed = ", ".join(f"'{word}'" for word in supported)
    return Complaint.UNSUPPORTED.refused(
        value=value, field=field, place=place or field, supported=listed
    )


def _type(value: Json) -> str:
    if value is None:
        return "null"
    return next(name for kind, name in _TYPES if isinstance(value, kind))


_TYPES = (
    (bool, "a boolean"),
    (int | float, "a number"),
    (str, "a string"),
    (list, "a list"),
    (dict, "an object"),
)

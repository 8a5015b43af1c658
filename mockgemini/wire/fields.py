"""
A JSON object read field by field, without a complaint: what is missing or odd is simply not taken.
"""

from __future__ import annotations

from mockgemini.jsontext import Json


class Fields:
    """
    The fields of one object, taken one by one; of anything else, none.

    `left` is what was not taken, or is not of the type that was asked for.
    """

    __slots__ = ("left",)

    def __init__(self, value: Json) -> None:
        self.left: dict[str, Json] = dict(value) if isinstance(value, dict) else {}

    def text(self, key: str) -> str | None:
        """
        Take a string.
        """
        value = self.left.get(key)
        if not isinstance(value, str):
            return None
        del self.left[key]
        return value

    def number(self, key: str) -> int | None:
        """
        Take a whole number.
        """
        value = self.left.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        del self.left[key]
        return value

    def truth(self, key: str) -> bool | None:
        """
        Take a boolean.
        """
        value = self.left.get(key)
        if not isinstance(value, bool):
            return None
        del self.left[key]
        return value

    def items(self, key: str) -> list[Json]:
        """
        Take a list; an empty one where there is none.
        """
        value = self.left.get(key)
        if not isinstance(value, list):
            return []
        del self.left[key]
        return value

    def value(self, key: str) -> Json:
        """
        Take whatever it is; None where there is nothing.
        """
        return self.left.pop(key, None)

    def drop(self, *keys: str) -> None:
        """
        Forget fields that tell nothing.
        """
        for key in keys:
            self.left.pop(key, None)


def mapping(value: Json) -> dict[str, Json]:
    """
    The value if it is an object, else an empty one.
    """
    return value if isinstance(value, dict) else {}


def type_of(value: Json) -> str:
    """
    The `type` of an object; empty where it has none.
    """
    found = mapping(value).get("type")
    return found if isinstance(found, str) else ""

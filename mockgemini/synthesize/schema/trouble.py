"""
Why a schema, or a part of it, has no instance: told by keyword and place.
"""

from __future__ import annotations


class SchemaError(Exception):
    """
    A schema, or a part of it, has no instance, or none that we can find.

    `place` is the JSON Pointer of the schema that says so, `keyword` is empty for `false`; `root`
    is the innermost reason.
    """

    def __init__(self, keyword: str, place: str, why: str, root: str = "") -> None:
        super().__init__(why)
        self.keyword = keyword
        self.place = place
        self.why = why
        self.root = root or why


class NoInstanceError(SchemaError):
    """
    Nothing fits here; the search goes on elsewhere, if there is a choice.
    """


class TooDeepError(NoInstanceError):
    """
    Nothing fits that is nested no deeper than allowed.
    """


class GivenUpError(SchemaError):
    """
    The search has gone on for so long that it ends everywhere at once.
    """


class UnreadableError(SchemaError):
    """
    The schema itself is broken or beyond us here, so no choice helps.
    """

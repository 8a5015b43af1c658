"""
Errors: the Interactions API's own, and those of Google's front end and of the Files API.
"""

from __future__ import annotations

from typing import Annotated, Literal

from mockgemini.wire.shapes.choice import OneOf
from mockgemini.wire.shapes.shape import Object, Shape


class Error(Shape):
    """
    An error in a stream or a resource; the code is a word.
    """

    code: str | None = None
    message: str | None = None


class Status(Shape):
    """
    An error in Google's general form; the code is a number.
    """

    code: int | None = None
    message: str | None = None
    details: list[Object] | None = None


class Refusal(Shape):
    """
    The error of a refused request: a word for a code, or a number and a status.
    """

    message: str
    code: Annotated[str | int, OneOf()]
    status: str | None = None
    details: list[Object] | None = None


class ErrorBody(Shape):
    """
    The body of an answer that refuses a request.
    """

    error: Refusal


class ErrorEvent(Shape):
    """
    Something failed in the midst of a stream. Seen without any error as well, and then harmless.
    """

    event_type: Literal["error"]
    error: Error | None = None
    event_id: str | None = None

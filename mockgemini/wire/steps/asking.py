"""
Reads what clients want in the revision `steps`: its input is text, contents, steps or turns.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.wire import asking
from mockgemini.wire.brief import Brief
from mockgemini.wire.steps.reading import read_input

_MESSAGES = ("user_input", "model_output")


def read_brief(body: Json) -> Brief:
    """
    The body of a request to create an interaction; raises Refused where the API answers 400.
    """
    return asking.read(body, read_input, _MESSAGES)

"""
Reads what clients want in the revision `outputs`: its input is text, contents or turns.
"""

from __future__ import annotations

from mockgemini.jsontext import Json
from mockgemini.wire import asking
from mockgemini.wire.brief import Brief
from mockgemini.wire.outputs.reading import read_input


def read_brief(body: Json) -> Brief:
    """
    The body of a request to create an interaction; raises Refused where the API answers 400.
    """
    return asking.read(body, read_input, ())

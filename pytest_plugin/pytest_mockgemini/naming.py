"""
A test's own cassette: `<module>/<Class.test[param]>`, so that people can guess it.
"""

from __future__ import annotations

import re

import pytest

# What no file name may hold on some system; pytest-recording puts a dash in the same places.
_NOT_IN_NAMES = re.compile(r"[<>?%*:|\"'/\\\x00-\x1f]")


def default_name(node: pytest.Item) -> str:
    """
    The name, below the cassette folder, of the cassette of a test that gives none.
    """
    cls = getattr(node, "cls", None)
    test = f"{cls.__name__}.{node.name}" if cls is not None else node.name
    return f"{node.path.stem}/{_NOT_IN_NAMES.sub('-', test)}"

"""
Where one of our errors was raised: in the test's own line, however deep within us it came about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockgemini.errors import MockGeminiError

if TYPE_CHECKING:
    import pytest

_OURS = ("mockgemini", "pytest_mockgemini")


def leave_out(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """
    Take our frames out of one of our errors, unless pytest is told to show all.
    """
    found = call.excinfo
    if found is None or not isinstance(found.value, MockGeminiError):
        return
    if item.config.getoption("fulltrace"):
        return
    # pytest cuts what it shows out of the chain itself, so that is where they have to go. Its first
    # link is pytest's own.
    link = found.tb
    while (below := link.tb_next) is not None:
        if _is_ours(below.tb_frame.f_globals):
            link.tb_next = below.tb_next
        else:
            link = below


def _is_ours(module: dict[str, object]) -> bool:
    # By the module: a dataclass has methods that stand in no file.
    return str(module.get("__name__")).partition(".")[0] in _OURS

"""
What the processes of one run share: who records which cassette, and what may still be spent.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockgemini.record.budget import Budget

FOLDER_INPUT = "mockgemini_folder"
"""Where a worker of pytest-xdist is told the folder of the whole run."""

_FOLDER = pytest.StashKey[Path]()
_BUDGET = pytest.StashKey["Budget"]()
_BEGUN = pytest.StashKey[set[Path]]()


def folder_of(config: pytest.Config) -> Path:
    """
    A folder for this run alone, the same in all its processes; it goes with the first of them.
    """
    told = getattr(config, "workerinput", {}).get(FOLDER_INPUT)
    if told is not None:
        return Path(told)
    if _FOLDER not in config.stash:
        config.stash[_FOLDER] = folder = Path(tempfile.mkdtemp(prefix="mockgemini-"))
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return config.stash[_FOLDER]


def claim(item: pytest.Item, path: Path) -> str:
    """
    Who records this cassette in this run: this test, unless another has claimed it before.
    """
    file = _claim_of(item, path)
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(item.nodeid)
    except FileExistsError:
        # Nothing stands in it yet where two processes come at the very same moment.
        return file.read_text(encoding="utf-8") or "another test"
    return item.nodeid


def begun(config: pytest.Config) -> set[Path]:
    """
    The cassettes that tests of this process have recorded so far.
    """
    return config.stash.setdefault(_BEGUN, set())


def disclaim(item: pytest.Item, path: Path) -> None:
    """
    Nothing came of a test's recording, so another may make one.
    """
    file = _claim_of(item, path)
    if file.exists() and file.read_text(encoding="utf-8") == item.nodeid:
        file.unlink()


def budget_of(config: pytest.Config) -> Budget | None:
    """
    What all tests of the run may spend together; None is without limit.
    """
    words = config.getoption("--mockgemini-budget")
    if words is None:
        return None
    if _BUDGET not in config.stash:
        from mockgemini.record.budget import Budget, Limits  # noqa: PLC0415 - only who records

        file = folder_of(config) / "budget"
        budget = Budget(Limits.parse(words), file, option="--mockgemini-budget")
        config.stash[_BUDGET] = budget
        config.add_cleanup(budget.close)
    return config.stash[_BUDGET]


def _claim_of(item: pytest.Item, path: Path) -> Path:
    digest = hashlib.sha256(str(path).casefold().encode()).hexdigest()
    return folder_of(item.config) / f"{digest[:32]}.claim"

"""
The version, wherever it is said.
"""

import tomllib
from pathlib import Path

import mockgemini
from mockgemini.version import VERSION

ROOT = Path(__file__).parents[1]


def test_the_version_is_said_once():
    """
    The package and its metadata agree.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert VERSION == project["version"] == mockgemini.__version__

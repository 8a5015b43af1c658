"""
Runs of pytest beside other plugins, in the environment that holds them.
"""

import os
import re
import sys

import pytest
from journeys.sdks import ROOT, SDKS, environment, ran

FOLDER = SDKS / "neighbours"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
needs_neighbours = pytest.mark.skipif(
    not PYTHON.exists(), reason=f"no {PYTHON}; run VENV={FOLDER} scripts/setup neighbours"
)


def words(*plugins):
    """
    The options that load our plugin and these, which are named as they name themselves.
    """
    named = [word for name in plugins for word in ("-p", name)]
    return ["-p", "pytest_mockgemini", "-p", "no:cacheprovider", *named]


def run(folder, command, **variables):
    """
    What a program that runs pytest told; no plugin is loaded but those that are named.
    """
    paths = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])
    clean = environment(key=None, PYTHONPATH=paths, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    told = ran([str(PYTHON), *command], clean | variables, folder)
    return told.out + told.err


def pytest_in(folder, *options, plugins=(), **variables):
    """
    What pytest told of the tests in a folder.
    """
    return run(folder, ["-m", "pytest", *words(*plugins), *options], **variables)


def ended(told):
    """
    How many tests went how; warnings are another matter.
    """
    last = told.strip().splitlines()[-1]
    counted = re.findall(r"(\d+) (passed|failed|error|xfailed|xpassed|skipped)", last)
    return {word: int(number) for number, word in counted}

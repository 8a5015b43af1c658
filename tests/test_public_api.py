"""
What users import: the names, and that having them costs little.
"""

import subprocess
import sys

import pytest
from journeys.sdks import environment

import mockgemini

NAMES = {
    "CassetteError",
    "MockGemini",
    "MockGeminiError",
    "SecretError",
    "UpstreamError",
    "UsageError",
    "__version__",
}


def test_the_names_are_these():
    """
    Every public name is there, is documented, and is listed; no other is.
    """
    assert NAMES <= set(mockgemini.__all__)
    assert sorted(mockgemini.__all__, key=str.lower) == sorted(dir(mockgemini), key=str.lower)
    assert [] == [
        name
        for name in mockgemini.__all__
        if name != "__version__" and not getattr(mockgemini, name).__doc__
    ]


def test_a_star_import_works():
    """
    `from mockgemini import *` brings what is listed.
    """
    found = {}

    exec("from mockgemini import *", found)  # noqa: S102 - what the rule is about

    assert set(mockgemini.__all__) <= set(found)


def test_other_names_are_an_ordinary_error():
    """
    A misspelled name is Python's AttributeError.
    """
    with pytest.raises(AttributeError, match="module 'mockgemini' has no attribute 'MockGemin'"):
        _ = mockgemini.MockGemin


def test_the_import_is_light():
    """
    Importing the package starts neither server nor recorder.
    """
    program = (
        "import sys, mockgemini; print(sorted({'uvicorn', 'aiohttp', 'yaml'} & set(sys.modules)))"
    )

    told = subprocess.check_output([sys.executable, "-c", program], env=environment(), text=True)

    assert "[]\n" == told


def test_all_our_errors_are_one_kind():
    """
    Who wants to catch them all catches MockGeminiError; no secret is an ordinary cassette error.
    """
    errors = [getattr(mockgemini, name) for name in mockgemini.__all__ if name.endswith("Error")]

    assert [] == [error for error in errors if not issubclass(error, mockgemini.MockGeminiError)]
    assert issubclass(mockgemini.SecretError, mockgemini.CassetteError)

"""
What the tests of cassettes are given.
"""

import pytest


@pytest.fixture
def path(tmp_path):
    """
    Where a cassette may lie.
    """
    return tmp_path / "weather.yaml"

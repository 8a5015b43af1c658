"""
What is told can be pasted.
"""

from types import SimpleNamespace

import pytest
from pytest_mockgemini.pointing import command, shown


@pytest.fixture
def config(tmp_path):
    """
    What pytest knows of a project in which it was called in the folder `tests`.
    """
    called = SimpleNamespace(dir=tmp_path / "tests")
    return SimpleNamespace(rootpath=tmp_path, invocation_params=called)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tests/cassettes/a.yaml", "cassettes/a.yaml"),
        ("recordings/a.yaml", "../recordings/a.yaml"),
    ],
)
def test_paths_are_told_from_here(path, expected, config, tmp_path):
    """
    From where pytest was called, a file of the project is found by what is told.
    """
    assert expected == shown(config, tmp_path / path)


def test_what_lies_elsewhere_keeps_its_path(config, tmp_path):
    """
    A file outside of the project is told in full.
    """
    path = tmp_path.parent / "elsewhere/a.yaml"

    assert str(path) == shown(config, path)


def test_commands_name_the_tests(config):
    """
    Node ids count from the root folder, commands from where pytest was called; shells need quotes.
    """
    tests = ["tests/test_a.py::test_a", "test_b.py::TestB::test_b[x::y z]"]

    told = command(config, tests, "once")

    second = "'../test_b.py::TestB::test_b[x::y z]'"
    assert f"pytest test_a.py::test_a {second} --mockgemini-record=once" == told

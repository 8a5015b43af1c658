"""
The plugin among others: loaded once, twice or not at all, and light where nobody uses it.
"""

import subprocess
import sys

import pytest
from journeys.sdks import ROOT, environment

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        assert ask("World")[0] == 200
"""


def test_twice_is_as_once(runs):
    """
    Named by a conftest.py and found as installed, it is loaded once.
    """
    runs.cassette("talk", "World")
    runs.write(TALK)
    runs.monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    (runs.path / "conftest.py").write_text('pytest_plugins = ["pytest_mockgemini"]\n')

    runs.run().assert_outcomes(passed=1)


def test_it_can_be_switched_off(runs):
    """
    `-p no:pytest_mockgemini` leaves nothing of it.
    """
    runs.write("""
        def test_it(mockgemini):
            pass
    """)

    result = runs.pytester.runpytest_subprocess("-p", "no:pytest_mockgemini")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'mockgemini' not found"])


def test_the_marker_is_registered(runs):
    """
    `pytest --markers` tells what it takes, and strict runs know it.
    """
    runs.cassette("talk", "World")
    runs.write(TALK)

    runs.run("--strict-markers").assert_outcomes(passed=1)
    runs.run("--markers").stdout.fnmatch_lines(
        ["@pytest.mark.mockgemini(name=None, *, pace='instant', repeat=*unread='warn'): replay *"]
    )


def test_the_help_tells_its_options(runs):
    """
    `pytest --help` has a group for them.
    """
    runs.run("--help").stdout.fnmatch_lines(
        [
            "mockgemini:",
            "*--mockgemini-record={none,once,new_episodes,all,rewrite,verify}*",
            "*--mockgemini-upstream=URL*",
            "*--mockgemini-orphans={report,fail,delete}*",
            "*--mockgemini-budget=LIMITS*",
            "*mockgemini_record*",
            "*mockgemini_cassette_dir*",
            "*mockgemini_env*",
            "*mockgemini_guard*",
        ]
    )


def test_a_run_without_it_costs_nothing():
    """
    Where no test uses the fixture, neither server nor recorder is imported.
    """
    program = (
        "import sys, pytest, pytest_mockgemini\n"
        "heavy = {'aiohttp', 'uvicorn', 'starlette', 'yaml', 'mockgemini.handle.mock'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    path = f"{ROOT}:{ROOT / 'pytest_plugin'}"

    told = subprocess.check_output(
        [sys.executable, "-c", program], env=environment(PYTHONPATH=path), text=True
    )

    assert "[]\n" == told


@pytest.mark.parametrize("words", ["--help", "--markers", "--fixtures"])
def test_nothing_that_others_own_is_registered(words, runs):
    """
    The options, markers and fixtures of neighbours stay theirs.
    """
    told = runs.run(words).stdout.str()

    assert not [name for name in ("--record-mode", "--block-network", "vcr") if name in told]


@pytest.mark.parametrize("words", [[], ["--collect-only"], ["-k", "nothing"]])
def test_runs_without_tests_end_well(words, runs):
    """
    A run in which no test wanted the server ends without one.
    """
    runs.cassette("talk", "World")
    runs.write(TALK)

    assert runs.run(*words).ret in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)

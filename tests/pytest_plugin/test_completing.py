"""
Our plugin in a run whose tests run pytest themselves.
"""

import pytest
from journeys.sdks import ROOT

PLUGINS = ("-p", "pytest_mockgemini", "-p", "pytester", "-p", "no:cacheprovider")
INSIDE = '''
    SOURCE = """
    import os
    from asking import ask

    def test_inside(mockgemini):
        mockgemini.reply("In.")
        assert "In." in ask("Hi")[1]
    """

    def test_runs_pytest(pytester):
        pytester.makepyfile(SOURCE)
        done = pytester.runpytest_inprocess("-p", "pytest_mockgemini", "-p", "no:cacheprovider")
        done.assert_outcomes(passed=1)

    def test_follows(mockgemini):
        mockgemini.reply("Out.")
        assert "Out." in ask("Hi")[1]
'''


@pytest.mark.parametrize("env", ["test", "session"])
def test_a_run_inside_a_test_leaves_ours_whole(env, runs):
    """
    What a run inside has imported first goes with it; the tests behind have one of each class.
    """
    runs.configure(f"mockgemini_env = {env}")
    runs.monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'pytest_plugin'}:{runs.path}")
    runs.write(INSIDE)

    runs.pytester.runpytest_subprocess(*PLUGINS, "-W", "error").assert_outcomes(passed=2)

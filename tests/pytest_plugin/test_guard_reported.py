"""
What pytest prints of a live call, and which tests may make one.
"""

import warnings

import pytest

CALLING = """
    from http.client import HTTPSConnection

    def call(host="generativelanguage.googleapis.com"):
        HTTPSConnection(host).request("GET", "/v1/interactions")
"""
SENTENCE = "live call to generativelanguage.googleapis.com from test_it.py:9 bypassed mockgemini; "
CURE = "set base_url=mockgemini.url, or mockgemini_env = session for a client made before the tests"

pytestmark = pytest.mark.usefixtures("asked")


def test_the_sentence_stands_alone(runs):
    """
    Pytest prints what happened, where and what to do, and no traceback.
    """
    runs.write(f"{CALLING}\n    def test_it(mockgemini):\n        call()\n")

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"{SENTENCE}{CURE}"])
    result.stdout.no_fnmatch_line("*HTTPSConnection*")


@pytest.mark.parametrize("swallow", ["except Exception", "except", "finally"])
def test_a_swallowed_call_fails_the_test(swallow, runs):
    """
    No `except` hides a live call; with `xfail` the test is expected to make it.
    """
    runs.write(f"""{CALLING}
    def swallowed():
        try:
            call()
        {swallow}:
            return

    def test_it(mockgemini):
        swallowed()

    @pytest.mark.xfail
    def test_expected(mockgemini):
        swallowed()
    """)

    result = runs.run()

    result.assert_outcomes(failed=1, xfailed=1)
    result.stdout.fnmatch_lines([f"{SENTENCE}{CURE}"])


def test_a_test_case_class_is_guarded(runs):
    """
    So are the tests of unittest's classes.
    """
    runs.write(f"""{CALLING}
    import unittest

    @pytest.mark.usefixtures("mockgemini")
    class TestIt(unittest.TestCase):
        def test_it(self):
            with self.assertRaises(OSError):
                call()
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"{SENTENCE}{CURE}"])


@pytest.mark.parametrize("mode", ["warn", "off"])
def test_the_ini_file_can_be_milder(mode, runs):
    """
    With `warn` pytest lists the warning, with `off` there is none; the call goes its way.
    """
    runs.configure(f"mockgemini_guard = {mode}")
    runs.write(f"""{CALLING}
    def test_it(mockgemini):
        with pytest.raises(OSError, match="nobody"):
            call()
    """)

    with warnings.catch_warnings():
        result = runs.run("-W", "always::mockgemini.MockGeminiWarning")

    result.assert_outcomes(passed=1, warnings=1 if mode == "warn" else 0)
    if mode == "warn":
        result.stdout.fnmatch_lines(["*test_it.py:9: MockGeminiWarning: live call to *"])


def test_a_recording_may_call(runs, upstream):
    """
    While a test records, the real API is where it goes.
    """
    runs.write(f"""{CALLING}
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
        with pytest.raises(OSError, match="nobody"):
            call()
    """)

    runs.record("all", upstream).assert_outcomes(passed=1)
    runs.run().assert_outcomes(failed=1)


def test_a_test_without_the_fixture_is_free(runs):
    """
    Who does not ask for a MockGemini may call whom it likes, also after a test that has one.
    """
    runs.write(f"""{CALLING}
    def test_one(mockgemini):
        pass

    def test_two():
        with pytest.raises(OSError, match="nobody"):
            call()
    """)

    runs.run().assert_outcomes(passed=2)

"""
A test's own cassette.
"""

import pytest

NAMELESS = """
    @pytest.mark.mockgemini
    def test_plain(mockgemini):
        ask("World")

    def test_without(mockgemini):
        pass

    class TestTalk:
        @pytest.mark.mockgemini()
        @pytest.mark.parametrize("how", ["a/b", "c:d", "ü€", "[x]"])
        def test_it(self, mockgemini, how):
            ask("World")
"""


def test_the_name_can_be_guessed(runs, upstream):
    """
    It is made of the module, the class and the test; what no file may be called becomes a dash.
    """
    runs.write(NAMELESS)

    runs.record("once", upstream).assert_outcomes(passed=6)
    runs.run().assert_outcomes(passed=6)

    assert [
        "test_it/TestTalk.test_it[-xfc-u20ac].yaml",
        "test_it/TestTalk.test_it[[x]].yaml",
        "test_it/TestTalk.test_it[a-b].yaml",
        "test_it/TestTalk.test_it[c-d].yaml",
        "test_it/test_plain.yaml",
    ] == runs.cassettes()


def test_long_names_are_cut(runs, upstream):
    """
    A parameter longer than a file's name may be is cut, and told apart by a digest.
    """
    runs.write("""
        @pytest.mark.mockgemini
        @pytest.mark.parametrize("number", [1, 2], ids=["é" * 300 + "1", "é" * 300 + "2"])
        def test_it(mockgemini, number):
            ask("World")
    """)

    runs.record("once", upstream).assert_outcomes(passed=2)
    runs.run().assert_outcomes(passed=2)

    names = runs.cassettes()
    assert (2, [True, True]) == (len(names), [len(name.encode()) < 230 for name in names])


@pytest.mark.parametrize("pair", ['["a/b", "a:b"]', '["one", "One"]'])
def test_two_tests_of_a_name_are_told(pair, runs, upstream):
    """
    Tests that would share a cassette, on some system at least, are named; neither runs.
    """
    runs.write(f"""
        @pytest.mark.mockgemini
        @pytest.mark.parametrize("text", {pair})
        def test_it(mockgemini, text):
            ask("World")
    """)

    result = runs.record("once", upstream)

    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["test_it.py::*and test_it.py::* would share the cassette *"])
    assert [] == upstream.keys

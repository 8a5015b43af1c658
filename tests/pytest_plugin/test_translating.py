"""
Tests that play recordings of one revision to clients of the other.
"""

import pytest

from mockgemini.cli.main import main

TALK = """
    @pytest.mark.mockgemini("talk"{more})
    def test_it(mockgemini):
        assert "Hello, World!" in ask("World")[1]
"""


@pytest.fixture
def old(runs):
    """
    A cassette of the older revision; what tests ask below /v1 speaks the newer one.
    """
    path = runs.cassette("talk", "World")
    assert 0 == main(["translate", str(path), "--to", "outputs", "--in-place"])
    return runs


@pytest.mark.parametrize(
    ("ini", "more", "outcome"),
    [
        ([], "", {"failed": 1}),
        ([], ", translate=True", {"passed": 1}),
        (["mockgemini_translate = true"], "", {"passed": 1}),
        (["mockgemini_translate = true"], ", translate=False", {"failed": 1}),
    ],
)
def test_the_marker_or_the_ini_file_has_it_translated(ini, more, outcome, old):
    """
    The marker counts, else the ini file; without either the miss names the option.
    """
    old.configure(*ini)
    old.write(TALK.format(more=more))

    result = old.run()

    result.assert_outcomes(**outcome)
    if "failed" in outcome:
        result.stdout.fnmatch_lines(["*--translate, or translate=True in the marker*"])


def test_a_wrong_word_is_quoted(old):
    """
    What is neither true nor false is an error of the test.
    """
    old.write(TALK.format(more=", translate='yes'"))

    result = old.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*mockgemini: translate takes True or False, not 'yes'"])

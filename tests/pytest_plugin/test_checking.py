"""
Cassettes that break their schema: told when they are loaded, if asked, and when they are recorded.
"""

import pytest
from samples.replayed import ask, cassette, reply

from mockgemini.cassette.saving import save

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
"""
SENTENCE = "*talk.yaml:*: answer: breaking wrong_type *status*"
BROKEN = {"id": "v1_world", "status": 7, "steps": []}


@pytest.fixture
def broken(runs):
    """
    A cassette whose status is a number.
    """
    path = runs.path / "cassettes/talk.yaml"
    path.parent.mkdir()
    save(cassette((ask("World"), reply(BROKEN))), path)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("check", "outcomes"),
    [
        ("off", {"passed": 1}),
        ("warn", {"passed": 1, "warnings": 1}),
        ("error", {"errors": 1}),
    ],
)
def test_a_cassette_is_checked_when_it_is_loaded(check, outcomes, runs):
    """
    If the ini file asks for it, with the place in the file.
    """
    runs.configure(f"mockgemini_check = {check}")
    runs.write(TALK)

    result = runs.run("-W", "default")

    result.assert_outcomes(**outcomes)
    if check != "off":
        result.stdout.fnmatch_lines([SENTENCE])


def test_a_wrong_word_ends_the_run(runs):
    """
    The words that there are stand in the sentence.
    """
    runs.configure("mockgemini_check = yes")
    runs.write(TALK)

    result = runs.run()

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*mockgemini_check takes off, warn, error, not 'yes'*"])


def test_a_recording_that_breaks_its_schema_is_told(runs, upstream, monkeypatch):
    """
    It is kept, and the run warns of it.
    """
    monkeypatch.setattr("stages.talking.greeting", lambda _text: BROKEN)
    runs.write(TALK)

    result = runs.record("once", upstream, "-W", "default")

    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines([SENTENCE])
    assert ["talk.yaml"] == runs.cassettes()

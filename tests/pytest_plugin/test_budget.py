"""
Recording runs that may not cost more than they were told.
"""

import pytest
from stages.paid import paying

from mockgemini.cassette.reading import load

EACH = """
    @pytest.mark.mockgemini
    @pytest.mark.parametrize("texts", ["ab", "cd", "ef"])
    def test_it(mockgemini, texts):
        for text in texts:
            assert ask(text)[0] == 200
"""


@pytest.fixture
def paid():
    """
    A stand-in for the API that takes a thousand tokens a call.
    """
    with paying(1000) as upstream:
        yield upstream


@pytest.mark.parametrize(
    ("words", "spent"),
    [
        ("calls:3", "3 of 3 calls"),
        ("tokens:3k", "3 000 of 3 000 tokens"),
        ("tokens:2001", "3 000 of 2 001 tokens"),
        ("calls:3,tokens:1M", "3 of 3 calls and 3 000 of 1 000 000 tokens"),
    ],
)
def test_no_call_is_made_beyond_it(words, spent, runs, paid):
    """
    What is finished is kept: cassettes of finished tests, and of the others what they recorded.
    """
    runs.write(EACH)

    result = runs.record("once", paid, f"--mockgemini-budget={words}")

    result.assert_outcomes(passed=1, failed=2)
    assert ["a", "b", "c"] == paid.asked
    assert ["test_it/test_it[ab].yaml", "test_it/test_it[cd].failed.yaml"] == runs.cassettes()
    assert 1 == len(load(runs.path / "cassettes/test_it/test_it[cd].failed.yaml").exchanges)
    result.stdout.fnmatch_lines(
        [
            "*Captured mockgemini teardown*",
            f"POST *actions was not sent: {spent} are spent; allow a larger --mockgemini-budget *",
            "2 recordings:",
            f"spent {spent}",
        ]
    )


def test_code_that_swallows_the_refusal_does_not_hide_it(runs, paid):
    """
    The test fails with the sentence, and nothing incomplete becomes a cassette.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert [200, 422, 422] == [ask(text)[0] for text in "abc"]
    """)

    result = runs.record("once", paid, "--mockgemini-budget=calls:1")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["POST /v1/interactions was not sent: 1 of 1 calls are spent; *"])
    assert ["talk.failed.yaml"] == runs.cassettes()


def test_what_is_replayed_costs_nothing(runs, paid):
    """
    With `new_episodes` only what is not recorded is paid for.
    """
    runs.cassette("talk", "a", "b")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert [200, 200, 200] == [ask(text)[0] for text in "abc"]
    """)

    result = runs.record("new_episodes", paid, "--mockgemini-budget=calls:1")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["spent 1 of 1 calls"])


@pytest.mark.parametrize("words", ["200", "calls:many", "dollars:3"])
def test_a_wrong_budget_ends_the_run_at_once(words, runs):
    """
    Before any test has run, with a sentence that shows how it is written.
    """
    runs.write(EACH)

    result = runs.run(f"--mockgemini-budget={words}")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([f"*a budget is written calls:200 or tokens:500k, *not '{words}'"])

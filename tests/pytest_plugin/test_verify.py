"""
`--mockgemini-record=verify`: replays, asks the real API too, and tells what has changed.
"""

import pytest
from samples.documents import blocks
from stages.parting import create, emulated, recorded

TEXT = "Tell me of the sea."
TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        assert ask("Tell me of the sea.")[0] == 200
"""
TWO_TALKS = """
    @pytest.mark.mockgemini("talk", unused="ignore")
    @pytest.mark.parametrize("number", [1, 2])
    def test_it(mockgemini, number):
        assert ask("Tell me of the sea.")[0] == 200
"""


@pytest.fixture
def cassette(runs):
    """
    A cassette with one question.
    """
    return recorded(runs.path / "cassettes/talk.yaml", lambda url: create(url, TEXT))


def rename_usage(_path, status, body):
    """
    A field is called otherwise.
    """
    return status, body.replace(b'"total_tokens"', b'"all_tokens"')


def add_a_word(_path, status, body):
    """
    A status that nobody knew.
    """
    return status, body.replace(b'"completed"', b'"finished"')


def test_the_same_answer_passes(cassette, runs):
    """
    Where nothing has changed the run passes and says so; the test had the recorded bytes.
    """
    before = cassette.read_bytes()
    runs.write("""
        import pathlib, json

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            told = json.loads(ask("Tell me of the sea.")[1])
            assert told["id"] in pathlib.Path("cassettes/talk.yaml").read_text()
    """)

    with emulated() as upstream:
        result = runs.record("verify", upstream)

    result.assert_outcomes(passed=1)
    assert 0 == result.ret
    result.stdout.fnmatch_lines(
        ["*= mockgemini verify =*", "mockgemini verify: 0 breaking, 0 warning, 0 info in 1 *"]
    )
    result.stdout.fnmatch_lines(["1 request answered from 1 cassette"])
    assert [before, 1] == [cassette.read_bytes(), len(upstream.asked)]


@pytest.mark.usefixtures("cassette")
def test_breaking_drift_fails_the_run(runs):
    """
    Each change stands once in the block, with all the tests that it touches; the tests pass.
    """
    runs.write(TWO_TALKS)

    with emulated(change=rename_usage) as upstream:
        result = runs.record("verify", upstream, "-rP")

    result.assert_outcomes(passed=2)
    assert 1 == result.ret
    result.stdout.fnmatch_lines(
        [
            "*Captured mockgemini verify teardown*",
            "breaking  field_removed  answer.usage.total_tokens  was number  talk.yaml#1",
            "mockgemini verify: 1 breaking, 0 warning, 1 info in 2 exchanges",
            "breaking  field_removed  * was number  *::test_it?1?, test_it.py::test_it?2?",
            "info*field_added*answer.usage.all_tokens*",
        ]
    )


@pytest.mark.usefixtures("cassette")
def test_warnings_do_not_fail(runs):
    """
    A word that is new may surprise a client, and is told.
    """
    runs.write(TALK)

    with emulated(change=add_a_word) as upstream:
        result = runs.record("verify", upstream)

    assert 0 == result.ret
    result.stdout.fnmatch_lines(["warning  value_added  answer.status  completed ? finished*"])


@pytest.mark.usefixtures("cassette")
@pytest.mark.parametrize("status", [429, 503])
def test_errors_of_the_occasion_are_no_drift(status, runs):
    """
    Quota and outages leave the exchange unverified, with the API's own words.
    """
    runs.write(TALK)
    error = b'{"error":{"message":"Come again.","code":"too_many_requests"}}'

    with emulated(change=lambda *_: (status, error)) as upstream:
        result = runs.record("verify", upstream)

    assert 0 == result.ret
    result.stdout.fnmatch_lines(
        [
            "mockgemini verify: 0 breaking, * in 0 exchanges; 1 not verified",
            f"not verified: the real API answered {status}: Come again. (test_it.py::test_it)",
        ]
    )


@pytest.mark.usefixtures("cassette")
def test_a_miss_is_asked_of_nobody(runs):
    """
    What is not recorded fails as always, and costs nothing.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk", unused="ignore")
        def test_it(mockgemini):
            ask("Tell me of the moon.")
    """)

    with emulated() as upstream:
        result = runs.record("verify", upstream)

    result.assert_outcomes(failed=1)
    assert [] == upstream.asked


@pytest.mark.usefixtures("cassette")
def test_without_a_key_nothing_is_verified(runs):
    """
    The sentence names the variables that were looked at.
    """
    runs.write(TALK)

    result = runs.run("--mockgemini-record=verify")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["--mockgemini-record=verify needs the real API key in *"])


@pytest.mark.usefixtures("cassette")
def test_what_the_budget_does_not_allow_is_replayed_only(runs):
    """
    Beyond the budget tests go on with what is recorded, and it is told what was not verified.
    """
    runs.write(TWO_TALKS)

    with emulated() as upstream:
        result = runs.record("verify", upstream, "--mockgemini-budget=calls:1")

    result.assert_outcomes(passed=2)
    assert [0, 1] == [result.ret, len(upstream.asked)]
    result.stdout.fnmatch_lines(
        [
            "mockgemini verify: * in 1 exchange; 1 not verified",
            "not verified: *: 1 of 1 calls are spent*test_it.py::test_it?2?)",
        ]
    )


@pytest.mark.usefixtures("cassette")
def test_workers_tell_what_they_found(runs):
    """
    With xdist the block has the changes of all workers.
    """
    runs.write(TWO_TALKS)

    with emulated(change=rename_usage) as upstream:
        result = runs.record("verify", upstream, "-p", "xdist", "-n", "2", "--dist", "each")

    assert 1 == result.ret
    result.stdout.fnmatch_lines(["mockgemini verify: 1 breaking, 0 warning, 1 info in * exchanges"])


def test_the_document_shows_what_is_printed(runs):
    """
    The block in docs/nightly.md is that of a run, to the letter.
    """
    (shown,) = [each.code for each in blocks("") if "mockgemini verify: " in each.code]
    recorded(runs.path / "cassettes/sea.yaml", lambda url: create(url, TEXT))
    test = """
        @pytest.mark.mockgemini("sea")
        def test_sea(mockgemini):
            ask("Tell me of the sea.")
    """
    runs.write(test, "test_sea")

    with emulated(change=rename_usage) as upstream:
        result = runs.record("verify", upstream)

    assert shown in result.stdout.str()

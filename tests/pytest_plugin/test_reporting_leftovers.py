"""
What is printed of a test that leaves something of its cassette: exchanges, or the end of a stream.
"""

import pytest

STREAM = """\
cassette: 1
exchanges:
- request:
    method: POST
    path: /v1/interactions
    body: {model: gemini-2.5-flash, input: World, stream: true}
  revision: steps
  answer:
    status: 200
    headers: {content-type: text/event-stream}
    head: 0.0
    events: |
      0.000 first {"event_type":"first"}
      30.000 last {"event_type":"last"}
...
"""
LEAVING = """
from http.client import HTTPConnection
from urllib.parse import urlsplit


def leave():
    parts = urlsplit(os.environ["GOOGLE_GEMINI_BASE_URL"])
    connection = HTTPConnection(parts.hostname, parts.port)
    body = '{"model": "gemini-2.5-flash", "input": "World", "stream": true}'
    head = {"content-type": "application/json"}
    connection.request("POST", f"{parts.path}/v1/interactions", body, head)
    answer = connection.getresponse()
    answer.readline()
    answer.close()
    connection.close()
"""


def test_what_is_not_asked_for_fails(runs):
    """
    A recorded exchange that the test no longer needs fails it, and is named.
    """
    for name in ("talk", "careless", "known"):
        runs.cassette(name, "World", "Moon", "Sun")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            ask("World")

        @pytest.mark.mockgemini("careless", unused="ignore")
        def test_careless(mockgemini):
            ask("World")

        @pytest.mark.xfail
        @pytest.mark.mockgemini("known")
        def test_known(mockgemini):
            ask("World")
    """)

    result = runs.run()

    result.assert_outcomes(failed=1, passed=1, xfailed=1)
    named = "talk.yaml#2 (POST /v1/interactions), talk.yaml#3 (POST /v1/interactions)"
    cure = "pytest test_it.py::test_it --mockgemini-record=all, or * unused='ignore'*"
    result.stdout.fnmatch_lines([f"{named} were recorded and not asked for; *: {cure}"])


@pytest.mark.parametrize("words", [["-k", "one"], ["test_it.py::test_one"], ["test_it.py"]])
def test_what_others_may_ask_for_is_no_leftover(words, runs):
    """
    Tests that share a cassette need not each ask for all of it, even where one runs alone.
    """
    runs.cassette("talk", "World", "Moon")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_one(mockgemini):
            ask("World")

        @pytest.mark.mockgemini("talk")
        def test_other(mockgemini):
            ask("Moon")
    """)

    assert 0 == runs.run(*words).ret


@pytest.mark.parametrize(
    ("asks", "more", "outcome"),
    [
        ("", "", {"failed": 1}),
        ("", ", unasked='ignore', unused='ignore'", {"passed": 1}),
        ("ask('World')", "", {"passed": 1}),
    ],
)
def test_a_cassette_that_was_never_asked_tells_the_cause(asks, more, outcome, runs):
    """
    Where nothing came at all, the likely cause is told before what is unused.
    """
    runs.cassette("talk", "World")
    runs.write(f"""
        @pytest.mark.mockgemini("talk"{more})
        def test_it(mockgemini):
            {asks or "pass"}
    """)

    result = runs.run()

    result.assert_outcomes(**outcome)
    if "failed" in outcome:
        expected = (
            "cassettes/talk.yaml was never asked: was the client made at import or in a session "
            "fixture, before this test? Set mockgemini_env = session, or make the client in the "
            "test; unasked='ignore' in the marker allows it"
        )
        result.stdout.fnmatch_lines([expected])


def test_a_cassette_without_exchanges_need_not_be_asked(runs):
    """
    There is nothing in it to ask for.
    """
    runs.cassette("talk")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            pass
    """)

    runs.run().assert_outcomes(passed=1)


def test_a_cassette_that_was_never_asked_may_be_expected(runs):
    """
    This too is told around the call, so that xfail knows it.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.xfail(strict=True)
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            pass
    """)

    runs.run().assert_outcomes(xfailed=1)


@pytest.mark.parametrize(
    ("more", "words", "outcome"),
    [
        ("", ["-W", "default"], {"passed": 1, "warnings": 1}),
        ("", [], {"failed": 1}),
        (", unread='error'", ["-W", "default"], {"failed": 1}),
        (", unread='ignore'", [], {"passed": 1}),
    ],
)
def test_a_stream_that_was_not_read_is_told(more, words, outcome, runs):
    """
    A client that leaves before the end of a stream has perhaps missed what matters.
    """
    target = runs.path / "cassettes" / "talk.yaml"
    target.parent.mkdir()
    target.write_text(STREAM)
    runs.write(f"""
        @pytest.mark.mockgemini("talk", pace="recorded"{more})
        def test_it(mockgemini):
            leave()
    """)
    runs.write(LEAVING, "leaving")
    test = runs.path / "test_it.py"
    test.write_text("from leaving import leave\n" + test.read_text())

    result = runs.run(*words)

    result.assert_outcomes(**outcome)
    if more != ", unread='ignore'":
        expected = (
            "*the client left the stream of POST /v1/interactions after 1 events, before its end; "
            "read it to the end, or allow it with unread='ignore' in the marker"
        )
        result.stdout.fnmatch_lines([expected])


def test_fixtures_may_ask_at_their_end(runs):
    """
    What a fixture of the user asks when it ends counts as asked for.
    """
    for name in ("all", "some"):
        runs.cassette(f"test_it/test_it[{name}]", "World", "Moon")
    runs.write("""
        @pytest.fixture
        def talk(mockgemini):
            yield
            if os.environ["ALL"]:
                ask("Moon")

        @pytest.mark.mockgemini
        @pytest.mark.parametrize("whole", ["yes", ""], ids=["all", "some"])
        def test_it(talk, whole, monkeypatch):
            os.environ["ALL"] = whole
            ask("World")
    """)
    runs.monkeypatch.setenv("ALL", "")

    result = runs.run()

    result.assert_outcomes(passed=2, errors=1)
    expected = "*test_it[[]some[]].yaml#2 (POST /v1/interactions) was recorded and not asked*"
    result.stdout.fnmatch_lines([expected])


def test_fixtures_that_know_nothing_of_ours_may_ask_at_their_end(runs):
    """
    Where the test wants them; one of every test, which mostly has other business, is not waited
    for.
    """
    runs.cassette("talk", "World", "Moon")
    runs.cassette("less", "World", "Moon")
    runs.write("""
        @pytest.fixture(autouse=True)
        def every():
            yield

        @pytest.fixture
        def job():
            yield
            ask("Moon")

        @pytest.mark.mockgemini("talk")
        def test_it(job):
            ask("World")

        @pytest.mark.xfail(strict=True)
        @pytest.mark.mockgemini("less")
        def test_less():
            ask("World")
    """)

    runs.run().assert_outcomes(passed=1, xfailed=1)


def test_a_failure_of_the_test_comes_first(runs):
    """
    Where the test itself fails, nobody complains of what it did not come to ask.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert 1 == 2

        @pytest.mark.mockgemini("talk")
        def test_later(mockgemini):
            pytest.skip("not today")
    """)

    result = runs.run()

    result.assert_outcomes(failed=1, skipped=1)
    result.stdout.fnmatch_lines(["*assert 1 == 2*"])
    result.stdout.no_fnmatch_line("*not asked for*")

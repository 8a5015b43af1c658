"""
Tests that replay: what passes, what fails, and what is printed then.
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


def test_a_test_is_answered_from_its_cassette(runs):
    """
    The marker names the cassette; the code under test finds its way by the environment.
    """
    runs.cassette("weather/paris", "World")
    runs.write("""
        @pytest.mark.mockgemini("weather/paris")
        def test_it(mockgemini):
            assert mockgemini.url == os.environ["GOOGLE_GEMINI_BASE_URL"]
            assert "Hello, World!" in ask("World")[1]
    """)

    runs.run().assert_outcomes(passed=1)


def test_a_miss_fails_with_its_explanation(runs):
    """
    A test that asked what nobody recorded fails; a section of its own says what differs, and what
    to do.
    """
    runs.cassette("talk", "On 2026-06-03")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert ask("On 2026-06-04")[0] == 200
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*assert 422 == 200*",
            "*Captured mockgemini call*",
            "No recorded answer: /input differs from talk.yaml#1 *",
            "  asked     POST /v1/interactions (steps)",
            "  nearest   talk.yaml#1*",
            "      recorded  'On 2026-06-03'",
            "      asked     'On 2026-06-04'",
            '*normalize=[[]"date"[]] in the marker*',
            "  To record it: pytest test_it.py::test_it --mockgemini-record=new_episodes",
        ]
    )


def test_a_miss_in_a_cassette_of_ones_own_may_be_cured_anew(runs):
    """
    Where no other test can want the cassette, the report says how to record all of it.
    """
    runs.cassette("test_it/test_it[a b]", "World")
    runs.write("""
        @pytest.mark.mockgemini
        @pytest.mark.parametrize("text", ["a b"])
        def test_it(mockgemini, text):
            ask(text)
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    command = "pytest 'test_it.py::test_it[[]a b[]]' --mockgemini-record=new_episodes"
    result.stdout.fnmatch_lines([f"  To record it: {command}, or =all for the whole test anew"])


def test_a_swallowed_miss_fails(runs):
    """
    Code that catches the error does not hide it.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            ask("Moon")
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["No recorded answer: */input*", "*Captured mockgemini call*"])


def test_a_miss_can_be_expected(runs):
    """
    Under xfail a miss is the failure that was expected; strict or not.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.xfail(strict=True)
        @pytest.mark.mockgemini("talk", unused="ignore")
        def test_it(mockgemini):
            ask("Moon")
    """)

    runs.run().assert_outcomes(xfailed=1)


def test_a_miss_before_the_test_is_told(runs):
    """
    What a fixture of the user asked is told with the error of the set-up.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.fixture
        def greeting(mockgemini):
            status, body = ask("Moon")
            assert status == 200

        @pytest.mark.mockgemini("talk")
        def test_it(greeting):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Captured mockgemini setup*", "No recorded answer: *"])


def test_a_missing_cassette_is_an_error_with_its_cure(runs):
    """
    Where there is no cassette, one reads which, and the command that makes it.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    told = "there is no cassette cassettes/talk.yaml; record it with: "
    command = "pytest test_it.py::test_it --mockgemini-record=once"
    result.stdout.fnmatch_lines([told + command])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*mockgemini*.py:*")


def test_a_broken_cassette_is_a_sentence(runs):
    """
    A cassette that cannot be read is named with the line.
    """
    path = runs.cassette("talk", "World")
    path.write_text(path.read_text().replace("cassette: 1", "cassette: 1\nhue: 7"))
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*talk.yaml:*'hue'*"])


def test_without_the_marker_all_is_missed(runs):
    """
    A test that names no cassette has none, whatever lies beside it.
    """
    runs.cassette("test_it/test_it", "World")
    runs.write("""
        def test_it(mockgemini):
            ask("World")
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["No recorded answer: there is no cassette, and no reply was prepared."]
    )


def test_misses_can_be_synthesized(runs):
    """
    With on_miss="synthesize" what is not recorded is made up, and nothing fails.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk", on_miss="synthesize")
        def test_it(mockgemini):
            assert "Hello, World!" in ask("World")[1]
            assert ask("Moon")[0] == 200
    """)

    runs.run().assert_outcomes(passed=1)


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


def test_misses_may_be_ignored(runs):
    """
    A test about the client's errors may let them be.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk", misses="ignore")
        def test_it(mockgemini):
            assert [200, 422] == [ask("World")[0], ask("Moon")[0]]
    """)

    runs.run().assert_outcomes(passed=1)


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


def test_asked_twice_is_a_miss_unless_allowed(runs):
    """
    What was recorded once answers once; `repeat` says otherwise.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_once(mockgemini):
            assert [200, 422] == [ask("World")[0] for _ in range(2)]

        @pytest.mark.mockgemini("talk", repeat="last")
        def test_often(mockgemini):
            assert [200, 200] == [ask("World")[0] for _ in range(2)]
    """)

    result = runs.run()

    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*recorded once and asked twice: is the client retrying?"])


def test_two_tests_do_not_meet(runs):
    """
    Each test has a space of its own: what one has asked is there for the next.
    """
    runs.cassette("talk", "World")
    runs.write("""
        URLS = set()

        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("number", range(3))
        def test_it(mockgemini, number):
            URLS.add(mockgemini.url)
            assert ask("World")[0] == 200
            assert len(URLS) == number + 1
    """)

    runs.run().assert_outcomes(passed=3)


def test_a_world_ends_with_its_test(runs):
    """
    Tests are kept to the end of the run, but not what they have loaded, asked and been answered.
    """
    runs.write("""
        import weakref

        KNOWN = []

        def test_one(mockgemini):
            KNOWN.append(weakref.ref(mockgemini))

        def test_two(mockgemini):
            assert KNOWN[0]() is None
    """)

    runs.run().assert_outcomes(passed=2)


def test_async_tests_need_no_plugin(runs):
    """
    The server runs in a thread of its own, so a test may run its own event loop.
    """
    runs.cassette("talk", "World")
    runs.write("""
        import asyncio

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            async def work():
                return await asyncio.to_thread(ask, "World")

            assert asyncio.run(work())[0] == 200
    """)

    runs.run().assert_outcomes(passed=1)


def test_threads_are_answered(runs):
    """
    Code under test may ask from many threads at once.
    """
    texts = [f"T{number}" for number in range(8)]
    runs.cassette("talk", *texts)
    runs.write("""
        from concurrent.futures import ThreadPoolExecutor

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            texts = [f"T{number}" for number in range(8)]
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(ask, texts))
            assert all(f"Hello, {text}!" in body for text, (_, body) in zip(texts, answers))
    """)

    runs.run().assert_outcomes(passed=1)


def test_rules_of_the_marker_hold(runs):
    """
    `ignore` and `normalize` forget what changes from run to run.
    """
    runs.cassette("talk", "On 2026-06-03")
    runs.write("""
        @pytest.mark.mockgemini("talk", normalize=["date"])
        def test_dates(mockgemini):
            assert ask("On 2026-12-24")[0] == 200

        @pytest.mark.mockgemini("talk", ignore=["/input"])
        def test_anything(mockgemini):
            assert ask("Whatever")[0] == 200
    """)

    runs.run().assert_outcomes(passed=2)


def test_many_workers(runs):
    """
    Under xdist every process has a server of its own.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("number", range(6))
        def test_it(mockgemini, number):
            assert ask("World")[0] == 200
    """)

    runs.run("-p", "xdist", "-n", "2").assert_outcomes(passed=6)


def test_unittest_classes_are_tests_too(runs):
    """
    The marker on a TestCase, or on one of its methods, is enough.
    """
    runs.cassette("talk", "World")
    runs.write("""
        import unittest

        @pytest.mark.mockgemini("talk")
        class TestIt(unittest.TestCase):
            def test_it(self):
                self.assertEqual(200, ask("World")[0])

            def test_miss(self):
                ask("Moon")
    """)

    result = runs.run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*No recorded answer: */input*"])

"""
The end of a run: what is summed up, and what is only known when all tests are over.
"""

import pytest
from stages.paid import put_paid, put_polled

SHARED = """
    @pytest.mark.mockgemini("talk")
    @pytest.mark.parametrize("text", ["World", "Moon"])
    def test_it(mockgemini, text):
        ask(text)
"""


def test_a_run_that_never_used_us_says_nothing(runs):
    """
    The block is for those who want to know.
    """
    runs.write("""
        def test_it():
            pass
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*= mockgemini =*")


def test_scripted_tests_say_nothing(runs):
    """
    Where no cassette was played there is nothing to sum up.
    """
    runs.write("""
        def test_it(mockgemini):
            mockgemini.reply("Sunny.")
            ask("World")
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*= mockgemini =*")


def test_what_was_replayed_is_summed_up(runs):
    """
    Requests, cassettes, and what asking the real API again would have taken.
    """
    put_paid(runs.path / "cassettes/talk.yaml", "World", "Moon", tokens=600, took=1.5)
    put_paid(runs.path / "cassettes/other.yaml", "World", tokens=800, took=2.0)
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            ask("World")
            ask("Moon")

        @pytest.mark.mockgemini("other", repeat="cycle")
        def test_other(mockgemini):
            ask("World")
            ask("World")
    """)

    result = runs.run()

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*= mockgemini =*", "4 requests answered from 2 cassettes, saving 2 800 tokens and 7*s"]
    )


def test_a_poll_is_paid_once(runs):
    """
    However often it is asked for: its tokens were spent once, and its span waited for once.
    """
    put_polled(runs.path / "cassettes/talk.yaml", tokens=500, span=140.0)
    runs.write("""
        from urllib.request import urlopen

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            for _ in range(4):
                with urlopen(mockgemini.url + "/v1/interactions/v1_a") as answer:
                    assert answer.status == 200
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["4 requests answered from 1 cassette, saving 500 tokens and 2 min 20 s"]
    )


def test_at_the_recorded_pace_no_time_is_saved(runs):
    """
    Time that was waited for again is not saved; tokens are.
    """
    put_paid(runs.path / "cassettes/talk.yaml", "World", tokens=7, took=0.05)
    runs.write("""
        @pytest.mark.mockgemini("talk", pace="recorded")
        def test_it(mockgemini):
            ask("World")
    """)

    runs.run().stdout.fnmatch_lines(["1 request answered from 1 cassette, saving 7 tokens and 0*s"])


def test_misses_are_counted(runs):
    """
    Those that a test was allowed as well.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk", misses="ignore")
        def test_it(mockgemini):
            ask("World")
            ask("Moon")
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["1 request missed: nothing recorded answers"])


def test_recordings_are_listed(runs, upstream):
    """
    What was recorded is to be looked at and committed, so its path is told.
    """
    runs.write(SHARED.replace('"talk"', ""))

    result = runs.record("once", upstream)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*= mockgemini =*", "2 recordings:", "  cassettes/test_it/test_it?Moon?.yaml"],
        consecutive=False,
    )
    result.stdout.no_fnmatch_line("*answered from*")


def test_many_paths_are_cut(runs, upstream):
    """
    A block stays short, however much was recorded.
    """
    runs.write("""
        @pytest.mark.mockgemini
        @pytest.mark.parametrize("number", range(12))
        def test_it(mockgemini, number):
            ask("World")
    """)

    result = runs.record("once", upstream)

    result.assert_outcomes(passed=12)
    result.stdout.fnmatch_lines(["12 recordings:", "  and 2 more"])


def test_requests_outside_of_tests_are_told(runs):
    """
    What comes when no test with our fixture runs is answered by nobody, and told at the end.
    """
    runs.configure("mockgemini_env = session")
    runs.write("""
        def test_it():
            assert ask("World")[0] == 422
            assert ask("World")[0] == 422
    """)

    result = runs.run()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["2 requests outside of any test:", "  POST */interactions*"], consecutive=True
    )


def test_several_tests_may_share_a_cassette(runs):
    """
    An exchange that any of them asks for is used.
    """
    runs.cassette("talk", "World", "Moon")
    runs.write(SHARED)

    result = runs.run()

    result.assert_outcomes(passed=2)
    assert 0 == result.ret
    result.stdout.no_fnmatch_line("*not asked for*")


def test_what_none_of_them_asks_for_fails_the_run(runs):
    """
    The tests pass, the run does not; the block names the exchange, the tests and the cure.
    """
    runs.cassette("talk", "World", "Sun", "Moon")
    runs.write(SHARED)

    result = runs.run()

    result.assert_outcomes(passed=2)
    assert 1 == result.ret
    result.stdout.fnmatch_lines(
        [
            "FAILED: recorded, and not asked for by any of 2 tests:",
            "  talk.yaml#2 (POST /v1/interactions)",
            "  record anew: pytest 'test_it.py::test_it?Moon?' * --mockgemini-record=rewrite",
            '  or allow it: unused="ignore" in the marker of one of them',
        ],
        consecutive=True,
    )


def test_one_of_them_may_allow_it(runs):
    """
    Permission that one of the sharing tests gives holds.
    """
    runs.cassette("talk", "World", "Sun", "Moon")
    runs.write("""
        @pytest.mark.mockgemini("talk", unused="ignore")
        def test_it(mockgemini):
            ask("World")

        @pytest.mark.mockgemini("talk")
        def test_other(mockgemini):
            ask("Moon")
    """)

    result = runs.run()

    result.assert_outcomes(passed=2)
    assert 0 == result.ret


@pytest.mark.parametrize(
    "words", [["-k", "World or Moon"], ["test_it.py"], ["--deselect", "test_it.py::test_it[Moon]"]]
)
def test_a_partial_run_does_not_judge(words, runs):
    """
    The tests that were left out might have asked for it.
    """
    runs.cassette("talk", "World", "Sun", "Moon")
    runs.write(SHARED)

    assert 0 == runs.run(*words).ret


def test_a_sharing_test_that_fails_leaves_it_open(runs):
    """
    It might have asked for more, had it not failed.
    """
    runs.cassette("talk", "World", "Sun", "Moon")
    runs.write(SHARED + "        assert text == 'World'\n")

    result = runs.run()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*not asked for*")


def test_a_test_skipped_elsewhere_changes_nothing(runs):
    """
    Whether all sharing tests have passed decides, not what else there is.
    """
    runs.cassette("talk", "World", "Sun", "Moon")
    runs.write(SHARED)
    runs.write(
        """
        def test_never():
            pytest.skip("not today")
        """,
        name="test_more",
    )

    result = runs.run()

    result.assert_outcomes(passed=2, skipped=1)
    assert 1 == result.ret

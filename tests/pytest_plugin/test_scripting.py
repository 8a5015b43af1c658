"""
Scripted models in pytest: what is said and not asked for, missed, or not followed.
"""

import pytest


def test_a_scripted_test_passes(runs):
    """
    A test that says what the model does needs no marker and no cassette.
    """
    runs.write("""
        def test_it(mockgemini):
            mockgemini.reply("Sunny.")
            assert "Sunny." in ask("Weather?")[1]
            assert ["Weather?"] == [request.text for request in mockgemini.requests]
    """)

    runs.run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mockgemini.reply('Sunny.', when='sun')", "No scripted reply fits: reply 1 wants when="),
        ("mockgemini.reply('Sunny.', times=2)", "reply 1 ('Sunny.') was not asked for (1 of 2"),
        ("mockgemini.reply('Sunny.', times=2)", "; unused='ignore' in the fixture mockgemini_c"),
        ("mockgemini.reply('Sunny.'); mockgemini.hold(after_events=1)", "fault 1 (hold) never ha"),
        ("mockgemini.reply(lambda request: 1 / 0)", "raised ZeroDivisionError: division by zero"),
    ],
)
def test_what_was_said_is_held_against_what_was_asked(runs, line, words):
    """
    A test fails of a request without a reply, of a reply that nobody asked for, and of a fake model
    that failed, although the code under test has hidden it.
    """
    runs.write(f"""
        def test_it(mockgemini):
            {line}
            ask("Hi")
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    assert words in result.stdout.str()


def test_replies_need_not_all_be_used(runs):
    """
    With unused='ignore' a reply may be left, and a fault.
    """
    runs.cassette("talk", "World")
    runs.write("""
        from mockgemini.faults import Cut

        @pytest.mark.mockgemini("talk", unused="ignore")
        def test_it(mockgemini):
            mockgemini.reply("Sunny.", when="sun")
            mockgemini.inject(Cut(after_events=9))
            ask("World")
    """)

    runs.run().assert_outcomes(passed=1)


def test_replies_that_may_be_swapped_are_told(runs):
    """
    A failed test tells which requests may have got each other's replies.
    """
    runs.write("""
        from mockgemini.spaces.answering import Answering

        def test_it(mockgemini):
            mockgemini.reply("Sunny.")
            ask("Hi")
            mockgemini._answering.script.warnings.append("request 1 and request 2 may be swapped")
            assert False
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*Captured mockgemini call*", "request 1 and request 2 may be swapped"]
    )

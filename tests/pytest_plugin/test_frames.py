"""
What is seen of us where a test has made a mistake.
"""

import pytest

MISTAKES = """
    import mockgemini as ours

    def test_status(mockgemini):
        mockgemini.fail(200)

    def test_file():
        with ours.MockGemini("nothing.yaml"):
            pass
"""


def test_a_mistake_is_shown_in_the_line_of_the_test(runs):
    """
    One reads one's own line and our sentence, and none of our source.
    """
    runs.write(MISTAKES)

    result = runs.run()

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            ">       mockgemini.fail(200)",
            "E       mockgemini.errors.UsageError: fail: status takes a whole number from 400 on*",
            "",
            "test_it.py:9: UsageError",
            "E       mockgemini.errors.CassetteError: nothing.yaml: cannot be read: *",
            "",
            "test_it.py:12: CassetteError",
        ]
    )
    result.stdout.no_fnmatch_line("*in __post_init__*")
    result.stdout.no_fnmatch_line("*raise UsageError*")


def test_all_frames_are_there_for_who_wants_them(runs):
    """
    With --full-trace pytest shows where in our code it was.
    """
    runs.write(MISTAKES)

    result = runs.run("--full-trace", "-k", "status")

    result.assert_outcomes(failed=1, deselected=1)
    result.stdout.fnmatch_lines(["*raise UsageError*"])


@pytest.mark.parametrize("raises", ["ours.UsageError('x')", "ValueError('x')"])
def test_what_a_test_raises_itself_stays_as_it_is(raises, runs):
    """
    Frames of the test are kept, also below ours, and other errors are nobody's but pytest's.
    """
    runs.write(f"""
        import mockgemini as ours

        def make():
            raise {raises}

        def test_it(mockgemini):
            mockgemini.variable("a", make)
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([">       mockgemini.variable(*", f">       raise {raises}"])

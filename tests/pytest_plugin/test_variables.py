"""
Variables in tests that record, and replay another day.
"""

TALK = """
    import itertools

    numbers = itertools.count({})

    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        number = mockgemini.variable("number", lambda: next(numbers))
        assert "Hello" in ask(f"the number {{number}}")[1]
"""


def test_another_day_asks_the_same(runs, upstream):
    """
    What was new when recording is given back, so the request is found; recorded anew, it is new.
    """
    runs.write(TALK.format(1))
    runs.record("once", upstream).assert_outcomes(passed=1)

    runs.write(TALK.format(2))
    runs.run().assert_outcomes(passed=1)
    runs.record("new_episodes", upstream).assert_outcomes(passed=1)
    assert ["number: 1"] == numbers_in(runs)

    runs.record("all", upstream).assert_outcomes(passed=1)
    assert ["number: 2"] == numbers_in(runs)


def test_what_json_cannot_hold_is_one_sentence(runs):
    """
    A date is no text: the test says so, also where nothing is recorded.
    """
    runs.write("""
        import datetime

        def test_it(mockgemini):
            mockgemini.variable("today", lambda: datetime.date(2026, 11, 22))
    """)

    result = runs.run()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E *UsageError: the variable 'today' is datetime.date(2026, 11, *"]
    )


def numbers_in(runs):
    """
    The variable in the cassette's header.
    """
    text = (runs.path / "cassettes/talk.yaml").read_text()
    return [line[12:-1] for line in text.splitlines() if line.startswith("variables: {")]

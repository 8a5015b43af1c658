"""
What is printed of a test whose cassette is missing or broken, or lacks what it asked.
"""


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
            "  To record it: pytest test_it.py::test_it --mockgemini-record=all, or =new_*",
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
    command = "pytest 'test_it.py::test_it[[]a b[]]' --mockgemini-record=all"
    result.stdout.fnmatch_lines(
        [f"  To record it: {command}, or =new_episodes to keep what it has, too"]
    )


def test_a_miss_in_a_cassette_that_others_want_is_added(runs):
    """
    What the others ask for is to stay in it.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Moon"])
        def test_it(mockgemini, text):
            ask(text)
    """)

    result = runs.run()

    result.assert_outcomes(passed=1, failed=1)
    command = "pytest 'test_it.py::test_it[[]Moon[]]' --mockgemini-record=new_episodes"
    result.stdout.fnmatch_lines([f"  To record it: {command}"])


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


def test_a_miss_at_a_fixtures_end_is_an_error(runs):
    """
    Nor is it hidden when the test itself is over.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.fixture
        def job():
            yield
            ask("Moon")

        @pytest.mark.mockgemini("talk")
        def test_it(job):
            ask("World")
    """)

    result = runs.run()

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["No recorded answer: /input differs from talk.yaml#1 *"])


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

"""
Words of the command line, the marker and the ini file; the closest counts, and wrong ones are told.
"""

import pytest

from mockgemini.cassette.reading import load

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
"""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("'talk', 'twice'", "*too many positional arguments"),
        ("'talk', colour='red'", "*got an unexpected keyword argument 'colour'"),
        ("7", "@pytest.mark.mockgemini takes a cassette's name, not 7"),
        ("''", "@pytest.mark.mockgemini takes a cassette's name, not ''"),
        ("'../talk'", "a cassette's name stays inside the cassette folder, unlike '../talk'"),
        ("'/talk'", "a cassette's name stays inside the cassette folder, unlike '/talk'"),
        ("'talk', ignore='/input'", "*ignore takes a list of texts, not '/input'"),
        ("'talk', ignore=['input']", "*'input'*"),
        ("'talk', normalize=7", "*normalize takes a list of texts, not 7"),
        ("'talk', normalize=['(']", "*'('*"),
        ("'talk', pace='soon'", "pace takes instant, recorded or a factor such as 0.5, not 'soon'"),
        ("'talk', pace=[]", "pace takes instant, recorded or a factor *"),
        ("'talk', repeat='twice'", "repeat takes never, last, cycle, not 'twice'"),
        ("'talk', on_miss='shrug'", "on_miss takes error, synthesize, not 'shrug'"),
        ("'talk', unused='maybe'", "unused takes error, ignore, not 'maybe'"),
    ],
)
def test_wrong_arguments_are_quoted(arguments, expected, runs):
    """
    A marker that makes no sense is an error of the test, in one sentence.
    """
    runs.cassette("talk", "World")
    runs.write(f"""
        @pytest.mark.mockgemini({arguments})
        def test_it(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([expected])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_wrong_mode_in_the_ini_file_ends_the_run(runs):
    """
    Before any test runs one reads which modes there are.
    """
    runs.configure("mockgemini_record = sometimes")
    runs.write(TALK)

    result = runs.run()

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(
        ["*mockgemini_record takes none, once, new_episodes, all, not 'sometimes'"]
    )


def test_a_wrong_mode_on_the_command_line_ends_the_run(runs):
    """
    The same on the command line.
    """
    result = runs.run("--mockgemini-record=sometimes")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*--mockgemini-record*sometimes*"])


def test_the_ini_file_can_record(runs, upstream):
    """
    Who works with a key may record what is missing without asking each time.
    """
    runs.configure("mockgemini_record = once")
    runs.monkeypatch.setenv("GEMINI_API_KEY", "the-real-key-of-nobody")
    runs.write(TALK)

    runs.run(f"--mockgemini-upstream={upstream.url}").assert_outcomes(passed=1)

    assert ["talk.yaml"] == runs.cassettes()


@pytest.mark.parametrize(
    ("ci", "words", "outcome"),
    [
        ("true", [], {"errors": 1}),
        ("1", [], {"errors": 1}),
        ("true", ["--mockgemini-record=once"], {"passed": 1}),
        ("false", [], {"passed": 1}),
        ("", [], {"passed": 1}),
    ],
)
def test_ci_records_only_when_told(ci, words, outcome, runs, upstream):
    """
    Where CI is set the ini file's mode does not count; the command line does.
    """
    runs.configure("mockgemini_record = once")
    runs.monkeypatch.setenv("GEMINI_API_KEY", "the-real-key-of-nobody")
    runs.monkeypatch.setenv("CI", ci)
    runs.write(TALK)

    runs.run(f"--mockgemini-upstream={upstream.url}", *words).assert_outcomes(**outcome)


def test_the_closest_marker_counts(runs):
    """
    A marker on a function goes before that of its class, and that before the module's.
    """
    runs.cassette("near", "World")
    runs.write("""
        pytestmark = pytest.mark.mockgemini("far")

        @pytest.mark.mockgemini("further")
        class TestIt:
            @pytest.mark.mockgemini("near")
            def test_it(self, mockgemini):
                ask("World")
    """)

    runs.run().assert_outcomes(passed=1)


def test_the_ending_may_be_written(runs):
    """
    A name with `.yaml` is the same cassette.
    """
    runs.cassette("talk", "World")
    runs.write(TALK.replace('"talk"', '"talk.yaml"'))

    runs.run().assert_outcomes(passed=1)


def test_cassettes_can_lie_elsewhere(runs, upstream):
    """
    `mockgemini_cassette_dir` is below the project's root, not beside the tests.
    """
    runs.configure("mockgemini_cassette_dir = tests/data/talks")
    (runs.path / "deep").mkdir()
    runs.write(TALK, "deep/test_it")

    runs.record("once", upstream).assert_outcomes(passed=1)

    assert 1 == len(load(runs.path / "tests/data/talks/talk.yaml").exchanges)

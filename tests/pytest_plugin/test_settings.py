"""
Words of the command line, the marker and the ini file; the closest counts, and wrong ones are told.
"""

import re

import pytest
from documents import ROOT
from pytest_mockgemini.marker import NAMES
from pytest_mockgemini.options import MODES

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
        ("'talk', colour='red'", "*takes pace, repeat, *, not 'colour'"),
        ("7", "@pytest.mark.mockgemini takes a cassette's name, not 7"),
        ("''", "@pytest.mark.mockgemini takes a cassette's name, not ''"),
        ("'../talk'", "a cassette's name stays inside the cassette folder, unlike '../talk'"),
        ("'/talk'", "a cassette's name stays inside the cassette folder, unlike '/talk'"),
        ("'a/b:c'", "a cassette's name has folders with / and no ':', *, unlike 'a/b:c'"),
        ("'talk', 'more'", "@pytest.mark.mockgemini takes one name: *"),
        ("'talk', ignore='/input'", "*ignore takes a list of texts, not '/input'"),
        ("'talk', ignore=['input']", "*'input'*"),
        ("'talk', normalize=7", "*normalize takes a list of texts, not 7"),
        ("'talk', normalize=['(']", "*'('*"),
        ("'talk', pace='soon'", "pace takes instant, recorded or a factor such as 0.5, not 'soon'"),
        ("'talk', pace=[]", "pace takes instant, recorded or a factor *"),
        ("'talk', repeat='twice'", "repeat takes never, last, cycle, not 'twice'"),
        ("'talk', on_miss='shrug'", "on_miss takes error, synthesize, not 'shrug'"),
        ("'talk', unused='maybe'", "*mockgemini: unused takes error, ignore, not 'maybe'"),
        ("'talk', unread=True", "*mockgemini: unread takes warn, error, ignore, not True"),
        ("'talk', redact=['(']", "*mockgemini: redact takes regular expressions, not '(': *"),
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
        ["*mockgemini_record takes none, once, new_episodes, all, rewrite, verify, not 'sometimes'"]
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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mockgemini_env = never", "*mockgemini_env takes test, session, not 'never'"),
        ("mockgemini_guard = on", "*mockgemini_guard takes error, warn, off, not 'on'"),
        ("mockgemini_redact = (", "*mockgemini_redact takes regular expressions, not '(': *"),
    ],
)
def test_other_wrong_words_in_the_ini_file_end_the_run(line, expected, runs):
    """
    Each names what it takes.
    """
    runs.configure(line)
    runs.write(TALK)

    result = runs.run()

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([expected])


def test_markers_are_merged_word_by_word(runs):
    """
    What the closest marker does not say is said by that of the class, or of the module.
    """
    runs.cassette("talk", "On 2026-06-03", "Moon")
    runs.write("""
        pytestmark = pytest.mark.mockgemini("far", normalize=["date"], repeat="last")

        @pytest.mark.mockgemini("talk", unused="ignore", repeat="never")
        class TestIt:
            @pytest.mark.mockgemini(repeat="cycle")
            def test_it(self, mockgemini):
                assert mockgemini.how.repeat == "cycle"
                assert ask("On 2026-12-24")[0] == 200
    """)

    runs.run().assert_outcomes(passed=1)


CONFIGURED = """
    @pytest.fixture(scope="{scope}")
    def mockgemini_config():
        return {{"repeat": "last", "normalize": ["date"]}}

    @pytest.mark.mockgemini("talk")
    def test_fixture(mockgemini):
        assert mockgemini.how.repeat == "last"
        assert ask("On 2026-12-24")[0] == 200

    @pytest.mark.mockgemini("talk", repeat="cycle")
    def test_marker(mockgemini):
        assert mockgemini.how.repeat == "cycle"
        assert ask("On 2026-12-24")[0] == 200

    def test_without_marker(mockgemini):
        assert mockgemini.how.repeat == "last"
"""


@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_a_fixture_speaks_for_many_tests(scope, runs):
    """
    `mockgemini_config` counts where no marker says otherwise, with the marker or without.
    """
    runs.cassette("talk", "On 2026-06-03")
    runs.write(CONFIGURED.format(scope=scope))

    runs.run().assert_outcomes(passed=3)


def test_one_test_without_a_cassette_may_have_words_of_its_own(runs):
    """
    The fixture can be given to a test as a parameter.
    """
    runs.write("""
        @pytest.mark.parametrize("mockgemini_config", [{"on_miss": "synthesize"}])
        def test_it(mockgemini):
            assert ask("World")[0] == 200
    """)

    runs.run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{'colour': 'red'}", "mockgemini_config takes pace, repeat, *, not 'colour'"),
        ("{'name': 'talk'}", "mockgemini_config takes pace, repeat, *, not 'name'"),
        ("['talk']", "mockgemini_config gives a dict, not ['talk']"),
        ("{'misses': 'no'}", "mockgemini_config: misses takes error, ignore, not 'no'"),
    ],
)
def test_wrong_words_of_the_fixture_are_quoted(value, expected, runs):
    """
    They are an error of each test that asks it.
    """
    runs.write(f"""
        @pytest.fixture
        def mockgemini_config():
            return {value}

        def test_it(mockgemini):
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([expected.replace("['talk']", "[[]'talk'[]]")])


@pytest.mark.parametrize("folder", ['Path("elsewhere").absolute()', '"elsewhere"'])
@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_a_fixture_tells_where_cassettes_lie(scope, folder, runs, upstream):
    """
    `mockgemini_cassette_dir` may be overridden, in whatever scope; below the root folder, if it
    does not say otherwise.
    """
    (runs.path / "elsewhere").mkdir()
    runs.write(f"""
        from pathlib import Path

        @pytest.fixture(scope="{scope}")
        def mockgemini_cassette_dir(request):
            return {folder}

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini, mockgemini_cassette_dir, monkeypatch, tmp_path):
            monkeypatch.chdir(tmp_path)
            ask("World")
    """)

    runs.record("once", upstream).assert_outcomes(passed=1)

    assert 1 == len(load(runs.path / "elsewhere/talk.yaml").exchanges)


def test_the_marker_alone_will_do(runs):
    """
    A test with the marker has the fixture, before what else is made for the test alone.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.fixture
        def client():
            return os.environ["GOOGLE_GEMINI_BASE_URL"]

        @pytest.mark.mockgemini("talk")
        def test_it(client, tmp_path):
            assert ask("World", client)[0] == 200

        @pytest.mark.mockgemini("talk")
        def test_bare():
            assert ask("World")[0] == 200

        def test_other():
            assert "GOOGLE_GEMINI_BASE_URL" not in os.environ
    """)

    runs.run().assert_outcomes(passed=3)


def test_the_reference_has_all_words_and_no_other():
    """
    What the marker takes, the modes, the options, the ini file's words and the fixtures stand in
    docs/pytest.md, and nothing there is invented.
    """
    text = (ROOT / "docs/pytest.md").read_text(encoding="utf-8")
    sources = ROOT / "pytest_plugin/pytest_mockgemini"
    options = set(re.findall(r'"(--mockgemini-\w+|mockgemini_\w+)"', source(sources, "options")))
    fixtures = set(re.findall(r"fixture.*\ndef (mockgemini\w*)", source(sources, "__init__")))

    known = re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", text, re.MULTILINE)

    assert {*NAMES, *MODES, *fixtures} == {word for pair in known for word in pair if word}
    told = set(re.findall(r"`(--mockgemini-\w+|mockgemini_\w+)", text))
    assert options | fixtures == told | {"mockgemini"}


def source(folder, name):
    """
    The text of one of the plugin's files.
    """
    return (folder / f"{name}.py").read_text(encoding="utf-8")

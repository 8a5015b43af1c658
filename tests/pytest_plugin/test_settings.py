"""
Words of the command line, the ini file and the fixtures; wrong ones are told.
"""

import re

import pytest
from pytest_mockgemini.marker import NAMES
from pytest_mockgemini.options import MODES
from samples.documents import ROOT

from mockgemini.cassette.reading import load

TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("World")
"""


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


def test_a_wrong_upstream_ends_the_run(runs):
    """
    The address to record from is judged before any test runs, by its own name.
    """
    result = runs.run("--mockgemini-upstream=foo")

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines(["*--mockgemini-upstream takes a URL such as *, not 'foo'"])


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
        ("mockgemini_translate = maybe", "*mockgemini_translate takes true or false: *maybe*"),
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


def test_no_fixture_of_a_test_comes_before_ours(runs):
    """
    Also where the test names it behind another, which would ask the real API.
    """
    runs.cassette("talk", "World")
    runs.write("""
        @pytest.fixture
        def greeting():
            return ask("World")[1]

        @pytest.mark.mockgemini("talk")
        def test_it(greeting, mockgemini):
            assert "Hello, World!" in greeting
    """)

    runs.run().assert_outcomes(passed=1)


def test_a_patch_from_before_brings_nothing_of_ours_back(runs, monkeypatch):
    """
    A monkeypatch that is older than our fixture ends after it, and restores what it saw: ours.
    """
    monkeypatch.setenv("GOOGLE_API_KEY", "my own")
    runs.write("""
        @pytest.fixture
        def mockgemini_cassette_dir(monkeypatch):
            return "cassettes"

        def test_it(mockgemini, monkeypatch):
            for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL"):
                monkeypatch.setenv(name, "another")

        def test_later():
            assert "my own" == os.environ["GOOGLE_API_KEY"]
            assert not {"GEMINI_API_KEY", "GOOGLE_GEMINI_BASE_URL"} & os.environ.keys()
    """)

    runs.run().assert_outcomes(passed=2)


def test_a_fixture_that_gives_no_folder_is_told(runs):
    """
    What is no path is an error of the test, in one sentence.
    """
    runs.write("""
        @pytest.fixture
        def mockgemini_cassette_dir():
            return 3

        @pytest.mark.mockgemini
        def test_it():
            pass
    """)

    result = runs.run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["the fixture mockgemini_cassette_dir gives a folder, not 3"])


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

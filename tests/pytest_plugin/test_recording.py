"""
Tests that record: who pays, what is kept, and what never is.
"""

import pytest

from mockgemini.cassette.reading import load
from mockgemini.environment import DUMMY_KEY

REAL = "the-real-key-of-nobody"
TALK = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        assert "Hello, World!" in ask("World")[1]
"""
FAILING = """
    @pytest.mark.mockgemini("talk")
    def test_it(mockgemini):
        ask("Moon")
        assert 1 == 2
"""


def test_once_records_what_is_missing(runs, upstream):
    """
    The first run asks the API, the second the cassette; both pass.
    """
    runs.write(TALK)

    runs.record("once", upstream).assert_outcomes(passed=1)
    runs.record("once", upstream).assert_outcomes(passed=1)
    runs.run().assert_outcomes(passed=1)

    assert [REAL] == upstream.keys
    assert ["talk.yaml"] == runs.cassettes()


def test_all_records_anew(runs, upstream):
    """
    With `all` the old cassette is replaced.
    """
    path = runs.cassette("talk", "Moon", "Sun")
    runs.write(TALK)

    runs.record("all", upstream).assert_outcomes(passed=1)

    assert 1 == len(load(path).exchanges)


def test_new_episodes_adds_what_is_missing(runs, upstream):
    """
    With `new_episodes` what is recorded is replayed, and the rest is added.
    """
    path = runs.cassette("talk", "Moon")
    runs.write("""
        @pytest.mark.mockgemini("talk")
        @pytest.mark.parametrize("text", ["World", "Sun"])
        def test_it(mockgemini, text):
            assert [200, 200] == [ask(each)[0] for each in ("Moon", text)]
    """)

    runs.record("new_episodes", upstream).assert_outcomes(passed=2)
    runs.record("new_episodes", upstream).assert_outcomes(passed=2)

    assert 2 == len(upstream.keys)
    assert 3 == len(load(path).exchanges)


def test_none_records_nothing(runs, upstream):
    """
    With `none` a missing cassette stays missing.
    """
    runs.write(TALK)

    runs.record("none", upstream).assert_outcomes(errors=1)

    assert [] == upstream.keys
    assert [] == runs.cassettes()


def test_a_test_without_the_marker_never_records(runs, upstream):
    """
    Only who names a cassette, or wants one, spends money.
    """
    runs.write("""
        def test_it(mockgemini):
            ask("World")
    """)

    runs.record("all", upstream).assert_outcomes(failed=1)

    assert [] == upstream.keys


@pytest.mark.parametrize("mode", ["all", "once"])
def test_a_failed_test_leaves_the_cassette(mode, runs, upstream):
    """
    What a failing test recorded lies beside the cassette, which is as it was; its path is told.
    """
    before = runs.cassette("talk", "World").read_text() if mode == "all" else None
    runs.write(FAILING)

    result = runs.record(mode, upstream)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Captured mockgemini teardown*", "*talk.failed.yaml"])
    kept = runs.path / "cassettes"
    assert 1 == len(load(kept / "talk.failed.yaml").exchanges)
    assert before == ((kept / "talk.yaml").read_text() if mode == "all" else None)
    assert [] == list(kept.glob("*.part"))


def test_a_lost_answer_fails(runs, upstream):
    """
    Where something could not be recorded, the cassette would lack it, so none is made.
    """
    upstream.url = "http://127.0.0.1:9"
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert ask("World")[0] == 424
    """)

    result = runs.record("once", upstream)

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["POST /v1/interactions was not recorded: *"])
    assert [] == runs.cassettes()


def test_without_a_key_nothing_is_recorded(runs, upstream):
    """
    Recording needs a key, and the sentence names the variables that were looked at.
    """
    runs.write(TALK)

    result = runs.run("--mockgemini-record=once", f"--mockgemini-upstream={upstream.url}")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["--mockgemini-record=once needs the real API key in GEMINI_API_KEY or GOOGLE_API_KEY"]
    )


def test_the_code_under_test_never_sees_the_key(runs, upstream):
    """
    Recording or not, the environment holds the dummy; the real key comes back afterwards.
    """
    runs.write("""
        import os

        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            assert os.environ["GEMINI_API_KEY"] == "DUMMY"
            assert "GOOGLE_API_KEY" not in os.environ
            assert "REAL" not in str(dict(os.environ))
            ask("World")

        def test_afterwards():
            assert os.environ["GOOGLE_API_KEY"] == os.environ["GEMINI_API_KEY"] == "REAL"
            assert "GOOGLE_GEMINI_BASE_URL" not in os.environ
    """)
    test = runs.path / "test_it.py"
    test.write_text(test.read_text().replace("DUMMY", DUMMY_KEY).replace("REAL", REAL))
    runs.monkeypatch.setenv("GOOGLE_API_KEY", REAL)

    runs.record("once", upstream).assert_outcomes(passed=2)
    runs.record("once", upstream).assert_outcomes(passed=2)

    assert [REAL] == upstream.keys
    assert REAL not in (runs.path / "cassettes/talk.yaml").read_text()


def test_rules_are_written_into_the_cassette(runs, upstream):
    """
    What the marker forgets stands in the header, so that `serve` matches as the test did.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk", normalize=["date"], ignore=["/labels"])
        def test_it(mockgemini):
            ask("World")
    """)

    runs.record("once", upstream).assert_outcomes(passed=1)

    header = load(runs.path / "cassettes/talk.yaml").header
    assert (("/labels",), ("date",)) == (header.ignore, header.normalize)


def test_what_resembles_a_secret_stops_the_cassette(runs, upstream):
    """
    A paid recording is not lost: it lies beside, with the value replaced, and the test says where.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            ask("ghp_" + "a1B2" * 9)
    """)

    result = runs.record("once", upstream)

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*GitHub token*talk.failed.yaml*"])
    assert ["talk.failed.yaml"] == runs.cassettes()
    assert "a1B2a1B2" not in (runs.path / "cassettes/talk.failed.yaml").read_text()


@pytest.mark.parametrize(
    ("ini", "marker"),
    [(["mockgemini_redact = Wor.d"], ""), ([], ', redact=["Wor.d"]')],
)
def test_what_is_redacted_is_in_no_cassette(ini, marker, runs, upstream):
    """
    The rules of marker and ini file hold when recording, and when what was recorded is replayed.
    """
    runs.configure(*ini)
    runs.write(TALK.replace('"talk"', f'"talk"{marker}').replace('"Hello, World!"', '"Hello, "'))

    runs.record("once", upstream).assert_outcomes(passed=1)
    runs.run().assert_outcomes(passed=1)

    assert "World" not in (runs.path / "cassettes/talk.yaml").read_text()


@pytest.mark.parametrize("how", ["ini", "marker"])
def test_what_may_stay_stops_nothing(how, runs, upstream):
    """
    What resembles a secret, and is known to be none, is allowed by name.
    """
    text = "ghp_" + "a1B2" * 9
    runs.configure(*([f"mockgemini_allow_secrets = {text}"] if how == "ini" else []))
    marker = f', allow_secrets=["{text}"]' if how == "marker" else ""
    runs.write(f"""
        @pytest.mark.mockgemini("talk"{marker})
        def test_it(mockgemini):
            assert ask("{text}")[0] == 200
    """)

    runs.record("once", upstream).assert_outcomes(passed=1)
    runs.run().assert_outcomes(passed=1)

    assert text in (runs.path / "cassettes/talk.yaml").read_text()


def test_nothing_recorded_is_told(runs, upstream):
    """
    A test that is to record and asks nothing fails, for its cassette would be missing for ever.
    """
    runs.write("""
        @pytest.mark.mockgemini("talk")
        def test_it(mockgemini):
            pass
    """)

    result = runs.record("once", upstream)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["cassettes/talk.yaml was never asked: *"])

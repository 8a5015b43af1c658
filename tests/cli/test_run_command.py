"""
`mockgemini run`: what the command finds around it, and what becomes of what it asked.
"""

import json
import sys

import pytest
from stages.parting import create, emulated, recorded
from stages.talking import greeting, put_cassette, talking

from mockgemini.cassette.reading import load
from mockgemini.cli.main import main
from mockgemini.environment import DUMMY_KEY

REAL = "the-real-key-of-nobody"
LOOK = "import json, os; print(json.dumps(dict(os.environ)))"
ASK = """
import json, os, sys, urllib.request
url = os.environ["GOOGLE_GEMINI_BASE_URL"] + "/v1/interactions"
body = json.dumps({"model": "gemini-2.5-flash", "input": sys.argv[1]}).encode()
head = {"content-type": "application/json", "x-goog-api-key": os.environ["GEMINI_API_KEY"]}
print(urllib.request.urlopen(urllib.request.Request(url, body, head)).read().decode())
"""


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch):
    """
    Whoever runs the tests has a real key, and works with Vertex.
    """
    monkeypatch.setenv("GEMINI_API_KEY", REAL)
    monkeypatch.setenv("GOOGLE_API_KEY", REAL)
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("NO_PROXY", "intranet.test")


def run(*words):
    """
    `mockgemini run` with this Python.
    """
    return main(["run", *map(str, words)])


def test_the_command_is_sent_to_us(tmp_path, capfd):
    """
    It finds our address, no proxy for it, a key that opens nothing, and no Vertex.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")

    assert 0 == run("--cassette", path, "--", sys.executable, "-c", LOOK)

    found = json.loads(capfd.readouterr().out)
    assert found["GOOGLE_GEMINI_BASE_URL"].startswith("http://127.0.0.1:")
    assert found["GOOGLE_GEMINI_BASE_URL"] == found["GOOGLE_VERTEX_BASE_URL"]
    assert DUMMY_KEY == found["GEMINI_API_KEY"]
    assert "intranet.test,127.0.0.1,localhost" == found["NO_PROXY"]
    assert not {"GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI"} & set(found)


def test_answers_are_replayed(tmp_path, capfd):
    """
    The command is answered from all cassettes that are named.
    """
    paths = [put_cassette(tmp_path / f"{text}.yaml", text) for text in ("World", "Moon")]
    words = [word for path in paths for word in ("--cassette", path)]

    assert 0 == run(*words, "--", sys.executable, "-c", ASK, "Moon")
    assert greeting("Moon") == json.loads(capfd.readouterr().out)


@pytest.mark.parametrize(("mode", "texts"), [("all", 1), ("new_episodes", 2), ("once", 1)])
def test_a_command_is_recorded(mode, texts, tmp_path, capfd):
    """
    `all` records anew, `new_episodes` adds, and `once` leaves alone what is there.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with talking() as google:
        words = ["--cassette", path, "--record", mode, "--upstream", google.url, "--"]
        code = run(*words, sys.executable, "-c", ASK, "World" if mode == "once" else "Moon")

    assert 0 == code, capfd.readouterr().err
    assert texts == len(load(path).exchanges)
    assert ([] if mode == "once" else [REAL]) == google.keys


def test_the_first_time_is_recorded_once(tmp_path):
    """
    Where there is no cassette, `once` makes it; the exit code stays the command's.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        words = ["--cassette", path, "--record", "once", "--upstream", google.url, "--"]
        first = run(*words, sys.executable, "-c", f"{ASK}\nsys.exit(3)", "Moon")
        again = run(*words, sys.executable, "-c", ASK, "Moon")

    assert (3, 0) == (first, again)
    assert 1 == len(google.keys)


def test_the_dummy_is_no_key_to_record_with(tmp_path, monkeypatch, capsys):
    """
    Within another run only the dummy is there, and recording says which variables it looked at.
    """
    monkeypatch.setenv("GEMINI_API_KEY", DUMMY_KEY)
    monkeypatch.delenv("GOOGLE_API_KEY")

    assert 2 == run("--cassette", tmp_path / "talk.yaml", "--record", "all", "--", "true")
    assert "in GEMINI_API_KEY or GOOGLE_API_KEY" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--record", "all", "--", "x"], "name one with --cassette"),
        (["--cassette", "a.yaml", "--cassette", "b", "--record", "all", "--", "x"], "one file"),
        (["--cassette", ".", "--record", "all", "--", "x"], "one file"),
        (["--cassette", "gone.yaml", "--", "x"], "gone.yaml: there is no such file"),
        (["--cassette", "a.yaml", "--", "no-such-command-4711"], "no-such-command-4711"),
        (["--cassette", "a.yaml"], "COMMAND"),
    ],
)
def test_what_cannot_be_run_is_refused(words, expected, tmp_path, monkeypatch, capsys):
    """
    Wrong words are answered with a sentence and code 2.
    """
    put_cassette(tmp_path / "a.yaml", "World")
    monkeypatch.chdir(tmp_path)

    assert 2 == run(*words)

    told = capsys.readouterr().err
    assert expected in told
    assert 1 == len(told.splitlines())


def test_options_of_the_command_are_its_own(tmp_path, capfd):
    """
    What stands behind the dashes is not for us.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    program = "import sys; print(sys.argv[1:])"

    run("--cassette", path, "--", sys.executable, "-c", program, "--pace", "-x", "--", "--help")

    assert "['--pace', '-x', '--', '--help']\n" == capfd.readouterr().out


# --- verifying --------------------------------------------------------------------------------


def rename(_path, status, body):
    """
    A field is called otherwise.
    """
    return status, body.replace(b'"total_tokens"', b'"all_tokens"')


@pytest.mark.parametrize(("change", "code"), [(None, 0), (rename, 1)])
def test_verify_holds_the_recording_against_the_real_api(change, code, tmp_path, capfd):
    """
    The command gets the recorded answer; when it has ended, what has changed is told.
    """
    path = recorded(tmp_path / "talk.yaml", lambda url: create(url, "World"))

    with emulated(change=change) as google:
        words = ["--cassette", str(path), "--record", "verify", "--upstream", google.url]
        found = run(*words, "--", sys.executable, "-c", ASK, "World")

    out, err = capfd.readouterr()
    assert code == found
    assert json.loads(out)["id"] in path.read_text()
    assert f"mockgemini verify: {code} breaking, 0 warning, {code} info in 1 exchange\n" in err
    assert ("answer.usage.total_tokens  was number  talk.yaml#1" in err) == bool(code)


def test_verify_needs_a_cassette(capsys):
    """
    Without a recording there is nothing that could have changed.
    """
    assert 2 == run("--record", "verify", "--", "true")
    assert "there is nothing to verify; name a cassette" in capsys.readouterr().err


# --- faults while recording -------------------------------------------------------------------


def test_faults_before_an_answer_happen_while_recording(tmp_path, capfd):
    """
    The first request fails, and only what the client tries again is recorded.
    """
    faults = tmp_path / "faults.yaml"
    faults.write_text("- fail: {status: 503}\n")
    path = tmp_path / "talk.yaml"
    words = ["--cassette", str(path), "--record", "all", "--faults", str(faults)]

    with talking() as google:
        code = run(*words, "--upstream", google.url, "--", sys.executable, "-c", TWICE)

    assert (0, "503 200") == (code, capfd.readouterr().out.strip())
    assert 1 == len(load(path).exchanges)


TWICE = """
import json, os, urllib.error, urllib.request
url = os.environ["GOOGLE_GEMINI_BASE_URL"] + "/v1/interactions"
body = json.dumps({"model": "gemini-2.5-flash", "input": "World"}).encode()
codes = []
for _ in range(2):
    try:
        asked = urllib.request.Request(url, body, {"content-type": "application/json"})
        codes.append(urllib.request.urlopen(asked).status)
    except urllib.error.HTTPError as error:
        codes.append(error.code)
        error.close()
print(*codes)
"""


@pytest.mark.parametrize(
    ("option", "text", "expected"),
    [
        ("--faults", "- cut: {after_events: 1}\n", "cut changes an answer, and what the real API"),
        ("--script", "- reply: Hello.\n", "--script says what the model answers"),
    ],
)
def test_what_cannot_happen_while_recording_is_refused(option, text, expected, tmp_path, capsys):
    """
    What the real API answers is neither scripted nor changed, and nothing is silently left out.
    """
    file = tmp_path / "words.yaml"
    file.write_text(text)
    words = ["--cassette", str(tmp_path / "talk.yaml"), "--record", "all", option, str(file)]

    assert 2 == run(*words, "--", "true")
    assert expected in capsys.readouterr().err


def test_a_command_stays_within_its_budget(tmp_path, capfd):
    """
    With `--budget` nothing more goes out when it is spent; the command is told so.
    """
    path = tmp_path / "talk.yaml"
    program = f"{ASK}\nprint(urllib.request.urlopen(urllib.request.Request(url, body, head)))"
    with talking() as google:
        words = ["--cassette", path, "--record", "all", "--upstream", google.url]
        code = run(*words, "--budget", "calls:1", "--", sys.executable, "-c", program, "Moon")

    assert 1 == code
    assert 1 == len(google.keys) == len(load(path).exchanges)
    assert "HTTP Error 422" in capfd.readouterr().err

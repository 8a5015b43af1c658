"""
`mockgemini run`: a program in its environment, recorded once, then replayed.
"""

import json
import sys

from journeys.sdks import KEY, MOCKGEMINI, Sdk, environment, google, needs_python_sdk, ran

LOOK = "import json, os; print(json.dumps(dict(os.environ)))"


def run(*words, key=None, cwd=None, **more):
    """
    `mockgemini run` with those words, to its end.
    """
    command = [*MOCKGEMINI, "run", *words]
    return ran(command, environment(key=key, **more), *([cwd] if cwd else []))


def test_the_command_is_sent_to_us(tmp_path):
    """
    The command finds our address, no proxy for it, a key that opens nothing, and no Vertex.
    """
    (tmp_path / "good.yaml").write_text("cassette: 1\n\nexchanges: []\n")
    words = ["--cassette", "good.yaml", "--", sys.executable, "-c", LOOK]

    told = run(*words, key=KEY, cwd=tmp_path, GOOGLE_API_KEY=KEY, GOOGLE_GENAI_USE_VERTEXAI="1")

    found = json.loads(told.out.splitlines()[-1])
    assert found["GOOGLE_GEMINI_BASE_URL"].startswith("http://127.0.0.1:")
    assert found["GOOGLE_VERTEX_BASE_URL"] == found["GOOGLE_GEMINI_BASE_URL"]
    assert {"127.0.0.1", "localhost"} <= set(found["NO_PROXY"].split(","))
    assert {"127.0.0.1", "localhost"} <= set(found["no_proxy"].split(","))
    assert found["GEMINI_API_KEY"] not in ("", KEY)
    assert not {"GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI"} & set(found)


def test_the_command_decides_the_code(tmp_path):
    """
    The exit code is the command's.
    """
    (tmp_path / "good.yaml").write_text("cassette: 1\n\nexchanges: []\n")
    words = ["--cassette", "good.yaml", "--", sys.executable, "-c", "raise SystemExit(7)"]

    assert run(*words, cwd=tmp_path).code == 7


@needs_python_sdk("3.4.0")
def test_a_program_is_recorded_once_and_replayed(tmp_path):
    """
    With `--record` it talks to the API, without it to the cassette, and tells the same.
    """
    cassette = ["--cassette", str(tmp_path / "talk.yaml")]
    program = Sdk("python", "3.4.0").command("conversation", "turns", "files")
    with google(tmp_path) as upstream:
        words = [*cassette, "--record", "all", "--upstream", upstream.url]
        live = run(*words, "--", *program, key=KEY)
        upstream.end()

    replayed = run(*cassette, "--", *program)

    assert (0, 0) == (live.code, replayed.code), live.err + replayed.err
    assert live.out == replayed.out
    assert KEY not in (tmp_path / "talk.yaml").read_text(encoding="utf-8")

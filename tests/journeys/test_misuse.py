"""
Commands used wrongly: one sentence, a code that is not 0, and never a traceback.
"""

import json
import socket

import pytest
from journeys.sdks import MOCKGEMINI, environment, google, post, ran, recording

WISH = {"model": "gemini-2.5-flash", "input": "Hello"}
MISUSE = {
    "serve, no such cassette": ["serve", "nowhere.yaml", "--port", "0"],
    "serve, not a cassette": ["serve", "other.yaml", "--port", "0"],
    "serve, not YAML": ["serve", "broken.yaml", "--port", "0"],
    "serve, not text": ["serve", "binary.yaml", "--port", "0"],
    "serve, a later format": ["serve", "later.yaml", "--port", "0"],
    "serve, unknown option": ["serve", "--no-such-option"],
    "serve, unknown pace": ["serve", "good.yaml", "--pace", "sometimes"],
    "serve, negative pace": ["serve", "good.yaml", "--pace=-1"],
    "serve, unknown revision": ["serve", "good.yaml", "--revision", "chunks"],
    "serve, port out of range": ["serve", "good.yaml", "--port", "70000"],
    "serve, no port": ["serve", "good.yaml", "--port", "http"],
    "record, no cassette": ["record"],
    "record, into a folder that is a file": ["record", "good.yaml/talk.yaml", "--port", "0"],
    "record, onto a folder": ["record", "folder", "--port", "0"],
    "record, onto what is no cassette": ["record", "other.yaml", "--port", "0"],
    "record, upstream is no address": ["record", "new.yaml", "--upstream", "google", "--port", "0"],
    "record, upstream of another kind": ["record", "new.yaml", "--upstream", "ftp://google"],
    "record, unknown mode": ["record", "new.yaml", "--mode", "sometimes"],
    "run, nothing to run": ["run", "--cassette", "good.yaml"],
    "run, no such command": ["run", "--cassette", "good.yaml", "--", "no-such-command-4711"],
    "run, no such cassette": ["run", "--cassette", "nowhere.yaml", "--", "python", "-c", "1"],
    "run, no key to record with": ["run", "--cassette", "new.yaml", "--record", "all", "--", "x"],
    "show, no such cassette": ["show", "nowhere.yaml"],
    "show, not a cassette": ["show", "other.yaml"],
    "show, no cassette": ["show"],
    "unknown command": ["serv"],
}


@pytest.fixture
def folder(tmp_path):
    """
    A folder with a good cassette and several that are not.
    """
    (tmp_path / "good.yaml").write_text("cassette: 1\n\nexchanges: []\n")
    (tmp_path / "later.yaml").write_text("cassette: 2\n\nexchanges: []\n")
    (tmp_path / "other.yaml").write_text("interactions: []\nversion: 1\n")
    (tmp_path / "broken.yaml").write_text("cassette: 1\nexchanges: [\n")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "folder").mkdir()
    return tmp_path


@pytest.mark.parametrize("words", MISUSE.values(), ids=MISUSE.keys())
def test_misuse_is_answered_with_one_sentence(words, folder):
    """
    Wrong words end with code 1 or 2 and one line on stderr that says what is wrong.
    """
    told = ran([*MOCKGEMINI, *words], environment(key=None), folder)

    assert told.code in (1, 2), told
    assert told.err.startswith("mockgemini: "), told.err
    assert 1 == len(told.err.splitlines()), told.err
    assert "" == told.out


def test_a_port_that_is_taken_is_named(folder):
    """
    A port that another program has is misuse, and the sentence names it.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for words in (["serve", "good.yaml"], ["record", "new.yaml"]):
            told = ran([*MOCKGEMINI, *words, "--port", port], environment(), folder)

            assert told.code == 2
            assert port in told.err
            assert 1 == len(told.err.strip().splitlines()), told.err


def test_an_upstream_that_is_not_there_is_told_to_the_client(tmp_path):
    """
    When upstream cannot be reached the client gets an error that says so, and that no SDK retries.
    """
    with google(tmp_path) as gone:
        gone.end()
    with recording(tmp_path / "talk.yaml", gone.url) as recorder:
        answer = post(f"{recorder.url}/v1/interactions", WISH)
        body = json.loads(answer.read())
        assert recorder.end() == 0

    assert 424 == answer.status
    assert "127.0.0.1 could not be reached" in body["error"]["message"]
    assert "Traceback" not in recorder.err


def test_a_key_that_is_refused_is_passed_on(tmp_path):
    """
    What the API says about a wrong key reaches the client, and is not kept.
    """
    cassette = tmp_path / "talk.yaml"
    with google(tmp_path) as upstream, recording(cassette, upstream.url) as recorder:
        answer = post(f"{recorder.url}/v1/interactions", WISH, key="AIza" + "w" * 35)
        body = json.loads(answer.read())
        assert recorder.end() == 0

    assert answer.status == 400
    assert "API_KEY_INVALID" == body["error"]["details"][0]["reason"]
    assert not cassette.exists() or "API_KEY_INVALID" not in cassette.read_text()

"""
`mockgemini record`, from its words to the cassette.
"""

import base64
import contextlib
import json
import socket

import pytest
from stages.commands import main_until
from stages.small_upstreams import read, say
from stages.talking import greeting, post, put_cassette, talking

from mockgemini.cassette.reading import load
from mockgemini.cli.main import main
from mockgemini.environment import DUMMY_KEY
from mockgemini.server.running import BackgroundServer

REAL = "the-real-key-of-nobody"


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    """
    Whoever runs the tests may have a key.
    """
    for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_what_passes_is_written(tmp_path, capsys):
    """
    A client gets the real answer; at the end the cassette holds it, and its path is told.
    """
    path = tmp_path / "deep/talk.yaml"
    answers = []
    with talking() as google:
        words = ["record", str(path), "--upstream", google.url]
        code = main_until(lambda url: answers.append(post(url, "Moon")), *words)

    told = capsys.readouterr()
    assert (0, [(200, greeting("Moon"))]) == (code, answers)
    assert f"(recording {google.url} into {path})" in told.out
    assert f"mockgemini: wrote {path}\n" == told.err
    assert 1 == len(load(path).exchanges)
    assert [] == list(path.parent.glob("*.part"))


def test_the_note_stands_in_the_cassette(tmp_path):
    """
    `--note` is what a reader of the cassette should know; a second recording keeps it.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        words = ["record", str(path), "--upstream", google.url]
        main_until(post, *words, "--note", "From our own stand-in: nothing to hide.")
        main_until(lambda url: post(url, "Moon"), *words, "--mode", "new_episodes")

    found = load(path)
    assert "From our own stand-in: nothing to hide." == found.header.note
    assert 2 == len(found.exchanges)


def test_new_episodes_asks_for_what_is_missing_only(tmp_path):
    """
    What the cassette holds is played; upstream sees the rest.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    with talking() as google:
        words = ["record", str(path), "--upstream", google.url, "--mode", "new_episodes"]
        main_until(lambda url: [post(url, text) for text in ("World", "Moon")], *words)

    assert [None] == google.keys
    assert 2 == len(load(path).exchanges)


def test_the_dummy_key_becomes_the_real_one(tmp_path, monkeypatch):
    """
    Clients with the dummy ask with the recorder's key, others with their own; none is written.
    """
    monkeypatch.setenv("GEMINI_API_KEY", REAL)
    path = tmp_path / "talk.yaml"
    with talking() as google:
        words = ["record", str(path), "--upstream", google.url]
        main_until(lambda url: [post(url, key=key) for key in (DUMMY_KEY, "mine-mine")], *words)

    assert [REAL, "mine-mine"] == google.keys
    assert not [key for key in (REAL, "mine-mine", DUMMY_KEY) if key in path.read_text()]


@pytest.mark.parametrize(("words", "count"), [([], 0), (["--record-errors"], 1)])
def test_errors_are_kept_on_demand(words, count, tmp_path, capsys):
    """
    What the API refuses is passed on, and kept only with `--record-errors`.
    """
    path = tmp_path / "talk.yaml"
    with talking() as google:
        main_until(
            lambda url: post(url, "no"), "record", str(path), "--upstream", google.url, *words
        )

    assert count == (len(load(path).exchanges) if path.exists() else 0)
    assert ("nothing was recorded" in capsys.readouterr().err) == (count == 0)


def test_without_a_request_the_old_cassette_stays(tmp_path, capsys):
    """
    A recorder that was asked nothing writes nothing.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    before = path.read_text()

    assert 0 == main_until(lambda _url: None, "record", str(path), "--upstream", "http://127.0.0.1")

    assert before == path.read_text()
    assert "nothing was recorded, so no cassette was written" in capsys.readouterr().err


def test_what_was_lost_is_told(tmp_path, capsys):
    """
    An upstream that cannot be reached is named at the end, once more.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    path = tmp_path / "talk.yaml"

    main_until(post, "record", str(path), "--upstream", nobody)

    assert "POST /v1/interactions was not recorded: 127.0.0.1" in capsys.readouterr().err


def test_an_unfinished_recording_makes_room(tmp_path, capsys):
    """
    A `.part` of an earlier recorder is not lost: it gets another name, which is told.
    """
    part = tmp_path / "talk.yaml.part"
    part.write_text("cassette: 1\n\nexchanges:\n")
    with talking() as google:
        main_until(post, "record", str(tmp_path / "talk.yaml"), "--upstream", google.url)

    assert f"an unfinished recording was there; it is now {part}.1.part" in capsys.readouterr().err
    assert (tmp_path / "talk.yaml.part.1.part").exists()


def test_a_port_that_is_taken_leaves_nothing_behind(tmp_path, capsys):
    """
    A recorder that could not begin says why, and only that.
    """
    path = tmp_path / "talk.yaml"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        assert 2 == main(["record", str(path), "--port", port])

    assert f"Port {port}" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["other.yaml"], "is no cassette; it is not overwritten"),
        (["."], "is no cassette; it is not overwritten"),
        (["other.yaml/talk.yaml"], "cannot be written"),
        (["talk.yaml", "--upstream", "google"], "google"),
        (["talk.yaml", "--upstream", "ftp://google"], "ftp://google"),
        (["talk.yaml", "--media", "small"], "'keep', 'placeholder'"),
        (["talk.yaml", "--mode", "none"], "'all', 'new_episodes'"),
        (["talk.yaml", "--budget", "much"], "a budget is written calls:200"),
    ],
)
def test_what_cannot_be_recorded_is_refused(words, expected, tmp_path, monkeypatch, capsys):
    """
    Nothing is overwritten or left behind where the words make no sense.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.yaml").write_text("services: {}\n")

    assert main(["record", *words, "--port", "0"]) in (1, 2)

    told = capsys.readouterr()
    assert expected in told.err
    assert (1, "") == (len(told.err.splitlines()), told.out)
    assert ["other.yaml"] == [path.name for path in tmp_path.iterdir()]


def test_large_media_can_be_left_out(tmp_path):
    """
    With `--media placeholder` the client gets its picture, and the cassette a tiny one.
    """
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99).decode()
    answer = {"steps": [{"type": "image", "mime_type": "image/png", "data": picture}]}
    path = tmp_path / "talk.yaml"
    given = []

    async def google(_scope, receive, send):
        await read(receive)
        await say(send, json.dumps(answer).encode())

    with BackgroundServer(google) as upstream:
        words = ["record", str(path), "--upstream", upstream.url, "--media", "placeholder"]
        main_until(lambda url: given.append(post(url)), *words)

    (exchange,) = load(path).exchanges
    kept = json.loads(exchange.answer.body.read())["steps"][0]["data"]
    assert [(200, answer)] == given
    assert len(kept) < 200
    assert base64.b64decode(kept).startswith(b"\x89PNG")
    assert not (tmp_path / "blobs").exists()


def test_a_recording_that_breaks_is_written_all_the_same(tmp_path, monkeypatch, capsys):
    """
    Whatever ends the server, what was recorded by then becomes the cassette.
    """
    path = tmp_path / "talk.yaml"

    def broken(app, *_address):
        with BackgroundServer(app) as server:
            post(server.url)
        raise KeyboardInterrupt

    monkeypatch.setattr("mockgemini.cli.record_command.serve", broken)
    with talking() as google, contextlib.suppress(KeyboardInterrupt):
        code = main(["record", str(path), "--upstream", google.url])

    assert 130 == code
    assert 1 == len(load(path).exchanges)
    assert "wrote" in capsys.readouterr().err


def test_a_budget_ends_what_is_recorded(tmp_path, capsys):
    """
    `--budget` refuses the call that would exceed it; what came before becomes the cassette.
    """
    path = tmp_path / "talk.yaml"
    given = []
    with talking() as google:
        words = ["record", str(path), "--upstream", google.url, "--budget", "calls:2"]
        main_until(lambda url: given.extend(post(url, text)[0] for text in "abc"), *words)

    assert [200, 200, 422] == given
    assert 2 == len(google.keys) == len(load(path).exchanges)
    assert "was not sent: 2 of 2 calls are spent" in capsys.readouterr().err

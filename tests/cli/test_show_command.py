"""
`mockgemini show`: a cassette, told to people.
"""

import pytest
from samples.replayed import ask, cassette, get, polls, reply
from stages.talking import greeting, put_cassette

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.saving import save
from mockgemini.cli.main import main
from mockgemini.exchange import Exchange


def shown(capsys, *words):
    """
    What `show` prints; it must end well.
    """
    assert 0 == main(["show", *map(str, words)])
    return capsys.readouterr().out


def test_a_conversation_is_told(tmp_path, capsys):
    """
    Every exchange has its number, its summary, and what was said by whom.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World", "Moon")

    told = shown(capsys, path)

    assert told.startswith(f"{path}: 2 exchanges\n\n1. POST /v1/interactions (steps)\n")
    assert "\n2. POST /v1/interactions (steps)\n" in told
    assert ["Moon", "Hello, Moon!"] == [
        word for word in ("Moon", "Hello, Moon!") if word in told.split("\n2. ")[1]
    ]


def test_the_header_is_told(tmp_path, capsys):
    """
    When, from where and by whom it was recorded, the rules it is matched by, and the note.
    """
    header = Header(
        recorded="2026-06-03T09:14:22Z",
        upstream="https://google.test",
        client="google-genai-sdk/3.4.0",
        ignore=("/labels",),
        normalize=("date", "uuid"),
        note="Recorded by hand.",
    )
    save(Cassette(header), tmp_path / "talk.yaml")

    assert shown(capsys, tmp_path / "talk.yaml").splitlines() == [
        f"{tmp_path / 'talk.yaml'}: 0 exchanges",
        "recorded: 2026-06-03T09:14:22Z",
        "upstream: https://google.test",
        "client: google-genai-sdk/3.4.0",
        "ignore: /labels",
        "normalize: date, uuid",
        "note: Recorded by hand.",
    ]


def test_polls_queries_and_notes_are_told(tmp_path, capsys):
    """
    A polled resource is one exchange; a query stands with its path, a note with what it is about.
    """
    asked = get("/v1/interactions/v1_a", "include_input=true")
    states = polls((0.0, {"status": "in_progress"}, 3), (30.0, greeting("World"), 1))
    exchange = Exchange(asked, states, revision="steps", note="The slow one.")
    save(Cassette(exchanges=(exchange,)), tmp_path / "talk.yaml")

    told = shown(capsys, tmp_path / "talk.yaml")

    assert "1. GET /v1/interactions/v1_a?include_input=true (steps)" in told
    assert "polled 4 times" in told
    assert "note: The slow one." in told


def test_long_lines_are_wrapped(tmp_path, capsys):
    """
    Nobody has to scroll sideways; empty lines stay.
    """
    pair = (ask("word " * 100 + "\n\nend"), reply(greeting("World")))
    save(cassette(pair), tmp_path / "talk.yaml")

    lines = shown(capsys, tmp_path / "talk.yaml").splitlines()

    assert max(map(len, lines[1:])) <= 100
    assert "end" in lines[-2].split() or any(line.strip() == "end" for line in lines)


def test_keys_tell_what_matters(tmp_path, capsys):
    """
    With `--keys` one sees what a request is matched by: what rules forget is not in it.
    """
    pair = (ask("On 2026-06-03", labels={"run": "7"}), reply())
    rules = {"ignore": ("/labels",), "normalize": ("date",)}
    save(cassette(pair, **rules), tmp_path / "talk.yaml")

    told = shown(capsys, tmp_path / "talk.yaml", "--keys")

    assert "On <date>" in told
    assert "labels" not in told.split("\n1. ")[1]


def test_an_unfinished_recording_is_read(tmp_path, capsys):
    """
    A `.part` is shown like a cassette; that its last exchange is torn is said.
    """
    whole = put_cassette(tmp_path / "talk.yaml", "World").read_text()
    part = tmp_path / "lost.yaml.part"
    text = whole.removesuffix("...\n") + "# whole\n- request:\n    method: PO"
    part.write_text(text)

    told = shown(capsys, part)

    assert told.startswith(f"{part}: 1 exchange\nthe last exchange was cut off")
    assert "Hello, World!" in told


def test_leftovers_are_named(tmp_path, capsys):
    """
    Beside a cassette an unfinished recording is told, on standard error.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World")
    (tmp_path / "talk.yaml.part").write_text("cassette: 1\n\nexchanges:\n")

    assert 0 == main(["show", str(path)])

    assert "talk.yaml.part is a recording that was never finished" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "code", "expected"),
    [
        ("gone.yaml", None, 2, "there is no such file or folder"),
        ("folder", None, 2, "is a folder; show takes one cassette"),
        ("other.yaml", b"services: {}\n", 1, ":1: not a cassette"),
        ("latin.yaml", b"cassette: 1\nnote: \xe9\n", 1, ":2: not UTF-8, at byte 18"),
        ("later.yaml", b"cassette: 2\n\nexchanges: []\n", 1, "reads format 1"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name, data, code, expected, tmp_path, capsys):
    """
    Whatever the file is, one line says what is wrong with it.
    """
    (tmp_path / "folder").mkdir()
    if data is not None:
        (tmp_path / name).write_bytes(data)

    assert code == main(["show", str(tmp_path / name)])

    told = capsys.readouterr()
    assert expected in told.err
    assert (1, "") == (len(told.err.splitlines()), told.out)


def test_a_huge_file_is_not_read(tmp_path, capsys):
    """
    What cannot be a cassette is refused by its size alone.
    """
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(513 * 1024 * 1024)

    assert 1 == main(["show", str(path)])
    assert "a cassette of more than 512 MiB is not read" in capsys.readouterr().err

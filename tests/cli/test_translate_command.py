"""
`mockgemini translate`, from its words to what it writes and tells.
"""

import pytest
from samples.replayed import ask, cassette, get, reply

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cli.main import main
from mockgemini.exchange import Exchange
from mockgemini.wire.reading import outcome_of

HI = {"type": "text", "text": "hi"}
STEPS = {
    "id": "v1_a",
    "status": "completed",
    "usage": {"total_tokens": 1, "total_input_tokens": 1, "total_output_tokens": 0},
    "steps": [{"type": "user_input", "content": [HI]}, {"type": "model_output", "content": [HI]}],
    "model": "m",
}
CLEAN = {**STEPS, "steps": STEPS["steps"][1:]}
STRANGE = {**CLEAN, "labels": {"a": "b"}}


def put(path, *bodies, revision="steps"):
    """
    A cassette with an answer of each body, a note and a header.
    """
    exchanges = tuple(
        Exchange(ask(f"q{number}"), reply(body), revision=revision, note="keep me")
        for number, body in enumerate(bodies)
    )
    header = Header(recorded="2026-06-03T09:14:22Z", ignore=("/labels",), note="mine")
    save(Cassette(header, exchanges), path)
    return path


def run(*words):
    return main(["translate", *map(str, words)])


def test_in_place_only_the_revision_changes(tmp_path, capsys):
    """
    Notes and header stay, what was said stays, and the cassette speaks the other revision.
    """
    path = put(tmp_path / "a.yaml", CLEAN)
    before = load(path)

    code = run(path, "--to", "outputs", "--in-place")

    after = load(path)
    (old,), (new,) = before.exchanges, after.exchanges
    assert 0 == code
    assert (before.header, "outputs", "keep me") == (after.header, new.revision, new.note)
    assert outcome_of(old) == outcome_of(new)
    assert "/v1beta/interactions" == new.request.path
    assert (
        f"{path}: 1 exchange translated, 0 with losses\n"
        "1 cassette: 1 exchange translated, 0 with losses\n"
        "1 cassette written\n"
    ) == capsys.readouterr().out


def test_what_is_lost_is_listed_by_its_place(tmp_path, capsys):
    """
    Each loss has a line, and the last line counts the exchanges that lost something.
    """
    put(tmp_path / "a.yaml", CLEAN, STEPS)
    put(tmp_path / "far/b.yaml", STRANGE)

    code = run(tmp_path, "--to", "outputs", "--dry-run")

    one = "1 exchange translated"
    assert 0 == code
    assert [
        f"{tmp_path}/a.yaml: 2 exchanges translated, 1 with losses",
        "  #2 answer steps[0]: what the user said (hi): outputs has no words for it",
        f"{tmp_path}/far/b.yaml: {one}, 0 with losses, 1 with what outputs does not know",
        '  #1 answer labels: {"a":"b"}: carried over, though outputs has no such field',
        "2 cassettes: 3 exchanges translated, 1 with losses, 1 with what outputs does not know",
    ] == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("more", [[], ["--in-place"], ["-o", "c.yaml"]])
def test_a_dry_run_writes_nothing(more, tmp_path, monkeypatch):
    """
    Whatever else is said, a dry run leaves all files as they are.
    """
    monkeypatch.chdir(tmp_path)
    path = put(tmp_path / "a.yaml", STEPS)
    before = path.read_bytes()

    run(path, "--to", "outputs", "--dry-run", *more)

    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_into_another_file(tmp_path, capsys):
    """
    With -o the cassette stays and another one is written, also where nothing had to change.
    """
    path = put(tmp_path / "a.yaml", CLEAN)
    before = path.read_bytes()

    codes = [run(path, "--to", to, "-o", tmp_path / f"{to}.yaml") for to in ("outputs", "steps")]

    assert [0, 0] == codes
    assert before == path.read_bytes()
    assert ["outputs", "steps"] == [
        load(tmp_path / f"{to}.yaml").exchanges[0].revision for to in ("outputs", "steps")
    ]
    assert f"written to {tmp_path / 'steps.yaml'}" in capsys.readouterr().out


def written(path):
    """
    Which file it is, and when it was last written; reading it changes another time.
    """
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


def test_what_needs_no_translation_is_not_written(tmp_path, capsys):
    """
    A cassette that speaks the revision, or none, is not touched, not even its time.
    """
    path = put(tmp_path / "a.yaml", CLEAN)
    files = cassette((get("/v1beta/files/a"), reply({"name": "files/a"})))
    save(files, tmp_path / "b.yaml")
    before = written(path), written(tmp_path / "b.yaml")

    run(tmp_path, "--to", "steps", "--in-place")

    others = "1 in steps already, 1 without a revision"
    assert before == (written(path), written(tmp_path / "b.yaml"))
    assert [
        f"2 cassettes: 0 exchanges translated, 0 with losses, {others}",
        "0 cassettes written",
    ] == capsys.readouterr().out.splitlines()[-2:]


def test_there_and_back_the_file_says_the_same(tmp_path):
    """
    Translated twice, a cassette tells of every exchange what it told at first.
    """
    path = put(tmp_path / "a.yaml", CLEAN, {**CLEAN, "status": "failed"})
    before = [outcome_of(each) for each in load(path).exchanges]

    for to in ("outputs", "steps"):
        run(path, "--to", to, "--in-place")

    assert before == [outcome_of(each) for each in load(path).exchanges]


def test_one_that_cannot_be_read_stops_all(tmp_path, capsys):
    """
    Nothing is written unless every cassette can be read.
    """
    good = put(tmp_path / "a.yaml", CLEAN)
    before = good.read_bytes()
    (tmp_path / "b.yaml").write_text("cassette: 1\nexchanges: 7\n")

    code = run(tmp_path, "--to", "outputs", "--in-place")

    assert 1 == code
    assert before == good.read_bytes()
    assert "b.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["a.yaml", "--to", "outputs"], "translate needs a place to write to: -o FILE"),
        (["a.yaml", "--in-place"], "Missing option '--to'"),
        (["a.yaml", "--to", "candidates", "--dry-run"], "'candidates' is not one of"),
        (["a.yaml", "--to", "outputs", "-o", "c.yaml", "--in-place"], "give -o or --in-place"),
        ([".", "--to", "outputs", "-o", "c.yaml"], "-o takes one cassette, not 2"),
        (["a.yaml", "--to", "outputs", "-o", "."], ". is a folder; -o takes a file"),
        (["a.yaml", "--to", "outputs", "-o", "notes.txt"], "is no cassette, and is not"),
        (["nowhere.yaml", "--to", "outputs", "--dry-run"], "there is no such file or folder"),
    ],
)
def test_misuse_is_one_sentence(words, expected, tmp_path, monkeypatch, capsys):
    """
    A wrong word ends with 2, says what was expected, and changes nothing.
    """
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path / name, CLEAN)
    (tmp_path / "notes.txt").write_text("mine")

    code = run(*words)

    error = capsys.readouterr().err
    assert 2 == code
    assert expected in error
    assert 1 == error.count("\n")
    assert "steps" == load(tmp_path / "a.yaml").exchanges[0].revision


def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys):
    """
    A folder that nobody may write into ends with 1 and its name.
    """
    path = put(tmp_path / "a.yaml", CLEAN)
    (tmp_path / "file").write_text("")

    code = run(path, "--to", "outputs", "-o", tmp_path / "file" / "c.yaml")

    assert 1 == code
    assert "cannot be written" in capsys.readouterr().err


def test_unfinished_recordings_are_named(tmp_path, capsys):
    """
    What a recording left beside a cassette is not translated, and that is said.
    """
    path = put(tmp_path / "a.yaml", CLEAN)
    (tmp_path / "a.yaml.part").write_text("cassette: 1\n")

    run(path, "--to", "outputs", "--dry-run")

    assert "a.yaml.part is a recording that was never finished" in capsys.readouterr().err

"""
`mockgemini import`: others' recordings become cassettes, and nothing of the user's is lost.
"""

import json

import pytest
from stages.talking import put_cassette, put_vcrpy

from mockgemini.cassette.reading import load
from mockgemini.cli import import_command
from mockgemini.cli.main import main


def test_one_file_becomes_one_cassette(tmp_path, capsys):
    """
    Where the target ends in .yaml all goes into it, and its note says where it came from.
    """
    source = put_vcrpy(tmp_path / "old.yaml", "World", "Moon")

    assert 0 == main(["import", str(source), "-o", str(tmp_path / "new.yaml")])

    found = load(tmp_path / "new.yaml")
    assert 2 == len(found.exchanges)
    assert "old.yaml" in found.header.note
    assert f"into {tmp_path / 'new.yaml'}" in capsys.readouterr().out


def test_a_folder_becomes_a_folder(tmp_path):
    """
    Else every file becomes a cassette of its own, in the same order of folders.
    """
    put_vcrpy(tmp_path / "old/a.yaml", "World")
    put_vcrpy(tmp_path / "old/deep/b.yaml", "Moon")

    assert 0 == main(["import", str(tmp_path / "old"), "-o", str(tmp_path / "new")])

    found = sorted(tmp_path.glob("new/**/*.yaml"))
    assert ["a.yaml", "deep/b.yaml"] == [
        path.relative_to(tmp_path / "new").as_posix() for path in found
    ]


def test_many_files_can_become_one(tmp_path):
    """
    Several sources into one cassette: its note counts them.
    """
    sources = [put_vcrpy(tmp_path / f"{text}.yaml", text) for text in ("World", "Moon")]

    main(["import", *map(str, sources), "-o", str(tmp_path / "all.yaml")])

    found = load(tmp_path / "all.yaml")
    assert 2 == len(found.exchanges)
    assert "2 files" in found.header.note


def test_names_do_not_collide(tmp_path):
    """
    Two files that differ in their ending only become two cassettes.
    """
    put_vcrpy(tmp_path / "old/a.yaml", "World")
    put_vcrpy(tmp_path / "old/a.yml", "Moon")

    main(["import", str(tmp_path / "old"), "-o", str(tmp_path / "new")])

    assert 2 == len([load(path) for path in tmp_path.glob("new/*.yaml")])


def test_what_is_skipped_is_told(tmp_path, capsys):
    """
    A file that is nobody's recording is named with the reason, and the others are read.
    """
    put_vcrpy(tmp_path / "old/a.yaml", "World")
    (tmp_path / "old/compose.yaml").write_text("services: {}\n")

    assert 0 == main(["import", str(tmp_path / "old"), "-o", str(tmp_path / "new")])

    told = capsys.readouterr()
    assert "1 file skipped" in told.out
    assert f"mockgemini: {tmp_path / 'old/compose.yaml'}: skipped: expected a rec" in told.err


def test_what_was_lost_is_told(tmp_path, capsys):
    """
    An exchange that the other tool did not keep whole is named, and the others are read.
    """
    lost, kept = ({"mimeType": "x/y", "size": size} for size in (100_000, 0))
    entries = [
        {
            "startedDateTime": "2026-08-10T16:48:26.000Z",
            "request": {
                "method": "GET",
                "url": "https://generativelanguage.googleapis.com/v1/files",
                "headers": [],
            },
            "response": {"status": 200, "headers": [], "content": content},
        }
        for content in (lost, kept)
    ]
    source = tmp_path / "page.har"
    source.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}))

    assert 0 == main(["import", str(source), "-o", str(tmp_path / "new.yaml")])

    assert 1 == len(load(tmp_path / "new.yaml").exchanges)
    assert f"mockgemini: {source}: an exchange lacks a body that" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["gone.yaml", "-o", "new"], 2, "gone.yaml: there is no such file or folder"),
        (["compose.yaml", "-o", "new"], 1, "compose.yaml: expected a recording"),
        (["ours.yaml", "-o", "new"], 2, "nothing was imported: ours.yaml: "),
        (["empty", "-o", "new"], 2, "nothing was imported: there is no file of a known kind"),
        (["old.yaml", "-o", "compose.yaml"], 2, "is no cassette, and is not overwritten"),
        (["old.yaml"], 2, "'-o' / '--output'"),
        (["-o", "new"], 2, "SOURCES"),
    ],
)
def test_what_cannot_be_imported_is_refused(words, code, expected, tmp_path, monkeypatch, capsys):
    """
    Nothing is overwritten that is not ours; the sentence says what is wrong.
    """
    monkeypatch.chdir(tmp_path)
    put_vcrpy(tmp_path / "old.yaml", "World")
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    (tmp_path / "empty").mkdir()
    put_cassette(tmp_path / "ours.yaml", "World")

    assert code == main(["import", *words])

    assert expected in capsys.readouterr().err
    assert "services: {}\n" == (tmp_path / "compose.yaml").read_text()
    assert not (tmp_path / "new").exists()


def test_a_cassette_is_replaced(tmp_path):
    """
    A cassette that stands at the target makes room.
    """
    path = put_cassette(tmp_path / "talk.yaml", "World", "Moon")

    main(["import", str(put_vcrpy(tmp_path / "old.yaml", "World")), "-o", str(path)])

    assert 1 == len(load(path).exchanges)


def test_a_terminal_sees_how_far_it_is(tmp_path, monkeypatch, capsys):
    """
    On a terminal a line counts the files, and is wiped at the end.
    """
    monkeypatch.setattr(import_command.sys.stderr, "isatty", lambda: True, raising=False)

    main(["import", str(put_vcrpy(tmp_path / "old.yaml", "World")), "-o", str(tmp_path / "new")])

    told = capsys.readouterr().err
    assert "1/1 old.yaml" in told
    assert told.endswith("\r\033[K")

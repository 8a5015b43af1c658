"""
Files and folders become one summary, in order, with a reason for each file left out.
"""

import pytest
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.convert.gathering import read_all
from mockgemini.errors import CassetteError, UsageError
from mockgemini.exchange import Stream

STREAM = "data: {}\n\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "b/2.sse": STREAM,
        "b/1.TXT": STREAM,
        "a.yaml": "cassette: 1\nexchanges: []\n",
        "c.json": '{"name": "package"}',
        "d.md": STREAM,
        ".git/e.txt": STREAM,
        ".hidden.txt": STREAM,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_folder_is_walked_in_order(folder):
    """
    Recordings below a folder come sorted; cassettes and other files are skipped with a reason.
    """
    found = read_all([folder])

    assert ["b/1.TXT", "b/2.sse"] == [str(path.relative_to(folder)) for path, _ in found.files]
    assert [
        ("a.yaml", "is a cassette already, with nothing to import"),
        ("c.json", found.skipped[1][1]),
    ] == [(path.name, reason) for path, reason in found.skipped]
    assert found.skipped[1][1].startswith("expected a recording")
    assert "2 files, 2 exchanges, 2 files skipped" == str(found)


def test_progress_is_told_before_each_file(folder):
    """
    The listener hears which file it is, of how many, and its path.
    """
    heard = []

    read_all([folder / "d.md", folder], lambda *words: heard.append(words))

    assert [(n, 5) for n in range(1, 6)] == [words[:2] for words in heard]
    assert folder / "d.md" == heard[0][2]


def test_a_named_file_has_to_be_readable(folder):
    """
    What was named and is no recording, or is not there, is an error; a cassette is only skipped.
    """
    with pytest.raises(CassetteError, match=r"c\.json: expected a recording"):
        read_all([folder / "c.json"])
    with pytest.raises(UsageError):
        read_all([folder / "none.yaml"])

    assert "0 files, 0 exchanges, 1 file skipped" == str(read_all([folder / "a.yaml"]))


def test_a_file_is_read_once(folder):
    """
    A file that is named twice, or lies below a folder that is named too, is read once.
    """
    path = folder / "b/1.TXT"

    assert 2 == len(read_all([path, path, folder]).files)


def whole(exchange):
    answer = exchange.answer
    body = answer.body if isinstance(answer, Stream) else answer.body.read()
    asked = exchange.request.body.payload.read()
    return str(exchange.request), asked, exchange.revision, answer.status, answer.headers, body


@needs_recordings
def test_what_was_imported_survives_our_own_cassette(tmp_path):
    """
    Written as a cassette and read again, every exchange of the real recordings is the same.
    """
    path = tmp_path / "cassette.yaml"
    for _, imported in read_all([RECORDINGS]).files:
        save(Cassette(exchanges=tuple(imported.exchanges)), path)

        assert list(map(whole, imported.exchanges)) == list(map(whole, load(path).exchanges))


@needs_recordings
def test_all_real_recordings_are_imported():
    """
    No file of the shared recordings is left out, and no exchange of them is lost.
    """
    found = read_all([RECORDINGS])

    readable = [path for path in RECORDINGS.glob("*/**/*") if path.is_file()]
    assert sorted(readable) == sorted(path for path, _ in found.files)
    assert [] == found.skipped
    assert not any("skipped" in warning for warning in found.warnings)
    assert all(imported.exchanges for _, imported in found.files)

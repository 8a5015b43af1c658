"""
The text of a cassette to its exchanges, and what is no cassette.
"""

import subprocess
import sys

import pytest
from samples.cassette_texts import ONE, TOP, everything, read
from samples.cassette_values import posted, sample
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import is_cassette, load
from mockgemini.cassette.saving import save
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload, Reply, Stream


def test_a_saved_cassette_is_loaded(path):
    """
    What was saved is loaded, with its header and the lines of its exchanges.
    """
    save(sample(), path)

    cassette = load(path)

    assert everything(sample()) == everything(cassette)
    assert sample().header == cassette.header
    assert (path, False) == (cassette.path, cassette.is_torn)
    lines = path.read_text().splitlines()
    assert all(lines[each.line - 1].startswith("- request:") for each in cassette.exchanges)


def test_what_we_write_is_read_without_pyyaml(path):
    """
    Nothing of a cassette of ours needs PyYAML, be there comments between its exchanges or not.
    """
    answer = Reply(200, body=Payload(b'{"id": "v1_a", "text": "Sunny.\\nWarm.\\n"}'))
    exchanges = [posted(b'{"input": "What is\\nthis?"}', answer)] * 2
    text = dump(Cassette(exchanges=exchanges), describe=lambda _: "reply · one line")
    path.write_text(text, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from mockgemini.cassette.reading import load; "
        "[exchange.answer for exchange in load(Path(sys.argv[1])).exchanges]; "
        "sys.exit('yaml' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)

    assert 0 == done.returncode


def test_by_hand(path):
    """
    What a person writes is read: any order of keys, comments, other spellings of the same.
    """
    text = """\
%YAML 1.1
---
# mine
note: "by hand"   # really
cassette: 1
exchanges:   # all of them

# first
- answer:
    body: "hello"
    status: 200
  # in between
  request:
    {path: /a,
     method: post}
  note: |
    - request: no exchange
    answer: no section
- request: {method: GET, path: /b, headers: {X-A: [a, b]}}
  polls: [{status: 200, at: 0}]
...
"""
    one, other = read(path, text)

    assert ["POST", "/a"] == one[:2]
    assert "- request: no exchange\nanswer: no section\n" == one[5]
    assert [200, (), b'"hello"', 0.0] == one[7]
    assert (("x-a", "a"), ("x-a", "b")) == other[3]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ONE.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + ONE, id="byte order mark"),
        pytest.param(ONE.rstrip(), id="no newline at the end"),
        pytest.param(ONE + "\n\n", id="blank lines at the end"),
        pytest.param(ONE.replace("...", "...  "), id="blanks behind the end"),
        pytest.param(
            ONE.replace("exchanges:\n", "exchanges:\n\n  # note\n\n"), id="indented comment"
        ),
    ],
)
def test_other_editors(path, text):
    """
    What an editor may do to a file does not matter.
    """
    assert [[200, (), b"", 0.0]] == [each[7] for each in read(path, text)]
    assert is_cassette(path)


@pytest.mark.parametrize("place", [0, 1, 700, 2999])
def test_a_large_file_that_is_no_utf8(path, place):
    """
    The byte and the line are told wherever they are, between characters of any length.
    """
    lines = ["# é → 😀\n".encode()] * 3000
    assert 1 == len(read(path, b"".join([*lines, ONE.encode()])))

    lines[place] = b"# \xff\n"

    at = len(b"".join(lines[:place])) + 2
    with pytest.raises(CassetteError, match=rf"yaml:{place + 1}: not UTF-8, at byte {at}$"):
        read(path, b"".join([*lines, ONE.encode()]))


@pytest.mark.parametrize(
    "text",
    [TOP + "...\n", "cassette: 1\nexchanges: []\n...\n", "cassette: 1\nexchanges: []  # none\n"],
)
def test_no_exchanges(path, text):
    """
    A cassette without exchanges is read.
    """
    assert [] == read(path, text)


def test_what_is_no_file(path):
    """
    A folder, and a file that is not there, are errors of the same kind.
    """
    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: No such file"):
        load(path)
    path.mkdir()
    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: Is a directory"):
        load(path)
    assert not is_cassette(path)


def test_a_file_that_cannot_be_opened(path):
    """
    A file that the system does not let us read is an error of the same kind.
    """
    path.symlink_to(path)

    with pytest.raises(CassetteError, match=r"weather.yaml: cannot be read: "):
        load(path)


def test_files_without_end(path):
    """
    A file that is too large to be a cassette is not read.
    """
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(CassetteError, match="a cassette of more than 512 MiB is not read"):
        load(path)


@pytest.mark.parametrize(
    "data",
    [b"interactions: []\n", b"\xff\xfe", b"", b" cassette: 1", b"x" * 5000 + b"\ncassette: 1"],
)
def test_files_that_are_no_cassettes(path, data):
    """
    A file of somebody else's is told from ours by its beginning.
    """
    path.write_bytes(data)

    assert not is_cassette(path)


@needs_recordings
def test_others_recordings_are_no_cassettes():
    """
    No recording of another tool is taken for one of ours.
    """
    for other in RECORDINGS.rglob("*.y*ml"):
        assert not is_cassette(other)
        with pytest.raises(CassetteError, match="not a cassette"):
            load(other)


def test_streams_are_read(path):
    """
    A saved stream is a stream again, whose events have their times.
    """
    save(sample(), path)

    answer = load(path).exchanges[0].answer

    assert isinstance(answer, Stream)
    assert [0.0, 0.25, 0.5] == [event.at for event in answer.events][:3]


@pytest.mark.parametrize(
    "text", ["interactions: []\nversion: 1\n", "# VCR\n---\nhttp_interactions:\n", ' {"log": 1}']
)
def test_the_recording_of_another_tool_can_be_imported(text, tmp_path):
    """
    Who opens a file of vcrpy, Ruby VCR or in JSON is told the command that makes a cassette of it.
    """
    (path := tmp_path / "old.yaml").write_text(text)

    with pytest.raises(CassetteError) as told:
        load(path)

    assert str(told.value) == (
        f"{path}:1: not a cassette but another tool's recording: "
        f"mockgemini import {path} --output NEW.yaml makes one"
    )

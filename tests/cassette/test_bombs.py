"""
Cassettes that somebody made to hurt: refused in a moment, in little memory, with file and line.
"""

import base64
import hashlib
import json
import os
import tracemalloc

import pytest

from mockgemini.cassette.parsing import parse
from mockgemini.cassette.reading import load
from mockgemini.errors import CassetteError
from mockgemini.exchange import Polls, Stream
from mockgemini.faults.reading import loads as load_faults
from mockgemini.synthesize.scripting.reading import loads as load_script

HEAD = "cassette: 1\n\nexchanges:\n- request:\n    method: POST\n    path: /v1/interactions\n"
DEEP = 200_000
LITTLE = 64 * 1024**2
"""Bytes: many times the size of the files here, few times what Python needs for them."""

LAUGHS = "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)

BOMBS = {
    "a billion laughs": f"cassette: 1\na0: &a0 [ha]\n{LAUGHS}exchanges: []\n",
    "an alias to itself": HEAD + "    body: &a [*a]\n  answer: {status: 200}\n...\n",
    "a merge key": HEAD + "    body: {<<: {a: 1}}\n  answer: {status: 200}\n...\n",
    "brackets in a body": HEAD + f"    body: {'[' * DEEP}\n  answer: {{status: 200}}\n...\n",
    "braces in a body": HEAD + f"    body: {'{a: ' * DEEP}\n  answer: {{status: 200}}\n...\n",
    "dashes in a body": HEAD + f"    body:\n    {'- ' * DEEP}\n  answer: {{status: 200}}\n...\n",
    "question marks": HEAD + f"    body:\n    {'? ' * DEEP}\n  answer: {{status: 200}}\n...\n",
    "indents": HEAD
    + "    body:\n"
    + "".join(" " * (6 + depth) + "a:\n" for depth in range(2_000))
    + "  answer: {status: 200}\n...\n",
    "brackets in the header": f"cassette: 1\nnote: {'[' * DEEP}\nexchanges: []\n",
    "a tag that makes objects": HEAD
    + "    body: !!python/object/apply:os.system ['true']\n  answer: {status: 200}\n...\n",
    "a number of a million digits": HEAD + f"    body: {'9' * 1_000_000}\n  answer: {{}}\n...\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_bombs_do_not_go_off(tmp_path, text):
    """
    What grows when it is read, or nests without end, is one sentence with its line.
    """
    path = tmp_path / "bomb.yaml"
    path.write_text(text)
    tracemalloc.start()

    try:
        with pytest.raises(CassetteError, match=r"bomb\.yaml:\d+: "):
            _read_whole(load(path))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < LITTLE


def _read_whole(cassette):
    for exchange in cassette.exchanges:
        exchange.request.body.payload.read()
        assert (
            isinstance(exchange.answer, Stream | Polls) or exchange.answer.body.read() is not None
        )


@pytest.mark.parametrize("text", ["[" * DEEP, "{a: " * DEEP, "- " * DEEP, "&a [*a]", "!!set {a}"])
@pytest.mark.parametrize("read", [load_faults, load_script, parse])
def test_scripts_and_faults_are_no_way_in(read, text):
    """
    What is posted to a server is read by the same rules.
    """
    with pytest.raises(Exception, match=r"^posted:1: "):
        read(text, "posted")


NAME = hashlib.sha256(b"kept").hexdigest()[:16]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        f"../{NAME}",
        f"{NAME}/../{NAME}",
        NAME.upper() + "\\",
        "*",
        "",
        "a" * 100_000,
    ],
)
@pytest.mark.parametrize("place", ["request", "answer"])
def test_a_blob_is_named_by_digits_only(tmp_path, name, place):
    """
    A body that names a file elsewhere is refused; nothing but digits ever reaches the disk.
    """
    here, there = (json.dumps("$blob:" + name), '""')[:: 1 if place == "request" else -1]
    path = tmp_path / "traversal.yaml"
    path.write_text(HEAD + f"    bytes: {here}\n  answer: {{status: 200, bytes: {there}}}\n...\n")

    with pytest.raises(CassetteError, match=r"traversal\.yaml:"):
        _read_whole(load(path))


def test_a_link_gives_nothing_away(tmp_path):
    """
    A blob that is a link to another file is refused, for its bytes are not what its name says.
    """
    secret = tmp_path / "secret.txt"
    secret.write_text("a password")
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / f"{NAME}.bin").symlink_to(secret)
    path = tmp_path / "link.yaml"
    path.write_text(HEAD + f"  answer: {{status: 200, bytes: $blob:{NAME}}}\n...\n")

    with pytest.raises(CassetteError, match="does not hold what its name says") as told:
        load(path).exchanges[0].answer.body.read()
    assert "password" not in str(told.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("ending", ["bin", "other"])
def test_a_pipe_is_no_blob(tmp_path, ending):
    """
    What is no file is passed over, and nobody waits for a pipe to be written.
    """
    (tmp_path / "blobs").mkdir()
    os.mkfifo(tmp_path / "blobs" / f"{NAME}.{ending}")
    path = tmp_path / "pipe.yaml"
    path.write_text(HEAD + f"  answer: {{status: 200, bytes: $blob:{NAME}}}\n...\n")

    with pytest.raises(CassetteError, match=NAME):
        load(path).exchanges[0].answer.body.read()


def test_many_references_to_one_blob_are_what_they_are(tmp_path):
    """
    A body that names a blob a thousand times is as large as it says; a blob names no others.
    """
    inner = f'"$blob:{NAME}"'.encode() * 20
    name = hashlib.sha256(inner).hexdigest()[:16]
    inline = base64.b64encode(inner).decode()
    body = json.dumps([f"$blob:{name}"] * 1000, separators=(",", ":"))
    path = tmp_path / "many.yaml"
    path.write_text(
        HEAD + f"    body: {body}\n  answer: {{status: 200}}\n  blobs: {{{name}: {inline}}}\n...\n"
    )

    read = load(path).exchanges[0].request.body.payload.read()

    assert len(read) == 1000 * (len(inline) + 3) + 1

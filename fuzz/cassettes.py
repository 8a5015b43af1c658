"""
The reader of cassettes and of unfinished recordings: a cassette or a sentence, and nothing is lost
by writing what was read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz import seeds
from fuzz.target import Target
from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.reading import loads
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError
from mockgemini.exchange import Polls, Reply
from mockgemini.wire.summary import summary

_PATH = Path(tempfile.gettempdir()) / "mockgemini-no-such-folder" / "fuzzed.yaml"


def check(data: bytes) -> None:
    """
    Whatever can be read is read, told in a line, written, and read again as the same.
    """
    text = data.decode(errors="ignore")
    for is_part in (False, True):
        try:
            cassette = loads(text, _PATH, is_part=is_part)
            _read_all(cassette)
            written = dump(cassette, describe=summary)
        except CassetteError:
            continue
        again = loads(written, _PATH)
        _read_all(again)
        assert written == dump(again, describe=summary)


def _read_all(cassette: Cassette) -> None:
    for exchange in cassette.exchanges:
        exchange.request.body.payload.read()
        answer = exchange.answer
        states = answer.states if isinstance(answer, Polls) else ()
        for reply in [answer, *(state.reply for state in states)]:
            if isinstance(reply, Reply):
                reply.body.read()


def inputs() -> Iterator[bytes]:
    """
    Our cassettes, whole and an exchange at a time.
    """
    for path in seeds.cassettes():
        data = path.read_bytes()
        yield data
        head, *parts = data.split(b"\n- request:")
        yield from (head + b"\n- request:" + part + b"\n...\n" for part in parts)
    yield b"cassette: 1\n\nexchanges: []\n...\n"
    yield (
        b"cassette: 1\nignore: [/a/*]\n\nexchanges:\n- request: {method: GET, path: /v1/files/x}\n"
        b"  revision: steps\n  note: x\n  polls:\n  - {at: 0.0, times: 13, every: 10.0, "
        b"status: 200, headers: {content-type: application/json}, body: {id: a}}\n"
        b"  - {at: 9.5, status: 404}\n# whole\n...\n"
    )
    yield (
        b"cassette: 1\n\nexchanges:\n- request:\n    method: POST\n    path: /v1/interactions\n"
        b"    headers: {x: [a, b]}\n    body: $blob:9f86d081884c7d65\n  answer:\n    status: 200\n"
        b"    cut: client\n    framing: data-crlf\n    events: |\n      0.100 - x\n"
        b'      0.200 !raw "a\\u0000\\n"\n      0.300 !b64 /w==\n'
        b"  blobs: {9f86d081884c7d65: dGVzdA==}\n...\n"
    )


TARGET = Target("cassettes", check, inputs)

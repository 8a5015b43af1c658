"""
The importers of other tools' recordings: exchanges that we can write, or a sentence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz import seeds
from fuzz.target import Target
from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import loads
from mockgemini.cassette.writing import dump
from mockgemini.convert import har, httpmock, raw_sse, ruby_vcr, sniffing, vcrpy
from mockgemini.errors import MockGeminiError
from mockgemini.wire.summary import summary

_PATH = Path(tempfile.mkdtemp(prefix="mockgemini-fuzz-")) / "fuzzed"
_LOADED = (har, httpmock, raw_sse, ruby_vcr, vcrpy)  # so that these are instrumented


def check(data: bytes) -> None:
    """
    The input is a file.
    """
    _PATH.write_bytes(data)
    try:
        found = sniffing.read(_PATH)
        text = dump(Cassette(Header(), tuple(found.exchanges)), describe=summary)
    except MockGeminiError:
        return
    loads(text, _PATH)


def inputs() -> Iterator[bytes]:
    """
    Small recordings of other people's, and one of each kind of ours.
    """
    yield from seeds.recordings(".yaml", ".yml", ".json", ".har", ".sse", ".txt")
    yield from (stream.body for stream in seeds.streams())
    yield (
        b'interactions:\n- request:\n    body: \'{"input": "a"}\'\n    headers: {a: [b]}\n'
        b"    method: POST\n    uri: https://g.example/v1/interactions?key=x\n  response:\n"
        b"    body: {string: '{}'}\n    headers: {a: [b]}\n    status: {code: 200, message: OK}\n"
        b"version: 1\n"
    )
    yield (
        b'{"log": {"version": "1.2", "entries": [{"startedDateTime": "2026-01-01T00:00:00Z", '
        b'"time": 5, "request": {"method": "GET", "url": "https://g.example/v1/files", "headers": '
        b'[{"name": "a", "value": "b"}]}, "response": {"status": 200, "headers": [], "content": '
        b'{"mimeType": "application/json", "text": "e30=", "encoding": "base64"}}}]}}'
    )


TARGET = Target("imports", check, inputs)

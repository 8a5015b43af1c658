"""
Real traffic, through the whole line: imported, written, read, served over a socket.
"""

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette
from mockgemini.cassette.parsing import parse
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.convert.gathering import read_all
from mockgemini.exchange import Reply, Stream
from mockgemini.handle.mock import MockGemini
from mockgemini.wire.operation import operation
from mockgemini.wire.summary import summary

pytestmark = needs_recordings


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> list[tuple[Cassette, Path]]:
    """
    Every recording, as it was imported, and the cassette that was written of it.
    """
    folder = tmp_path_factory.mktemp("cassettes")
    pairs = []
    for number, (_, imported) in enumerate(read_all([RECORDINGS]).files):
        cassette = Cassette(exchanges=tuple(imported.exchanges))
        path = folder / f"{number}.yaml"
        save(cassette, path, describe=summary)
        pairs.append((cassette, path))
    return pairs


def bodies(answer):
    """
    The body of an answer, whichever it is.
    """
    return answer.body.read() if isinstance(answer, Reply) else answer.body


def asked(connection, exchange):
    """
    What the server answers to the recorded request.
    """
    request = exchange.request
    headers = dict(request.headers)
    if exchange.revision is not None:
        headers["x-goog-api-client"] = f"google-genai-sdk/{_MAJOR[exchange.revision]}.0.0"
    query = f"?{request.query}" if request.query else ""
    connection.request(request.method, request.path + query, request.body.payload.read(), headers)
    response = connection.getresponse()
    return response.status, response.read()


_MAJOR = {"outputs": 1, "steps": 2}


def test_every_recorded_body_comes_back_byte_for_byte(written):
    """
    No exchange is lost, and every body that was recorded is served with the same bytes.
    """
    served = 0
    for cassette, path in written:
        with MockGemini(path) as mock:
            address = urlsplit(mock.url)
            connection = HTTPConnection(address.hostname or "", address.port)
            for exchange in cassette.exchanges:
                expected = (exchange.answer.status, bodies(exchange.answer))
                assert expected == asked(connection, exchange), (path, exchange)
                served += 1
            connection.close()
            assert not mock.misses

    print(f"\n{served} exchanges of {len(written)} recordings served byte for byte")
    assert served == sum(len(cassette.exchanges) for cassette, _ in written)


def test_a_reviewer_sees_structure(written):
    """
    At least 99 % of Interactions events stand on plain lines, 95 % of JSON bodies are structured.
    """
    events = plain = whole = structured = 0
    for cassette, path in written:
        frames = yaml.safe_load(path.read_text(encoding="utf-8"))["exchanges"]
        for exchange, frame in zip(cassette.exchanges, frames, strict=True):
            if not operation(exchange.request.method, exchange.request.path).is_interaction:
                continue
            if isinstance(exchange.answer, Stream):
                lines = frame["answer"]["events"].splitlines()
                events += len(lines)
                plain += sum(not line.split(" ")[1].startswith("!") for line in lines)
            for side in (frame["request"], frame["answer"]):
                whole += bool({"body", "text", "bytes"} & set(side))
                structured += "body" in side

    print(f"\n{plain} of {events} events plain, {structured} of {whole} JSON bodies structured")
    assert plain >= 0.99 * events
    assert structured >= 0.95 * whole


def test_plain_yaml_reads_the_same(written):
    """
    What a plain YAML reader sees in a cassette is what ours sees.
    """
    for _, path in written:
        text = path.read_text(encoding="utf-8")

        assert yaml.safe_load(text) == parse(text, str(path))


def test_written_again_it_is_the_same(written, tmp_path):
    """
    A cassette that is read and written again has not changed by a byte.
    """
    for _, path in written:
        again = tmp_path / path.name
        save(load(path), again, describe=summary)

        assert path.read_bytes() == again.read_bytes()

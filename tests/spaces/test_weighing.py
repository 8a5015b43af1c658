import asyncio

import pytest

from mockgemini.exchange import Body, Request
from mockgemini.spaces import weighing
from mockgemini.spaces.weighing import weighed


def asked(pieces, path="/v1/interactions", **headers):
    """
    A request whose body is still to come, and what has been read of it so far.
    """
    read = []

    async def come():
        for piece in pieces:
            read.append(piece)
            yield piece

    return Request("POST", path, headers=tuple(headers.items()), body=Body(come())), read


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    monkeypatch.setattr(weighing, "LARGEST", 100)
    monkeypatch.setattr(weighing, "LARGEST_UPLOAD", 200)
    monkeypatch.setattr(weighing, "MOST_VALUES", 10)


def test_what_is_small_is_read():
    """
    A body within the limits is whole afterwards.
    """
    request, _ = asked([b"{", b"}"])

    assert asyncio.run(weighed(request)) is None
    assert b"{}" == request.body.payload.read()


@pytest.mark.parametrize("path", ["/v1/interactions", "/v1beta/models/x:countTokens"])
def test_reading_ends_where_the_limit_is(path):
    """
    A body that goes on beyond the limit is refused without the rest of it.
    """
    request, read = asked([b"a" * 60] * 5, path)

    reply = asyncio.run(weighed(request))

    assert (413, 2) == (reply.status, len(read))
    assert b"exceeds the limit: 100 bytes." in reply.body.read()


def test_an_announced_length_is_believed():
    """
    What is announced to be too large is not read at all.
    """
    request, read = asked([b"{}"], **{"content-length": "101"})

    assert 413 == asyncio.run(weighed(request)).status
    assert [] == read


@pytest.mark.parametrize("body", [b"[" * 11, b"{" * 11, b"1," * 11])
def test_values_are_counted(body):
    """
    A body of few bytes and many values is refused as well.
    """
    request, _ = asked([body])

    assert b"more than 10 values" in asyncio.run(weighed(request)).body.read()


@pytest.mark.parametrize(("size", "is_refused"), [(150, False), (250, True)])
def test_uploads_have_a_limit_of_their_own(size, is_refused):
    """
    Files may be larger than requests, and nobody counts commas in them.
    """
    request, _ = asked([b"," * size], "/upload/v1beta/files")

    assert is_refused == (asyncio.run(weighed(request)) is not None)

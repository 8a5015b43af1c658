"""
Tiny media in place of large ones.
"""

import base64
import json
import struct
import wave
import zlib
from io import BytesIO

import pytest
from samples.replayed import ask, polls, reply, request

from mockgemini.cassette.blobs import extension_of
from mockgemini.exchange import Event, Exchange, Payload, Polls, Reply, Stream
from mockgemini.record.media import LARGE, Placeholders

LARGE_ONE = base64.b64encode(bytes(range(256)) * 16).decode()
SMALL_ONE = base64.b64encode(bytes(range(256))).decode()
KINDS = ("image/png", "image/jpeg", "image/gif", "audio/wav", "audio/l16", "audio/mp3")


def media(data=LARGE_ONE, kind="image/png"):
    """
    A content as the API has it.
    """
    return {"type": kind.partition("/")[0], "mime_type": kind, "data": data}


def replaced(answer, asked=None, by=None):
    """
    The exchange with tiny media.
    """
    return (by or Placeholders()).exchange(
        Exchange(asked or ask("Draw"), answer, revision="steps", note="x", at=1.0)
    )


def tiny(kind):
    """
    The bytes that stand for a large medium of that kind.
    """
    found = replaced(reply({"steps": [media(kind=kind)]})).answer
    return base64.b64decode(json.loads(found.body.read())["steps"][0]["data"])


@pytest.mark.parametrize("kind", KINDS)
def test_large_media_become_tiny(kind):
    """
    What stands instead is small enough for the cassette itself.
    """
    assert len(base64.b64encode(tiny(kind))) <= LARGE
    assert extension_of(tiny(kind)) in ("bin", kind.partition("/")[2].replace("jpeg", "jpg"))


def test_the_png_is_a_pixel():
    """
    Its chunks are whole, and hold one row of one pixel.
    """
    data, chunks = tiny("image/png")[8:], {}
    while data:
        size = struct.unpack(">I", data[:4])[0]
        name, body, checked = data[4:8], data[8 : 8 + size], data[8 + size : 12 + size]
        assert struct.pack(">I", zlib.crc32(name + body)) == checked
        chunks[name], data = body, data[12 + size :]

    assert (1, 1) == struct.unpack(">II", chunks[b"IHDR"][:8])
    assert b"\0\x80" == zlib.decompress(chunks[b"IDAT"])


def test_the_sound_is_a_tenth_of_a_second():
    """
    It can be opened, and is silent.
    """
    with wave.open(BytesIO(tiny("audio/wav"))) as sound:
        assert 0.1 == sound.getnframes() / sound.getframerate()
        assert not any(sound.readframes(800))


def test_the_others_begin_and_end_as_they_should():
    """
    A JPEG runs from its first marker to its last, a GIF to its trailer, an MP3 frame by frame.
    """
    jpeg, gif, mp3 = (tiny(kind) for kind in ("image/jpeg", "image/gif", "audio/mp3"))

    assert (b"\xff\xd8", b"\xff\xd9") == (jpeg[:2], jpeg[-2:])
    assert (b"GIF89a\1\0\1\0", b";") == (gif[:10], gif[-1:])
    assert {b"\xff\xf3\x18\xc4"} == {mp3[start : start + 4] for start in (0, 36, 72)}


@pytest.mark.parametrize(
    "content",
    [
        media(SMALL_ONE),
        media(kind="video/mp4"),
        {"type": "text", "text": LARGE_ONE},
        {"data": LARGE_ONE},
        {"mime_type": "image/png", "data": 7},
    ],
    ids=["small", "unknown", "text", "kindless", "number"],
)
def test_everything_else_stays(content):
    """
    Small media, kinds of which there is no tiny one, and what only looks like them.
    """
    answer = reply({"steps": [content, LARGE_ONE[:100]]})

    assert answer is replaced(answer).answer


def test_what_is_no_json_stays():
    """
    Binary answers and texts pass unchanged.
    """
    for body in (b"\x89PNG\xff" * 2000, b"a" * 5000):
        answer = Reply(200, (), Payload(body))
        assert answer is replaced(answer).answer


def test_only_the_data_changes():
    """
    All other bytes of an answer are as they came.
    """
    text = f'{{ "a":1.0,  "b": {json.dumps(media())} }}'
    found = replaced(Reply(200, (), Payload(text.encode()), 0.5)).answer

    before, after = text.split(LARGE_ONE)
    told = found.body.read().decode()
    assert (True, True, 0.5) == (told.startswith(before), told.endswith(after), found.took)


def test_the_exchange_is_otherwise_the_same():
    """
    Request, revision, note and moment stay.
    """
    found = replaced(reply({"steps": [media()]}))

    assert ("steps", "x", 1.0) == (found.revision, found.note, found.at)


def test_streams_and_polls_are_seen_to():
    """
    Media come in events and in states of a poll as well; other events are left alone.
    """
    data = json.dumps({"delta": media(kind="audio/wav;rate=24000")})
    events = (
        Event(0.1, b"data: [DONE]\n\n", None, "[DONE]"),
        Event(0.2, f"data: {data}\n\n".encode(), None, data),
        Event(0.3, b": ping\n\n"),
    )

    stream = replaced(Stream(200, (), events)).answer
    states = replaced(Polls(polls((0.0, {"output": media()}, 2)).states)).answer

    assert (events[0], events[2]) == (stream.events[0], stream.events[2])
    assert LARGE_ONE.encode() not in stream.body
    assert f"data: {stream.events[1].data}\n\n".encode() == stream.events[1].raw
    assert LARGE_ONE.encode() not in states.states[0].reply.body.read()


def test_what_a_client_sends_back_is_replaced_as_well():
    """
    A replayed client has the tiny picture only, so its next request must be found by that.
    """
    placeholders = Placeholders()
    further = request(body={"input": [media()]})

    before = replaced(reply(), further, placeholders)
    first = replaced(reply({"steps": [media()]}), by=placeholders)
    after = replaced(reply(), further, placeholders)
    other = replaced(reply(), ask("Hello"), placeholders)

    given = json.loads(first.answer.body.read())["steps"][0]
    assert media() == json.loads(before.request.body.payload.read())["input"][0]
    assert given == json.loads(after.request.body.payload.read())["input"][0]
    assert ask("Hello").body.payload.read() == other.request.body.payload.read()

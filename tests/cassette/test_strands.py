"""
What a stream tells in pieces: found by the shape of events, and rewritten piece by piece.
"""

import json

from hypothesis import given
from hypothesis import strategies as st

from mockgemini import sse
from mockgemini.cassette.strands import rewritten, strands
from mockgemini.exchange import Event


def event(said, name="step.delta", framing="event: {}\ndata: {}\n\n"):
    """
    An event that says this.
    """
    data = said if isinstance(said, str) else json.dumps(said)
    return Event(0.5, framing.format(name, data).encode(), name, data)


def delta(text, index=0, key="text"):
    """
    A piece of a text, as the API tells it.
    """
    return event({"index": index, "delta": {key: text, "type": key}})


def texts(*events):
    """
    The strands of these events, joined.
    """
    return ["".join(piece.text for piece in strand) for strand in strands(events)[1]]


def shouted(pieces):
    """
    The pieces of a text in capitals, which tells whether it was seen whole.
    """
    whole = "".join(pieces)
    return [piece.upper() for piece in pieces] if "secret" in whole else list(pieces)


def test_pieces_of_one_index_belong_together():
    """
    Texts and arguments that are told in turns are apart by their index and key.
    """
    events = [delta("se", 0), delta("x", 1), delta("{", 0, "arguments"), delta("cret", 0)]

    assert "secret" in texts(*events)
    assert "x" not in texts(*events)


def test_what_began_with_the_item():
    """
    The text with which an item opens is the first piece of what its deltas tell.
    """
    start = event({"index": 2, "step": {"content": [{"text": "sec", "type": "text"}]}})

    assert "secret" in texts(start, delta("ret", 2))


def test_candidates():
    """
    GenerateContent's chunks tell a text under the index of the candidate, or none.
    """
    chunks = [
        event({"candidates": [{"content": {"parts": [{"text": text}]}, "index": 0}]}, None)
        for text in ("sec", "r", "et")
    ]

    assert "secret" in texts(*chunks)


def test_what_is_no_json_says_nothing():
    """
    Ends, comments, bare lines and long base64 are in no strand.
    """
    events = [event("[DONE]"), Event(0.0, b": hi\n\n"), delta("QUJD" * 100), delta("QUJD" * 100)]

    assert [] == texts(*events)


def test_only_what_changes_is_told_anew():
    """
    An event whose pieces stay keeps its very bytes; another keeps its name, time and spelling.
    """
    odd = event('{ "index":0,\n "delta":{"text":"sec"} }', framing="event: {}\nid: 7\ndata: {}\n\n")
    events = (delta("a", 1), odd, delta("ret\u00e9"), delta("A"))

    told = rewritten(events, shouted)

    assert (events[0], events[3]) == (told[0], told[3])
    assert b'event: step.delta\nid: 7\ndata: {"index":0,"delta":{"text":"SEC"}}\n\n' == told[1].raw
    assert events[2].raw.replace(b"ret\\u00e9", b"RET\\u00c9").replace(
        b'"type": "text"', b'"type": "TEXT"'
    ) == told[2].raw.replace(b'"type": "text"', b'"type": "TEXT"')
    assert 0.5 == told[1].at


def test_data_on_several_lines():
    """
    Data that stood on several lines stands on one when it was rewritten.
    """
    raw = b'event: a\ndata: {"text":\ndata: "sec"}\n\n'
    (frame,) = sse.decode(raw)
    unnamed = Event(0.0, raw[9:], None, frame.data)

    told = rewritten((Event(0.0, raw, "a", frame.data), unnamed, event({"text": "ret"})), shouted)

    assert [b'event: a\ndata: {"text":"SEC"}\n\n', b'data: {"text":"SEC"}\n\n'] == [
        each.raw for each in told[:2]
    ]


@given(st.lists(st.text(), min_size=2))
def test_nothing_to_change(pieces):
    """
    Where nothing is to be changed the events are the very same.
    """
    events = tuple(delta(piece) for piece in pieces)

    assert events is rewritten(events, list)

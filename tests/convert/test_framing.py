"""
Streams that were kept as JSON alone get the API's framing back.
"""

import json

import pytest

from mockgemini import sse
from mockgemini.convert.framing import event_type, framed


def test_an_interactions_events_are_named_and_end_with_done():
    """
    Each event has its own type as its name, and `done` follows the last.
    """
    body = framed(['{"event_type":"a.b","x":1}', '{"event_type":"c"}'])

    assert (
        b'event: a.b\ndata: {"event_type":"a.b","x":1}\n\n'
        b'event: c\ndata: {"event_type":"c"}\n\n'
        b"event: done\ndata: [DONE]\n\n"
    ) == body


def test_other_chunks_are_bare_data():
    """
    The chunks of generateContent have no names and no end, and lines end with CRLF.
    """
    assert b'data: {"candidates":[]}\r\n\r\n' == framed(['{"candidates":[]}'])


def test_json_on_several_lines_is_one_event():
    """
    Each line of a text is a line of data, and a name that is no word is none.
    """
    lines = ['{"event_type":\r\n"a",\n"x":1}', '{"event_type":"a\\nb",\r"x":1}']

    first, second, done = sse.decode(framed(lines))

    assert ("a", {"event_type": "a", "x": 1}) == (first.name, json.loads(first.data))
    assert (None, {"event_type": "a\nb", "x": 1}) == (second.name, json.loads(second.data))
    assert "done" == done.name


@pytest.mark.parametrize("value", [None, [], "x", 1])
def test_an_event_is_an_object(value):
    """
    Anything but a JSON object is no event.
    """
    with pytest.raises(ValueError, match="expected a JSON object"):
        event_type(value)

from hypothesis import given
from hypothesis import strategies as st
from stages.faulted import STREAM

from mockgemini.exchange import Event, Stream
from mockgemini.faults.places import first_bytes, first_events, within_character, within_event


def body(events):
    return b"".join(event.raw for event in events)


@given(st.lists(st.binary(max_size=5), max_size=6), st.integers(0, 40))
def test_the_first_bytes_are_the_first_bytes(raws, size):
    """
    Wherever events end; None where there are not more than that.
    """
    stream = Stream(200, (), tuple(Event(0.0, raw) for raw in raws))

    found = first_bytes(stream, size)

    whole = stream.body
    expected = None if size >= len(whole) else whole[:size]
    assert expected == (None if found is None else body(found))


@given(st.integers(0, 9))
def test_a_beginning_is_a_beginning(events):
    """
    Whatever the place, what comes before it is how the stream begins, and its whole events stay.
    """
    for find in (first_events, within_event, within_character):
        found = find(STREAM, events)

        if found is not None:
            assert STREAM.body.startswith(body(found))
            assert STREAM.events[:events] == found[:events]

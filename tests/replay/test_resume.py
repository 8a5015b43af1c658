"""
Streams taken up again from what was recorded.
"""

import pytest
from samples.replayed import ask, cassette, get, reply, request, stream

from mockgemini.exchange import Event
from mockgemini.replay.index import Index
from mockgemini.replay.resume import Resumption, Streams, event_id, rest
from mockgemini.wire.forgetting import Rules

ID = "v1_abc"
PATH = f"/v1/interactions/{ID}"
CREATED = (0.5, {"interaction": {"id": ID}})


def event(at, token):
    return (at, {"interaction_id": ID, "id": ID, "event_id": token})


def streams_of(*pairs, revision="steps"):
    index = Index([cassette(*pairs, revision=revision)], Rules())
    return Streams(index.entries).of(ID, "steps")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (get(PATH, "stream=true"), Resumption(ID, None)),
        (get(PATH, "last_event_id=e%3D1&stream=true"), Resumption(ID, "e=1")),
        (get(PATH, "stream=false"), None),
        (get(PATH), None),
        (get("/v1/files/a", "stream=true"), None),
        (request("DELETE", PATH, query="stream=true"), None),
    ],
    ids=str,
)
def test_what_resumes(asked, expected):
    """
    Only a streaming GET of an interaction takes up a stream.
    """
    assert expected == Resumption.of(asked)


def test_longest_rest_is_given():
    """
    Where several streams hold the event, the one that goes on longest is played.
    """
    short = stream(CREATED, event(1.0, "e1"), event(2.0, "e2"), cut="client")
    longer = stream(event(0.5, "e1"), event(1.5, "e2"), event(4.0, "e3"))

    found = rest(
        streams_of((ask("hi", stream=True), short), (get(PATH, "stream=true"), longer)), "e1"
    )

    assert found is not None
    assert ("weather.yaml#2", [0.0, 2.5]) == (found[0].label, [each.at for each in found[1].events])
    assert found[1].head == 0.0


def test_rest_from_the_start_begins_at_the_start():
    """
    Without an event, a stream that was itself resumed is not taken for the whole.
    """
    whole = stream(CREATED, event(1.0, "e1"), cut="client")
    resumed = stream(event(0.1, "e2"), event(0.2, "e3"), event(0.3, "e4"))
    entries = streams_of(
        (ask("hi", stream=True), whole),
        (get(PATH, "stream=true&last_event_id=e1"), resumed),
    )

    found = rest(entries, None)

    assert found is not None
    assert found[0].label == "weather.yaml#1"
    assert found[1].cut == "client"


def test_rest_behind_the_last_event_is_empty():
    """
    Behind the last event there is a stream that ends at once.
    """
    found = rest(streams_of((ask("hi", stream=True), stream(CREATED, event(1.0, "e1")))), "e1")

    assert found is not None
    assert found[1].events == ()


def test_other_streams_are_left_out():
    """
    Replies, streams of other revisions, and streams that name no interaction resume nothing.
    """
    nameless = stream((0.1, {"x": 1}))

    assert streams_of((ask("hi", stream=True), reply()), (ask("ho", stream=True), nameless)) == []
    assert streams_of((ask("hi", stream=True), stream(CREATED)), revision="outputs") == []
    assert rest([], "e1") is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"event_id":"e1"}', "e1"),
        ('{"event_id":1}', None),
        ('["event_id"]', None),
        ('["event_id', None),
        ('{"event_id" broken', None),
        ("[DONE]", None),
        (None, None),
    ],
)
def test_event_ids_stand_in_the_data(data, expected):
    """
    The token is the `event_id` in an event's JSON; anything else has none.
    """
    assert expected == event_id(Event(0.0, b"", None, data))

"""
Streams that are taken up again where a client left them.
"""

import json

import pytest
from samples.replayed import ask, cassette, get, play, played_from, reply, stream

from mockgemini.replay.player import Player

ID = "v1_abc"
POLLED = f"/v1/interactions/{ID}"


def event(n, **more):
    return {"event_type": "step.delta", "n": n, "event_id": f"e{n}"} | more


STREAMED = stream(
    (0.5, {"interaction": {"id": ID}, "event_type": "interaction.created"}),
    (1.0, event(1)),
    (2.0, event(2)),
    (5.0, event(3)),
)


def told(answer):
    return [(each.at, json.loads(each.data).get("n")) for each in answer.events]


def test_stream_is_resumed_behind_an_event():
    """
    A GET with last_event_id gets the events strictly after it, the first of them at once.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED))])

    (answer,) = play(player, get(POLLED, "stream=true&last_event_id=e1"))

    assert [(0.0, 2), (3.0, 3)] == told(answer)
    assert "weather.yaml#1" == played_from(answer)
    assert [] == player.unused()


def test_stream_is_resumed_from_the_start():
    """
    Without last_event_id the whole stream comes again.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED))])

    (answer,) = play(player, get(POLLED, "stream=true"))

    assert [None, 1, 2, 3] == [n for _, n in told(answer)]


def test_recorded_resumption_wins():
    """
    The very GET that was recorded is answered by what it was answered.
    """
    query = "last_event_id=e1&stream=true"
    player = Player(
        [
            cassette(
                (ask("hi", stream=True), STREAMED),
                (get(POLLED, query), stream((0.1, event(7)))),
            )
        ]
    )

    (answer,) = play(player, get(POLLED, "stream=true&last_event_id=e1"))

    assert [(0.1, 7)] == told(answer)


@pytest.mark.parametrize(
    ("path", "kind"), [(POLLED, "event"), ("/v1/interactions/v1_other", "stream")]
)
def test_what_cannot_be_resumed_is_a_miss(path, kind):
    """
    An unknown event and an unknown interaction are misses that say so.
    """
    player = Player([cassette((ask("hi", stream=True), STREAMED), (ask("ho"), reply()))])

    (missed,) = play(player, get(path, "stream=true&last_event_id=e9"))

    assert kind == missed.kind
    assert path.rpartition("/")[2] in missed.sentence or "'e9'" in missed.sentence

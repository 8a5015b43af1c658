"""
Which state a poll is in, and what created the polled resource.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.replayed import ask, get, polls, reply, request, stream

from mockgemini.clock import INSTANT, RECORDED, Pace
from mockgemini.exchange import Event, Exchange, Payload, Reply, Stream
from mockgemini.replay.polling import Poller, created, interaction_of

STATES = polls((0.0, {}, 3), (10.0, {}, 1), (20.0, {}, 1))


def test_instant_shows_each_state_once():
    """
    At pace instant every GET sees the next state, and the last one stays.
    """
    poller = Poller(STATES, INSTANT)

    seen = [(poller.step(), poller.is_over) for _ in range(5)]

    assert [(0, False), (1, False), (2, True), (2, True), (2, True)] == seen


@pytest.mark.parametrize(("factor", "moments"), [(1.0, [0, 9.9, 10, 25]), (0.1, [0, 0.99, 1, 2.5])])
def test_scaled_time_tells_the_state(factor, moments):
    """
    A state begins at its scaled moment after the birth, and states nobody looked at are passed.
    """
    poller = Poller(STATES, Pace(factor))

    assert [0, 0, 1, 2] == [poller.see(100 + moment, 100.0) for moment in moments]


def test_first_look_is_the_birth_of_what_has_none():
    """
    Where the birth is unknown, time counts from the first GET.
    """
    poller = Poller(STATES, RECORDED)

    assert [0, 0, 1] == [poller.see(now, None) for now in (500.0, 509.0, 510.0)]


def test_before_its_birth_a_resource_is_in_its_first_state():
    """
    While the creating answer is still on its way the first state is seen.
    """
    assert Poller(STATES, RECORDED).see(1.0, 5.0) == 0


def test_restarted_it_begins_again():
    """
    A restarted poll is in its first state, of a new birth.
    """
    poller = Poller(STATES, RECORDED)
    poller.see(100.0, 0.0)

    poller.restart()

    assert poller.see(101.0, 100.0) == 0


@settings(deadline=None)
@given(st.lists(st.floats(0, 40)), st.sampled_from([0.5, 1.0]))
def test_states_never_go_back(moments, factor):
    """
    Whatever the clock says, no earlier state is seen again.
    """
    poller = Poller(STATES, Pace(factor))

    seen = [poller.see(moment, 0.0) for moment in moments]

    assert sorted(seen) == seen


CREATE = ask("hi")
UPLOAD = request("POST", "/upload/v1beta/files", query="upload_id=U")
VIDEO = request("POST", "/v1beta/models/veo:predictLongRunning")


@pytest.mark.parametrize(
    ("asked", "answer", "resource"),
    [
        (CREATE, reply({"id": "v1_a"}), "/interactions/v1_a"),
        (CREATE, stream((0.0, {"interaction": {"id": "v1_a"}})), "/interactions/v1_a"),
        (UPLOAD, reply({"file": {"name": "files/a"}}), "/files/a"),
        (VIDEO, reply({"name": "models/veo/operations/a"}), "/models/veo/operations/a"),
        (CREATE, reply({"id": ""}), None),
        (CREATE, reply({"id": "v1_a"}, status=400), None),
        (CREATE, Reply(200, (), Payload(b"no JSON")), None),
        (CREATE, Reply(200, (), Payload(b"[" * 100_000)), None),
        (CREATE, Reply(200, (), Payload(b"\xff")), None),
        (CREATE, reply([1]), None),
        (CREATE, STATES, None),
        (get("/v1/interactions"), reply({"id": "v1_a"}), None),
        (request("POST", "/v1/interactions/v1_a/cancel"), reply({"id": "v1_a"}), None),
    ],
)
def test_what_an_exchange_creates(asked, answer, resource):
    """
    A creating answer names its resource by id, by name, or inside `file`; a cancel creates none.
    """
    assert resource == created(Exchange(asked, answer))


def test_stream_may_name_nothing():
    """
    A stream without an id, or without data, tells of no interaction.
    """
    assert interaction_of(Stream(200, (), (Event(0.0, b": x\n\n"),))) is None
    assert interaction_of(stream((0.0, {"interaction": {"id": ""}}))) is None
    assert interaction_of(stream((0.0, {"x": 1}), (0.0, {"interaction": {"id": "a"}}))) == "a"

"""
What stands around the items of a stream: its beginning, its end, errors, and where it breaks off.
"""

import json

import pytest
from samples.crossing_streams import NEW, OLD, created, delta, said, start, stop, stream, text, told

from mockgemini.exchange import Event, Stream
from mockgemini.wire.outcome import FunctionCall
from mockgemini.wire.register import revision

# --- what belongs to no item ------------------------------------------------------------------


def test_beginning_and_end_have_other_names():
    """
    The interaction begins and ends in events of other names; statuses and the end stay bytes.
    """
    status = {
        "interaction_id": "",
        "status": "in_progress",
        "event_type": "interaction.status_update",
    }
    done = {"id": "", "status": "completed", "object": "interaction", "model": "m"}
    new = stream(
        created("interaction.created", event_id="e"),
        status,
        {"interaction": done, "event_type": "interaction.completed"},
        "[DONE]",
    )

    answer, losses = told(new, NEW)

    assert new.events[1] == answer.events[1]
    assert new.events[3] == answer.events[3]
    begun = {"interaction": {"id": "v1_a", "status": "in_progress"}, "event_id": "e"}
    assert (1, "interaction.start", begun) == said(answer)[0]
    assert (3, "interaction.complete", {"interaction": {**done, "role": "model"}}) == said(answer)[
        2
    ]
    assert [] == losses


def test_what_agents_repeat_is_translated():
    """
    Where the last event has all steps once more, it has them in the other revision's words.
    """
    steps = [{"type": "user_input", "content": [text("q")]}, {"type": "thought", "signature": "s"}]
    last = {"id": "v1_a", "status": "completed", "model": "m", "steps": steps}

    answer, losses = told(stream({"interaction": last, "event_type": "interaction.completed"}), NEW)

    (only,) = answer.events
    assert [{"signature": "s", "type": "thought"}] == json.loads(only.data)["interaction"][
        "outputs"
    ]
    assert [
        "answer event 1: interaction.steps[0]: what the user said (q): outputs has no words for it"
    ] == losses


@pytest.mark.parametrize("raw", [b'[{"error": {"code": 503}}]\n', b": ping\n\n", b"event: x"])
def test_what_is_no_event_keeps_its_bytes(raw):
    """
    An error between frames, a comment and a torn end are passed on as they came.
    """
    answer, losses = told(stream(raw), OLD)

    assert raw == answer.body
    assert [] == losses


def test_unknown_events_are_carried_and_told():
    """
    An event that is not known here is passed on as it is.
    """
    odd = {"magic": 1, "event_type": "content.magic"}

    answer, losses = told(stream(odd), OLD)

    assert [(1, "content.magic", {"magic": 1})] == said(answer)
    why = "carried over as it is, for it is not known here"
    assert [f"answer event 1: the event content.magic: {why}"] == losses


def test_unknown_items_keep_their_deltas():
    """
    An item of unknown type begins, goes on and ends in the other revision's events.
    """
    value = {"type": "hologram", "mood": 1}
    part = {"type": "hologram", "mood": 2}

    answer, losses = told(
        stream(start(0, "step.start", value), delta(0, "step.delta", part), stop(0, "step.stop")),
        NEW,
    )

    assert [value, part] == [data.get("content", data.get("delta")) for _, _, data in said(answer)][
        :2
    ]
    assert ["answer event 1: hologram of unknown type"] == [
        loss.rpartition(": ")[0] for loss in losses
    ]


def test_what_has_no_words_goes_and_is_told():
    """
    What the user said has no events there; what its events told besides is told with the next.
    """
    usage = {"total_tokens": 3}

    answer, losses = told(
        stream(
            start(0, "step.start", {"type": "user_input", "content": [text("q")]}),
            stop(0, "step.stop", usage=usage, event_id="e"),
            start(1, "step.start", {"type": "thought"}),
            stop(1, "step.stop"),
        ),
        NEW,
    )

    assert [
        (3, "content.start", {"index": 0, "content": {"type": "thought"}, "usage": usage}),
        (4, "content.stop", {"index": 0}),
    ] == said(answer)
    assert "answer event 1: what the user said (q): outputs has no words for it" == losses[0]


def test_frames_without_names_stay_so():
    """
    Where events are told by their data alone, they are so in the other revision.
    """
    data = json.dumps(start(0, "step.start", {"type": "thought"}))
    answer = Stream(200, (), (Event(0.1, f"data: {data}\n\n".encode(), None, data),))

    (only,) = told(answer, NEW)[0].events

    assert only.name is None
    assert only.raw.startswith(b'data: {"index":0,"content"')


# --- broken and resumed -----------------------------------------------------------------------


def test_a_broken_call_is_told_as_far_as_it_came():
    """
    Arguments that broke off are carried over as their text, which is told.
    """
    answer, losses = told(
        stream(
            start(0, "step.start", {"id": "c", "type": "function_call", "name": "f"}),
            delta(0, "step.delta", {"arguments": '{"a', "type": "arguments_delta"}),
        ),
        NEW,
    )

    (call,) = revision(OLD).reader.read_stream(answer.events).parts
    assert FunctionCall("f", '{"a', "c") == call
    assert [
        'answer event 2: delta.arguments: "{"a": carried over, though outputs expects an object'
    ] == losses


def test_a_call_that_only_began_only_begins():
    """
    No arguments are told of a call whose stream broke off before they came.
    """
    answer, _ = told(
        stream(start(0, "content.start", {"id": "c", "type": "function_call", "name": "f"})), OLD
    )

    assert [(1, "step.start")] == [(at, name) for at, name, _ in said(answer)]


def test_a_stream_taken_up_goes_on_where_it_was():
    """
    The rest of a stream begins with the end or the midst of an item, and keeps its index.
    """
    answer, losses = told(
        stream(
            stop(2, "content.stop"),
            start(3, "content.start", {"type": "thought"}),
            stop(3, "content.stop"),
        ),
        OLD,
    )
    other, _ = told(stream(delta(2, "content.delta", text("a")), stop(2, "content.stop")), OLD)

    assert [(1, 2), (2, 3), (3, 3)] == [(at, data["index"]) for at, _, data in said(answer)]
    assert [
        (1, "step.delta", {"index": 2, "delta": text("a")}),
        (2, "step.stop", {"index": 2}),
    ] == said(other)
    assert [] == losses


def test_settings_that_are_repeated_are_respelled():
    """
    What the last event repeats of the request is said in the other revision's words.
    """
    last = {"id": "", "status": "completed", "response_format": {"type": "video", "duration": "5s"}}

    answer, losses = told(stream({"interaction": last, "event_type": "interaction.completed"}), NEW)

    expected = {"id": "", "status": "completed", "object": "interaction"}
    expected |= {"response_modalities": ["video"]}
    assert expected == said(answer)[0][2]["interaction"]
    why = "this revision has no words for it"
    assert f"answer event 1: interaction.response_format.duration: 5s: {why}" == losses[0]

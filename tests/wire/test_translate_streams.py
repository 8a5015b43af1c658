"""
Streams from one revision to another, event by event.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcome_strategies import cuts, outcomes

from mockgemini import sse
from mockgemini.exchange import Event, Exchange, Request, Stream
from mockgemini.wire.checker import checker_of
from mockgemini.wire.deviation import breaking
from mockgemini.wire.outcome import FunctionCall, Outcome, Text, Thought
from mockgemini.wire.reading import outcome_of
from mockgemini.wire.register import NAMES, revision
from mockgemini.wire.streaming import frames
from mockgemini.wire.translate import translate

OLD, NEW = NAMES
OTHER = {OLD: NEW, NEW: OLD}


def stream(*said, step=0.1):
    """
    Events that say these things, one every `step` seconds; bytes are taken as they are.
    """
    events = []
    for number, data in enumerate(said, 1):
        at = round(number * step, 3)
        if isinstance(data, bytes):
            events.append(Event(at, data))
        elif data == "[DONE]":
            events.append(Event(at, sse.encode("done", data), "done", data))
        else:
            text = json.dumps(data, separators=(",", ":"))
            name = data["event_type"]
            events.append(Event(at, sse.encode(name, text), name, text))
    return Stream(200, (), tuple(events), step)


def told(answer, source):
    """
    The stream in the other revision, and its losses.
    """
    exchange = Exchange(Request("POST", "/v1beta/interactions"), answer, revision=source)
    there = translate(exchange, OTHER[source])
    return there.exchange.answer, [str(loss) for loss in there.losses]


def said(answer):
    """
    When each event came, in tenths of a second, and what it says but for its type.
    """
    found = []
    for event in answer.events:
        data = json.loads(event.data) if event.data and event.data[0] == "{" else event.data
        if isinstance(data, dict):
            assert event.name == data.pop("event_type")
        found.append((round(event.at * 10), event.name, data))
    return found


def created(kind, **more):
    return {"interaction": {"id": "v1_a", "status": "in_progress"}, "event_type": kind, **more}


def start(index, kind, value, **more):
    return {"index": index, kind.partition(".")[0]: value, "event_type": kind, **more}


def delta(index, kind, value, **more):
    return {"index": index, "delta": value, "event_type": kind, **more}


def stop(index, kind, **more):
    return {"index": index, "event_type": kind, **more}


def text(words):
    return {"text": words, "type": "text"}


IMAGE = {"type": "image", "mime_type": "image/png", "data": "AAAA"}

# --- one after the other ----------------------------------------------------------------------


def test_a_message_becomes_its_contents():
    """
    Contents of one message begin and end where their deltas do, at the moments of these.
    """
    answer, losses = told(
        stream(
            start(0, "step.start", {"type": "model_output"}),
            delta(0, "step.delta", text("a")),
            delta(0, "step.delta", text("b")),
            delta(0, "step.delta", IMAGE),
            delta(0, "step.delta", text("c")),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    assert [
        (1, "content.start", {"index": 0, "content": {"type": "text"}}),
        (2, "content.delta", {"index": 0, "delta": text("a")}),
        (3, "content.delta", {"index": 0, "delta": text("b")}),
        (4, "content.stop", {"index": 0}),
        (4, "content.start", {"index": 1, "content": {"type": "image"}}),
        (4, "content.delta", {"index": 1, "delta": IMAGE}),
        (5, "content.stop", {"index": 1}),
        (5, "content.start", {"index": 2, "content": {"type": "text"}}),
        (5, "content.delta", {"index": 2, "delta": text("c")}),
        (6, "content.stop", {"index": 2}),
    ] == said(answer)
    assert [] == losses


def test_contents_become_a_message():
    """
    Contents side by side are one message; the border between two of them is none of its events.
    """
    answer, losses = told(
        stream(
            start(0, "content.start", {"type": "text"}),
            delta(0, "content.delta", text("a")),
            stop(0, "content.stop"),
            start(1, "content.start", {"type": "image"}),
            delta(1, "content.delta", IMAGE),
            stop(1, "content.stop"),
            start(2, "content.start", {"type": "thought"}),
            stop(2, "content.stop"),
        ),
        OLD,
    )

    assert [
        (1, "step.start", {"index": 0, "step": {"type": "model_output"}}),
        (2, "step.delta", {"index": 0, "delta": text("a")}),
        (5, "step.delta", {"index": 0, "delta": IMAGE}),
        (6, "step.stop", {"index": 0}),
        (7, "step.start", {"index": 1, "step": {"type": "thought"}}),
        (8, "step.stop", {"index": 1}),
    ] == said(answer)
    assert [] == losses


def test_texts_side_by_side_are_messages():
    """
    Two texts that would run together begin messages of their own, and that is told.
    """
    contents = [
        event
        for index in range(2)
        for event in (
            start(index, "content.start", {"type": "text"}),
            delta(index, "content.delta", text("a")),
            stop(index, "content.stop"),
        )
    ]

    answer, losses = told(stream(*contents), OLD)

    assert [0, 0, 0, 1, 1, 1] == [data["index"] for _, _, data in said(answer)]
    why = "it begins one in steps, where a stream would join the two"
    assert [f"answer event 4: that it goes on in the message before it: {why}"] == losses


def test_citations_come_when_they_came():
    """
    Citations are told by deltas of other names, early ones together with their text.
    """
    cited = {"start_index": 0, "end_index": 1, "url": "u", "type": "url_citation"}
    early = {"start_index": 0, "end_index": 1, "source": "https://a"}
    old = stream(
        start(0, "content.start", {"type": "text"}),
        delta(0, "content.delta", {**text("a"), "annotations": [early]}),
        delta(0, "content.delta", {"annotations": [cited], "type": "text_annotation"}),
    )

    answer, losses = told(old, OLD)

    late = {"start_index": 0, "end_index": 1, "url": "https://a", "type": "url_citation"}
    kind = "text_annotation_delta"
    assert [
        (1, "step.start", {"index": 0, "step": {"type": "model_output"}}),
        (2, "step.delta", {"index": 0, "delta": text("a")}),
        (2, "step.delta", {"index": 0, "delta": {"annotations": [late], "type": kind}}),
        (3, "step.delta", {"index": 0, "delta": {"annotations": [cited], "type": kind}}),
    ] == said(answer)
    assert [] == losses


def test_arguments_come_whole_or_in_pieces():
    """
    A call told in pieces is told at its last piece where calls come whole, and the other way round.
    """
    call = {"id": "c", "type": "function_call", "name": "f"}
    pieces = ({"arguments": piece, "type": "arguments_delta"} for piece in ('{"a"', ":1}"))
    new = stream(
        start(0, "step.start", {**call, "arguments": {}}),
        *(delta(0, "step.delta", piece, event_id=str(n)) for n, piece in enumerate(pieces)),
        stop(0, "step.stop"),
    )

    answer, losses = told(new, NEW)
    back, _ = told(answer, OLD)

    assert [
        (1, "content.start", {"index": 0, "content": {"id": "c", "type": "function_call"}}),
        (
            3,
            "content.delta",
            {"index": 0, "delta": {**call, "arguments": {"a": 1}}, "event_id": "1"},
        ),
        (4, "content.stop", {"index": 0}),
    ] == said(answer)
    whole = {"arguments": '{"a":1}', "type": "arguments_delta"}
    assert [
        (1, "step.start", {"index": 0, "step": {**call, "arguments": {}}}),
        (3, "step.delta", {"index": 0, "delta": whole, "event_id": "1"}),
        (4, "step.stop", {"index": 0}),
    ] == said(back)
    assert [] == losses


def test_what_a_start_tells_already_is_told():
    """
    Contents that stand in the event that begins their message are deltas in the other revision.
    """
    begun = {"type": "model_output", "content": [text("a"), IMAGE, text("")]}

    answer, losses = told(
        stream(
            start(0, "step.start", begun),
            delta(0, "step.delta", text("b")),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    assert [
        (1, "content.start", {"index": 0, "content": {"type": "text"}}),
        (1, "content.delta", {"index": 0, "delta": text("a")}),
        (1, "content.stop", {"index": 0}),
        (1, "content.start", {"index": 1, "content": {"type": "image"}}),
        (1, "content.delta", {"index": 1, "delta": IMAGE}),
        (1, "content.stop", {"index": 1}),
        (1, "content.start", {"index": 2, "content": {"type": "text"}}),
        (2, "content.delta", {"index": 2, "delta": text("b")}),
        (3, "content.stop", {"index": 2}),
    ] == said(answer)
    assert [] == losses


def test_an_image_begun_is_one_image():
    """
    What a content began with belongs to its first delta, where every image's delta is an image.
    """
    answer, _ = told(
        stream(
            start(0, "content.start", {"type": "image", "mime_type": "image/png"}),
            delta(0, "content.delta", {"type": "image", "data": "AAAA"}),
        ),
        OLD,
    )

    assert [(2, "step.delta", {"index": 0, "delta": IMAGE})] == said(answer)[1:]


def test_thoughts_keep_their_deltas():
    """
    Thoughts are told alike everywhere, so that every delta stays, and what began them.
    """
    begun = {"signature": "", "summary": [text("a")], "type": "thought"}
    deltas = [
        {"content": text("b"), "type": "thought_summary"},
        {"signature": "", "type": "thought_signature"},
        {"content": text("c"), "type": "thought_summary"},
        {"signature": "s", "type": "thought_signature"},
    ]

    answer, losses = told(
        stream(
            start(0, "step.start", begun),
            *(delta(0, "step.delta", each) for each in deltas),
            stop(0, "step.stop"),
        ),
        NEW,
    )

    first, *others, _ = [data for _, _, data in said(answer)]
    assert (begun, deltas) == (first["content"], [data["delta"] for data in others])
    assert [] == losses


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


# --- properties -------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(NAMES), cuts())
def test_moments_and_pieces_are_those_recorded(data, source, cut):
    """
    Every event comes at the moment of one that was recorded, in order; texts are cut as they were.
    """
    outcome = data.draw(outcomes(source))
    answer = Stream(200, (), frames(revision(source).renderer.events(outcome, cut)))

    there, _ = told(answer, source)

    times = [event.at for event in there.events]
    assert sorted(times) == times
    assert {event.at for event in there.events} <= {event.at for event in answer.events}
    assert pieces(answer) == pieces(there)


def pieces(answer):
    """
    Each piece of text, and when it came.
    """
    found = []
    for event in answer.events:
        value = json.loads(event.data) if event.data.startswith("{") else {}
        told = value.get("delta", {}).get("text")
        found += [(event.at, told)] if told else []
    return found


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(NAMES), cuts(), st.integers(0, 12))
def test_a_broken_stream_tells_what_was_there(data, source, cut, length):
    """
    However early a stream breaks off, both revisions tell the same of it, or the difference.
    """
    outcome = data.draw(outcomes(source))
    events = frames(revision(source).renderer.events(outcome, cut))[:length]
    exchange = Exchange(
        Request("POST", "/v1beta/interactions"), Stream(200, (), events), revision=source
    )

    there = translate(exchange, OTHER[source])

    assert there.losses or outcome_of(exchange) == outcome_of(there.exchange)


PARTS = (Thought("a", "s"), Text("b"), FunctionCall("f", {"a": 1}, "c"))


@pytest.mark.parametrize("source", NAMES)
def test_what_comes_out_keeps_to_the_grammar(source):
    """
    The other revision's checker finds nothing in the stream that would break a client.
    """
    outcome = Outcome(PARTS, "requires_action", id="a", model="m")
    answer = Stream(200, (), frames(revision(source).renderer.events(outcome)))

    there, losses = told(answer, source)

    faults = breaking(checker_of(OTHER[source]).check_stream(there.events))
    assert ["no_usage"] == [fault.code for fault in faults]
    assert [] == losses


def test_an_item_that_begins_twice_is_told_by_all_it_had():
    """
    Where two items have one index, which no revision allows, the difference is told.
    """
    _, losses = told(
        stream(
            start(0, "step.start", {"type": "thought"}),
            start(0, "step.start", {"type": "thought"}),
        ),
        NEW,
    )

    assert ["answer steps: 1 parts: outputs reads 2"] == losses


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

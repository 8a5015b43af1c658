import base64
import json
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.recorded_interactions import JSON, recorded, streamed
from samples.shared import needs_recordings

from mockgemini.exchange import Event, Stream
from mockgemini.wire.folding import fold, join_base64
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.register import NAMES, reader


def folded(*events):
    stream = streamed([("x", json.dumps(event)) for event in events])
    return fold(stream.events, "item", "items", lambda item, _: item)


def started(**item):
    return {"index": 0, "item": item}


def delta(index=0, **fields):
    return {"index": index, "delta": fields}


def test_resource():
    """
    What events tell of the resource is kept, the last word of each.
    """
    resource = folded(
        {"interaction": {"id": "a", "status": "in_progress"}, "metadata": {"usage": {"n": 1}}},
        {"interaction_id": "b", "status": "queued", "usage": {"n": 2}, "continuation_token": "t"},
        {"metadata": {"total_usage": {"n": 3}}, "status": 7, "usage": None},
        {"error": {}},
        {"interaction": {"status": "completed"}},
        {"error": {"code": "c"}},
    )

    assert {
        "id": "a",
        "status": "completed",
        "usage": {"n": 3},
        "continuation_token": "t",
        "error": {"code": "c"},
        "items": [],
    } == resource


def test_id_of_a_stream_that_lost_its_start():
    """
    Where the first event is missing, others tell the id.
    """
    assert {"id": "a", "items": []} == folded({"interaction_id": "a"})


@pytest.mark.parametrize(
    ("events", "item"),
    [
        (
            [started(type="text"), delta(type="text", text="a"), delta(type="text")],
            {"type": "text", "text": "a"},
        ),
        (
            [started(type="text", text="a"), delta(type="text", text="b")],
            {"type": "text", "text": "ab"},
        ),
        (
            [
                started(type="text", annotations=[1]),
                delta(type="text_annotation", annotations=[2]),
                delta(type="text_annotation_delta", annotations=[3]),
                delta(type="text_annotation"),
            ],
            {"type": "text", "annotations": [1, 2, 3]},
        ),
        (
            [
                started(type="f", arguments={}),
                delta(type="arguments_delta", arguments='{"a":'),
                delta(type="arguments_delta", partial_arguments="1}"),
            ],
            {"type": "f", "arguments": {"a": 1}},
        ),
        (
            [
                started(type="f", arguments={"b": 2}),
                delta(type="arguments_delta", arguments='{"a":1}', partial_arguments='{"a":1}'),
            ],
            {"type": "f", "arguments": {"b": 2, "a": 1}},
        ),
        (
            [
                started(type="f"),
                delta(type="arguments_delta", arguments="[]"),
                delta(type="arguments_delta"),
            ],
            {"type": "f", "arguments": []},
        ),
        (
            [started(type="f"), delta(type="arguments_delta", arguments='{"a')],
            {"type": "f", "arguments": '{"a'},
        ),
        (
            [
                delta(type="thought_summary", content={"type": "text", "text": "a"}),
                delta(type="thought_summary", content={"type": "text", "text": "b"}),
                delta(type="thought_summary", content={"type": "image"}),
                delta(type="thought_summary", content={"type": "text", "text": "c"}),
                delta(type="thought_summary"),
            ],
            {
                "type": "thought",
                "summary": [
                    {"type": "text", "text": "ab"},
                    {"type": "image"},
                    {"type": "text", "text": "c"},
                ],
            },
        ),
        (
            [
                delta(type="thought_signature", signature="s"),
                delta(type="thought_signature", signature=""),
            ],
            {"type": "thought", "signature": "s"},
        ),
        (
            [
                delta(type="thought_signature", signature=""),
                delta(type="thought_signature"),
            ],
            {"type": "thought", "signature": ""},
        ),
        (
            [
                started(type="text"),
                delta(type="text", text="a", mood=1),
                delta(type="text", text="b", annotations=[1]),
                delta(type="text_annotation", annotations=[2]),
            ],
            {"type": "text", "text": "ab", "mood": 1, "annotations": [1, 2]},
        ),
        (
            [
                started(type="x_call", id="c", signature=""),
                delta(type="x_call", arguments={"a": 1}),
            ],
            {"type": "x_call", "id": "c", "signature": "", "arguments": {"a": 1}},
        ),
        ([delta(type="x_call", id="c")], {"type": "x_call", "id": "c"}),
        ([started(type="model"), delta(type="news", a=1)], {"type": "model", "a": 1}),
        (
            [
                started(type="image"),
                delta(type="image", data="AAAA", mime_type="m"),
                delta(type="image", uri="u"),
            ],
            {"type": "image", "data": "AAAA", "mime_type": "m", "uri": "u"},
        ),
        (
            [started(type="audio", data="AA=="), delta(type="audio", data="AAA=")],
            {"type": "audio", "data": "AAAA"},
        ),
    ],
)
def test_items(events, item):
    """
    An item is what it began with and all that its deltas added.
    """
    assert [item] == folded(*events)["items"]


def test_items_in_order():
    """
    Items come in the order in which they began; an event without a number is of the last one.
    """
    resource = folded(
        {"index": 1, "item": {"a": 1}},
        {"index": 0, "item": {"b": 1}},
        {"index": "?", "delta": {"type": "news", "c": 1}},
        {"index": 1, "delta": {"type": "news", "d": 1}},
    )

    items = [{"a": 1, "type": "news", "d": 1}, {"b": 1, "type": "news", "c": 1}]
    assert items == resource["items"]


def test_items_told_at_the_end():
    """
    An agent's last event repeats all items, and is believed.
    """
    resource = folded(started(a=1), {"interaction": {"items": [{"a": 2}]}})

    assert [{"a": 2}] == resource["items"]


def test_what_is_no_frame():
    """
    JSON between frames is heard as well; what is no JSON says nothing.
    """
    error = b'[{\n"error": {"code": 503}\n}\n]\n'
    raws = [b"\xff\xfe", b": still here\n\n", error, b"[]", b"7"]

    resource = fold([Event(0.0, raw) for raw in raws], "item", "items", lambda item, _: item)

    assert {"error": {"code": 503}, "items": []} == resource


@given(st.binary(), st.binary())
def test_joining_base64(first, second):
    """
    Pieces of base64, whole in themselves, join to that of all the bytes.
    """
    pieces = [base64.b64encode(data).decode() for data in (first, second)]

    assert base64.b64encode(first + second).decode() == join_base64(*pieces)


def test_joining_what_is_no_base64():
    """
    What is no base64 is put end to end.
    """
    assert "A=A" == join_base64("A=", "A")


@given(
    st.sampled_from(NAMES),
    st.lists(
        JSON
        | st.fixed_dictionaries(
            {"index": st.integers(0, 2)},
            optional={
                "step": JSON,
                "content": JSON,
                "delta": JSON
                | st.fixed_dictionaries(
                    {
                        "type": st.sampled_from(
                            [
                                "text",
                                "audio",
                                "arguments_delta",
                                "thought_summary",
                                "thought_signature",
                                "text_annotation",
                                "x_call",
                            ]
                        )
                    },
                    optional={
                        "text": JSON,
                        "data": JSON,
                        "content": JSON,
                        "annotations": JSON,
                        "arguments": JSON,
                        "signature": JSON,
                    },
                ),
                "interaction": JSON,
                "usage": JSON,
                "error": JSON,
            },
        )
    ),
)
def test_anything(name, events):
    """
    No event upsets a reader.
    """
    stream = streamed([(None, json.dumps(event)) for event in events])

    assert isinstance(reader(name).read_stream(stream.events), Outcome)


# --- recordings -------------------------------------------------------------------------------


def streams():
    return [
        pytest.param(exchange.revision, exchange.answer, id=name)
        for name, exchange in recorded()
        if isinstance(exchange.answer, Stream)
    ]


@needs_recordings
@pytest.mark.parametrize(("name", "stream"), streams())
def test_streams_cut_anywhere(name, stream):
    """
    A stream cut after any event gives what was there, the text growing, with the last status.
    """
    events = stream.events

    outcomes = [reader(name).read_stream(events[:size]) for size in range(len(events) + 1)]

    texts = [outcome.text for outcome in outcomes]
    assert all(longer.startswith(text) for text, longer in pairwise(texts))
    assert [None, "in_progress"] == [status for status, _ in groupby(it.status for it in outcomes)][
        :2
    ]


@needs_recordings
@pytest.mark.parametrize(("name", "stream"), streams())
def test_pieces_do_not_matter(name, stream):
    """
    However text, arguments and summaries are cut into deltas, the outcome is the same.
    """
    pieces = [piece for event in stream.events for piece in cut(event)]

    assert reader(name).read_stream(stream.events) == reader(name).read_stream(pieces)


def cut(event):
    """
    The event as two, where its delta is text; with an empty piece between them.
    """
    try:
        said = json.loads(event.data or "")
        piece = said["delta"]
        piece = piece["content"] if piece["type"] == "thought_summary" else piece
        key = "arguments" if piece["type"] == "arguments_delta" else "text"
        text = piece[key]
    except (ValueError, KeyError):
        return [event]
    halves = []
    for half in (text[: len(text) // 3], "", text[len(text) // 3 :]):
        piece[key] = half
        halves.append(replace(event, data=json.dumps(said)))
    return halves

"""
Requests from one revision to another.
"""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgemini.exchange import Body, Exchange, Payload, Reply, Request
from mockgemini.jsontext import fold
from mockgemini.wire.register import NAMES, addressed, revision, revision_of
from mockgemini.wire.translate import asked, translate
from mockgemini.wire.translating.crossing import Crossing
from mockgemini.wire.translating.requests import lost_in

OLD, NEW = NAMES
PATH = "/v1beta/interactions"
CALL = {"type": "function_call", "id": "c", "name": "f", "arguments": {"a": 1}}
RESULT = {"type": "function_result", "call_id": "c", "name": "f", "result": "r"}
THOUGHT = {"signature": "s", "type": "thought"}
HI, YES = {"text": "hi", "type": "text"}, {"text": "yes", "type": "text"}
IMAGE = {"type": "image", "uri": "u"}
TURNS = [
    {"role": "user", "content": [HI]},
    {"role": "model", "content": [THOUGHT, YES, CALL]},
    {"role": "user", "content": [RESULT]},
]
STEPS = [
    {"type": "user_input", "content": [HI]},
    THOUGHT,
    {"content": [YES], "type": "model_output"},
    CALL,
    {**RESULT},
]

TIER = (
    'service_tier: "deferred": carried over, though outputs knows one of flex, standard, priority'
)


def request(body, path=PATH, headers=()):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Request("POST", path, headers=headers, body=Body.of(data))


def told(body, source, to):
    return json.loads(asked(request(body), source, to).body.payload.read())


def losses(body, source, to):
    return [str(loss) for loss in lost_in(request(body), Crossing.between(source, to))]


# --- where it goes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "to", "expected"),
    [
        ("/v1/interactions", OLD, "/v1beta/interactions"),
        ("/v1/interactions/a/cancel", OLD, "/v1beta/interactions/a/cancel"),
        (
            "/v1/projects/p/locations/l/interactions",
            OLD,
            "/v1beta1/projects/p/locations/l/interactions",
        ),
        ("/v1beta/interactions", OLD, "/v1beta/interactions"),
        ("/v1beta/interactions", NEW, "/v1beta/interactions"),
        ("/v1/interactions", NEW, "/v1/interactions"),
    ],
)
def test_the_path_stays_unless_it_means_another_revision(path, to, expected):
    """
    `/v1` speaks the newer revision, so that the older one is asked for below `/v1beta`.
    """
    assert expected == addressed(request({}, path), to).path


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["/v1", "/v1beta", "/v1alpha", "/v1beta1/projects/p/locations/l"]),
    st.sampled_from(["2026-05-07", "2026-05-20", "2027-01-01", "nonsense", None]),
    st.sampled_from(["1.75.0", "2.0.0", None]),
)
def test_a_request_that_goes_elsewhere_speaks_that_revision(to, version, day, sdk):
    """
    Wherever and however it was asked, the request means the revision that it goes to.
    """
    headers = [("api-revision", day)] if day else []
    headers += [("x-goog-api-client", f"google-genai-sdk/{sdk} gl-python/3")] if sdk else []

    moved = addressed(request({}, f"{version}/interactions", tuple(headers)), to)

    assert to == revision_of(moved, to)
    assert moved == addressed(moved, to)


# --- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value", ["hi", [HI, IMAGE], IMAGE, [RESULT, RESULT]], ids=["text", "list", "one", "results"]
)
@pytest.mark.parametrize("way", [(OLD, NEW), (NEW, OLD)])
def test_contents_stay(value, way):
    """
    Text, contents and results of functions are said alike in all revisions.
    """
    assert value == told({"input": value}, *way)["input"]


def test_turns_become_steps_and_back():
    """
    A conversation that the client keeps is a list of turns in one revision, of steps in the other.
    """
    assert STEPS == told({"input": TURNS}, OLD, NEW)["input"]
    assert TURNS == told({"input": STEPS}, NEW, OLD)["input"]


def test_contents_of_both_sides_are_parted():
    """
    A flat list of what user and model said becomes turns, or steps.
    """
    flat = [HI, THOUGHT, CALL, RESULT, HI]

    assert [STEPS[0], THOUGHT, CALL, {"type": "user_input", "content": [RESULT, HI]}] == told(
        {"input": flat}, OLD, NEW
    )["input"]


@pytest.mark.parametrize("value", [None, []])
def test_an_input_that_says_nothing_stays(value):
    """
    What tells no turns is passed on as it came.
    """
    assert value == told({"input": value}, OLD, NEW)["input"]


def test_settings_are_respelled():
    """
    A bare schema becomes a typed format, and the other way round.
    """
    old = {"input": "hi", "response_format": {"type": "object"}, "response_mime_type": "a/json"}
    new = {
        "input": "hi",
        "response_format": {"type": "text", "mime_type": "a/json", "schema": {"type": "object"}},
    }

    assert new == told(old, OLD, NEW)
    assert old == told(new, NEW, OLD)


@pytest.mark.parametrize("data", [b"", b"no JSON", b"[1]", b"\xff", b'{"input":  "hi"}'])
def test_what_says_the_same_keeps_its_bytes(data):
    """
    A body in which nothing changes, or that is none of ours, is passed on byte for byte.
    """
    assert data == asked(request(data), OLD, NEW).body.payload.read()
    assert () == lost_in(
        request(data if data != b'{"input":  "hi"}' else b""), Crossing.between(OLD, NEW)
    )


def test_white_space_stays():
    """
    What was indented stays indented.
    """
    data = json.dumps({"input": TURNS}, indent=2).encode()

    read = asked(request(data), OLD, NEW).body.payload.read()

    assert json.dumps(json.loads(read), indent=2).encode() == read


def test_other_calls_only_move():
    """
    A GET, a cancel and an upload have nothing to be respelled.
    """
    cancel = request(b'{"response_format": {}}', "/v1/interactions/a/cancel")

    assert cancel.body is asked(cancel, NEW, OLD).body
    assert () == lost_in(cancel, Crossing.between(NEW, OLD))


def test_blobs_are_not_read_for_it():
    """
    A body whose base64 is folded away is translated folded, and whole only when it is read.
    """
    body = {"input": [{"role": "user", "content": [{**IMAGE, "data": "QUJD" * 100}]}]}
    text, _ = fold(json.dumps(body))

    def fail():
        raise AssertionError("a blob was read")

    recorded = Request("POST", PATH, body=Body.of(Payload(load=fail, folded=text)))

    folded = asked(recorded, OLD, NEW).body.payload.folded

    assert "$blob:" in json.loads(folded)["input"][0]["content"][0]["data"]


# --- what got lost ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "way", "expected"),
    [
        pytest.param({"model": "m", "input": TURNS}, (OLD, NEW), [], id="nothing"),
        pytest.param(
            {"model": "m", "input": "hi", "labels": {"a": "b"}, "service_tier": "deferred"},
            (NEW, OLD),
            [
                'labels: {"a":"b"}: carried over, though outputs has no such field',
                TIER,
            ],
            id="newer settings",
        ),
        pytest.param(
            {"model": "m", "input": "hi", "response_format": {"type": "audio", "bit_rate": 1}},
            (NEW, OLD),
            ["response_format.bit_rate: 1: this revision has no words for it"],
            id="a format",
        ),
        pytest.param(
            {
                "model": "m",
                "input": [STEPS[0], {**STEPS[2], "error": {"code": 1, "message": "no"}}],
            },
            (NEW, OLD),
            ["input[1]: that the message ended in an error (1): outputs has no words for it"],
            id="a message that failed",
        ),
        pytest.param(
            {"model": "m", "input": [STEPS[0], STEPS[2], STEPS[2]]},
            (NEW, OLD),
            ["input: where messages begin: outputs tells no messages"],
            id="messages",
        ),
        pytest.param(
            {"model": "m", "input": [TURNS[1], TURNS[1]]},
            (OLD, NEW),
            ["input: who said what in 2 turns: steps tells it otherwise"],
            id="turns",
        ),
        pytest.param(
            {"model": "m", "input": {**STEPS[2], "error": {"code": 1, "message": "no"}}},
            (NEW, OLD),
            ["input: that the message ended in an error (1): outputs has no words for it"],
            id="one step",
        ),
    ],
)
def test_losses(body, way, expected):
    """
    What of a request cannot be said, or is not known there, is told by its place.
    """
    assert expected == losses(body, *way)


def test_losses_of_a_request_are_told_of_its_exchange():
    """
    In an exchange, the places of a request's losses begin with its name.
    """
    body = {"model": "m", "input": "hi", "labels": {}}
    exchange = Exchange(request(body), Reply(200), revision=NEW)

    (loss,) = translate(exchange, OLD).losses

    assert "request labels" == loss.place


@settings(deadline=None)
@given(st.data())
def test_history_there_and_back(data):
    """
    A conversation with turns in order comes back as it was.
    """
    user = st.lists(st.sampled_from([HI, IMAGE]), min_size=1, max_size=2)
    results = st.just([RESULT])
    model = st.lists(st.sampled_from([THOUGHT, CALL, YES, IMAGE]), min_size=1, max_size=4).filter(
        lambda said: not any(one == other == YES for one, other in pairwise(said))
    )
    pairs = data.draw(st.lists(st.tuples(user | results, model), min_size=1, max_size=3))
    turns = [
        {"role": role, "content": said}
        for pair in pairs
        for role, said in zip(("user", "model"), pair, strict=True)
    ]

    there = told({"model": "m", "input": turns}, OLD, NEW)

    assert turns == told(there, NEW, OLD)["input"]
    assert revision(OLD).reader.read_input({"input": turns}) == revision(NEW).reader.read_input(
        there
    )

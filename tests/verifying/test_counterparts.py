"""
What was made up for the recording, and what was made up today.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.replayed import ask, get, polls, reply, request, stream

from mockgemini.exchange import Exchange
from mockgemini.jsontext import parse
from mockgemini.verifying.counterparts import Counterparts, NoCounterpartError


def answered(body, asked=None):
    """
    An exchange with this answer.
    """
    answer = reply(body) if isinstance(body, dict) else body
    return Exchange(asked or ask("hi"), answer, revision="steps")


def call(id_, name="get_weather"):
    """
    A call of a function.
    """
    return {"type": "function_call", "id": id_, "name": name, "arguments": {"id": "none-of-ours"}}


def interaction(id_, *steps):
    """
    An interaction as a body.
    """
    return {"id": id_, "status": "completed", "steps": list(steps)}


def learned(recorded, live):
    """
    Counterparts of one pair of answers.
    """
    one, other = answered(recorded), answered(live)
    counterparts = Counterparts((one,))
    counterparts.learn(one, other)
    return counterparts


def sent(counterparts, body, **more):
    """
    A body as it would go out.
    """
    applied = counterparts.applied(request(body=body, **more))
    return parse(applied.body.payload.read().decode())


def test_interactions_by_id():
    """
    A turn continues the live interaction, in body, path and query.
    """
    known = learned(interaction("v1_recorded"), interaction("v1_live"))

    body = {"previous_interaction_id": "v1_recorded", "input": "of v1_recorded"}
    asked = known.applied(get("/v1/interactions/v1_recorded/cancel", "stream=true&x=v1_recorded"))

    assert body | {"previous_interaction_id": "v1_live"} == sent(known, body)
    assert "/v1/interactions/v1_live/cancel" == asked.path
    assert "stream=true&x=v1_live" == asked.query


def test_calls_by_name_and_order():
    """
    The calls of each function are counterparts in order, whatever stands between them.
    """
    known = learned(
        interaction("v1_old", call("aaa1"), call("bbb1", "find"), call("aaa2")),
        interaction("v1_new", call("zzz1", "find"), call("yyy1"), call("yyy2")),
    )

    results = [{"call_id": each} for each in ("aaa1", "aaa2", "bbb1")]

    assert ["yyy1", "yyy2", "zzz1"] == [each["call_id"] for each in sent(known, results)]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"previous_interaction_id": "v1_recorded"}, "v1_recorded"),
        ({"input": [{"call_id": "aaa2"}]}, "aaa2"),
        ({"input": [{"uri": "https://api.test/v1beta/files/abc"}]}, "files/abc"),
    ],
)
def test_what_was_never_made_is_refused(body, name):
    """
    What the cassette tells of and the real API has not made in this run cannot be continued.
    """
    file = answered({"file": {"name": "files/abc"}})
    known = Counterparts((answered(interaction("v1_recorded", call("aaa1"), call("aaa2"))), file))

    with pytest.raises(NoCounterpartError, match=f"it continues '{name}', for which"):
        sent(known, body)


def test_a_call_that_is_not_made_again_has_no_counterpart():
    """
    Where the model calls less than it did, the calls left over are refused.
    """
    known = learned(
        interaction("v1_old", call("aaa1"), call("aaa2")), interaction("v1_new", call("bbb1"))
    )

    assert {"call_id": "bbb1"} == sent(known, {"call_id": "aaa1"})
    with pytest.raises(NoCounterpartError):
        sent(known, {"call_id": "aaa2"})


def test_signatures_by_order():
    """
    A thought that goes back carries the live signature; one that was not made again stays.
    """
    thoughts = [{"type": "thought", "signature": each} for each in ("b2xkMQ==", "b2xkMg==")]
    known = learned(
        interaction("v1_old", *thoughts),
        interaction("v1_new", {"type": "thought", "signature": "bmV3MQ=="}),
    )

    found = sent(known, {"input": thoughts})

    assert ["bmV3MQ==", "b2xkMg=="] == [each["signature"] for each in found["input"]]


def test_files_and_their_uploads():
    """
    A file has its live name wherever it is named, and the legs of an upload their live address.
    """
    one = {"file": {"name": "files/old-1", "uri": "https://api.test/v1beta/files/old-1"}}
    other = {"file": {"name": "files/new-2", "uri": "https://api.test/v1beta/files/new-2"}}
    known = learned(one, other)
    address = "x-goog-upload-url", "/upload/v1beta/files?upload_id={}&upload_protocol=resumable"
    began = [
        answered(reply(headers=((address[0], address[1].format(name)),)))
        for name in ("REDACTED_upload", "a-live-upload")
    ]
    known.learn(*began)

    leg = known.applied(request(path="/upload/v1beta/files", query="upload_id=REDACTED_upload"))

    assert {"uri": "https://api.test/v1/files/new-2"} == sent(
        known, {"uri": "https://api.test/v1/files/old-1"}
    )
    assert "/v1beta/files/new-2:download" == known.applied(get("/v1beta/files/old-1:download")).path
    assert "upload_id=a-live-upload" == leg.query


def test_streams_and_polls_name_things_too():
    """
    Of a stream the sum counts, of a poll its last state.
    """
    events = [
        {"event_type": "interaction.created", "interaction": {"id": "v1_stream"}, "event_id": "e1"},
        {"event_type": "step.start", "index": 0, "step": call("aaa1")},
        {"event_type": "step.stop", "index": 0},
        {"event_type": "interaction.completed", "interaction": {"id": "v1_stream"}},
    ]
    known = Counterparts()
    recorded = answered(stream(*((0.0, event) for event in events)))
    known.learn(recorded, answered(polls((0.0, interaction("v1_poll", call("bbb1")), 2))))

    assert ["v1_poll", "bbb1", "e1"] == sent(known, ["v1_stream", "aaa1", "e1"])


def test_what_is_no_json_stays():
    """
    The bytes of an upload are nobody's names; nor is what merely looks like one.
    """
    known = learned(interaction("v1_recorded"), interaction("v1_live"))

    data = b'\x00 says "v1_recorded"'

    assert data == known.applied(request(body=data)).body.payload.read()
    assert b"" == known.applied(get("/v1/files")).body.payload.read()
    assert {"text": 'says "v1_recorded"'} == sent(known, {"text": 'says "v1_recorded"'})


def test_the_length_is_that_of_the_new_body():
    """
    A head that tells how long the body is tells the truth.
    """
    known = learned(interaction("v1_old"), interaction("v1_a_much_longer_one"))
    body = b'{"previous_interaction_id":"v1_old"}'

    applied = known.applied(
        request(body=body, headers=(("content-length", str(len(body))), ("x-other", "1")))
    )

    length = str(len(applied.body.payload.read()))
    assert (("content-length", length), ("x-other", "1")) == applied.headers


def test_a_counterpart_stays():
    """
    What is told again later, by an answer that tells less, keeps the counterpart that it has.
    """
    known = learned(interaction("v1_old", call("aaa1")), interaction("v1_new", call("bbb1")))

    known.learn(answered(interaction("v1_old", call("aaa1"))), answered(interaction("v1_new")))

    assert {"call_id": "bbb1"} == sent(known, {"call_id": "aaa1"})


@given(st.lists(st.sampled_from(["f", "g"]), max_size=6), st.data())
def test_back_and_forth_is_as_it_was(names, data):
    """
    Laid side by side the other way round, the counterparts lead back.
    """
    ids = data.draw(
        st.lists(
            st.text("abcdef0123456789", min_size=6, max_size=8),
            unique=True,
            min_size=2 * len(names),
            max_size=2 * len(names),
        )
    )
    old, new = ids[: len(names)], ids[len(names) :]
    one = interaction("v1_old", *map(call, old, names))
    other = interaction("v1_new", *map(call, new, names))

    there = sent(learned(one, other), old)

    assert (new, old) == (there, sent(learned(other, one), there))

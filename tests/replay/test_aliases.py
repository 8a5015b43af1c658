"""
Cassettes of one revision played to clients of the other.
"""

import asyncio
import json

import pytest
from samples.replayed import body_of, cassette, get, polls, reply, request

from mockgemini import sse
from mockgemini.exchange import Event, Stream
from mockgemini.replay.keys import Keys
from mockgemini.replay.player import Player
from mockgemini.wire import translate
from mockgemini.wire.canonical import Rules

PATH = "/v1beta/interactions"
OLD = (("x-goog-api-client", "google-genai-sdk/1.75.0 gl-python/3.11"),)
EARLY = (("x-goog-api-client", "google-genai-sdk/1.55.0 gl-python/3.11"),)
SCHEMA = {"type": "object"}
TYPED = {"type": "text", "mime_type": "application/json", "schema": SCHEMA}
TURNS = [
    {"role": "user", "content": "hi"},
    {"role": "model", "content": [{"type": "text", "text": "yes"}]},
    {"role": "user", "content": [{"type": "text", "text": "why"}]},
]
STEPS = [
    {"type": "user_input", "content": [{"text": "hi", "type": "text"}]},
    {"type": "model_output", "content": [{"text": "yes", "type": "text"}]},
    {"type": "user_input", "content": [{"text": "why", "type": "text"}]},
]


def told(field="steps", words="hi"):
    """
    An interaction in which the model said one thing.
    """
    text = {"text": words, "type": "text"}
    item = {"content": [text], "type": "model_output"} if field == "steps" else text
    return {"id": "v1_a", "status": "completed", field: [item], "model": "m"}


def play(player, *requests):
    async def all_of_them():
        return [await player(each) for each in requests]

    return asyncio.run(all_of_them())


def create(headers=(), **body):
    return request("POST", PATH, {"model": "m", **body}, headers=headers)


def player(*pairs, revision="steps", **more):
    return Player([cassette(*pairs, revision=revision)], translate=translate, **more)


def seen(answers):
    """
    What was said in each answer, in either revision; the status of what is none.
    """
    found = []
    for answer in answers:
        body = body_of(answer) if answer.status == 200 else {}
        items = body.get("steps") or body.get("outputs") or [answer.status]
        texts = [each.get("content", [each])[0]["text"] for each in items if each != answer.status]
        found.append(texts[0] if texts else answer.status)
    return found


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        pytest.param({"input": "hi"}, {"input": "hi"}, id="text"),
        pytest.param(
            {"input": "hi", "response_format": TYPED},
            {"input": "hi", "response_format": SCHEMA, "response_mime_type": "application/json"},
            id="a schema",
        ),
        pytest.param(
            {"input": "hi", "response_format": TYPED},
            {"input": "hi", "response_format": SCHEMA},
            id="a schema that means JSON",
        ),
        pytest.param({"input": STEPS}, {"input": TURNS}, id="a conversation"),
        pytest.param(
            {"input": "hi", "response_format": {"type": "image", "image_size": "1K"}},
            {"input": "hi", "generation_config": {"image_config": {"image_size": "1K"}}},
            id="an image",
        ),
    ],
)
def test_requests_are_found_whichever_way_they_are_spelled(recorded, asked):
    """
    What was recorded in one revision answers the same request in the other's words, both ways.
    """
    new = player((create(**recorded), reply(told())))
    old = player((create(**asked), reply(told("outputs"))), revision="outputs")

    assert ["hi"] == seen(play(new, create(OLD, **asked)))
    assert ["hi"] == seen(play(old, create(**recorded)))


def test_answers_say_that_they_are_translated():
    """
    A translated answer names the revisions and what got lost; an answer as recorded does not.
    """
    said = {"type": "user_input", "content": [{"text": "ä", "type": "text"}]}
    body = {**told(), "steps": [said, *told()["steps"]]}

    playing = player((create(input="hi"), reply(body)), repeat="last")
    as_it_was, other = play(playing, create(input="hi"), create(OLD, input="hi"))

    names = ("x-mockgemini-translated", "x-mockgemini-losses", "x-mockgemini-loss")
    found = [value for name, value in other.headers if name in names]
    assert not [name for name, _ in as_it_was.headers if name in names]
    assert [
        "steps-to-outputs",
        "1",
        "answer steps[0]: what the user said (\\xe4): outputs has no words for it",
    ] == found
    assert "weather.yaml#1" == dict(other.headers)["x-mockgemini-exchange"]


def test_both_revisions_share_one_order():
    """
    Clients of both revisions are given the recorded answers in turn, each of them once.
    """
    playing = player(
        *((create(input="hi"), reply(told(words=words))) for words in ("one", "two")),
    )

    answers = play(playing, create(OLD, input="hi"), create(input="hi"), create(OLD, input="hi"))

    assert ["one", "two", 422] == seen(answers)
    assert "spent" == playing.misses[0].kind


def test_what_was_recorded_in_the_revision_goes_first():
    """
    Where both revisions were recorded, nothing is translated.
    """
    playing = Player(
        [
            cassette((create(input="hi"), reply(told(words="new")))),
            cassette(
                (create(input="hi"), reply(told("outputs", "old"))),
                revision="outputs",
                name="old.yaml",
            ),
        ],
        translate=translate,
        keys=Keys(),
        rules=Rules(ignore=("/labels",)),
    )

    assert ["old", "new"] == seen(play(playing, create(OLD, input="hi"), create(input="hi")))


def test_every_release_is_told_what_it_knows():
    """
    Early and late releases of the same revision get answers of their own.
    """
    citation = {"url": "https://a", "title": "t", "type": "url_citation"}
    body = told()
    body["steps"][0]["content"][0]["annotations"] = [citation]
    playing = player((create(input="hi"), reply(body)), repeat="last")

    late, early = play(playing, create(OLD, input="hi"), create(EARLY, input="hi"))

    assert [citation] == body_of(late)["outputs"][0]["annotations"]
    assert [{"source": "https://a"}] == body_of(early)["outputs"][0]["annotations"]


def test_polls_are_translated_state_by_state():
    """
    A poll goes through the same states for a client of the other revision.
    """
    running = {"id": "v1_a", "status": "in_progress"}
    path = f"{PATH}/v1_a"
    playing = player((get(path), polls((0.0, running, 3), (30.0, told(), 1))))

    answers = play(playing, *[get(path, headers=OLD)] * 3)

    assert ["in_progress", "completed", "completed"] == [
        body_of(answer)["status"] for answer in answers
    ]
    assert "hi" == body_of(answers[-1])["outputs"][0]["text"]


def stream():
    """
    A stream whose deltas have ids to resume at.
    """
    said = [
        {
            "interaction": {"id": "v1_a", "status": "in_progress"},
            "event_type": "interaction.created",
        },
        {"index": 0, "step": {"type": "model_output"}, "event_type": "step.start"},
        *(
            {
                "index": 0,
                "delta": {"text": words, "type": "text"},
                "event_id": words,
                "event_type": "step.delta",
            }
            for words in "abc"
        ),
        {"index": 0, "event_type": "step.stop"},
    ]
    events = []
    for number, data in enumerate(said):
        text = json.dumps(data)
        name = data["event_type"]
        events.append(Event(float(number), sse.encode(name, text), name, text))
    return Stream(200, (("content-type", "text/event-stream"),), tuple(events))


def test_streams_are_taken_up_in_the_other_revision():
    """
    A client of the other revision resumes at an event it has seen, and is told the rest.
    """
    playing = player((create(input="hi", stream=True), stream()))
    query = "stream=true&last_event_id="

    rest, missed = play(
        playing,
        get(f"{PATH}/v1_a", query + "b", headers=OLD),
        get(f"{PATH}/v1_a", query + "z", headers=OLD),
    )

    assert [("content.delta", 0.0), ("content.stop", 1.0)] == [
        (event.name, event.at) for event in rest.events
    ]
    assert "steps-to-outputs" == dict(rest.headers)["x-mockgemini-translated"]
    assert 422 == missed.status


def test_files_have_no_other_spelling():
    """
    Calls without revisions are played as ever.
    """
    playing = player((get("/v1beta/files/a"), reply({"name": "files/a"})))

    (answer,) = play(playing, get("/v1beta/files/a", headers=OLD))

    assert {"name": "files/a"} == body_of(answer)


def test_nothing_is_found_for_another_request():
    """
    A request that nothing like it was recorded for is missed in both revisions.
    """
    playing = player((create(input="hi"), reply(told())))

    answers = play(playing, create(OLD, input="ho"), create(input="ho"))

    assert [422, 422] == seen(answers)
    assert ["differs"] * 2 == [missed.kind for missed in playing.misses]


def test_keys_are_worked_out_once():
    """
    Players that share keys translate each recorded request once.
    """
    asked = []

    class Translator:
        translate = staticmethod(translate.translate)

        def asked(self, request, source, to):
            asked.append((source, to))
            return translate.asked(request, source, to)

    recorded, keys = cassette((create(input="hi"), reply(told()))), Keys()

    for _ in range(3):
        Player([recorded], translate=Translator(), keys=keys)

    assert [("steps", "outputs")] == asked

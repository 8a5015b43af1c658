import asyncio
import json

import pytest
from samples.replayed import ask, body_of, cassette, reply, request

from mockgemini.clock import ManualClock, RealClock
from mockgemini.exchange import Reply
from mockgemini.spaces.emulation import Conversations, Emulating, synthesizer
from mockgemini.spaces.worlds import Replaying
from mockgemini.wire.outcome import Text, Turn

KEY = (("x-goog-api-key", "k"),)


def said(text, identity):
    """
    A recorded answer; as all of them, it does not tell what it continues.
    """
    step = {"type": "model_output", "content": [{"type": "text", "text": text}]}
    return reply({"id": identity, "status": "completed", "steps": [step], "model": "m"})


TALK = cassette(
    (ask("I am Ada."), said("Hello, Ada.", "v1_first")),
    (ask("I keep bees.", previous_interaction_id="v1_first"), said("Good.", "v1_second")),
    (ask("Hi!"), Reply(500, (), said("", "").body)),
)


def answer(text, of, **more):
    """
    What a synthesizer says to a text.
    """
    body = {"model": "gemini-2.5-flash", "input": text, **more}
    return body_of(asyncio.run(of(request(body=body, headers=KEY))))


# --- what cassettes know ----------------------------------------------------------------------


def test_a_recorded_conversation_is_told_from_its_start():
    """
    What an interaction continues is known from the requests, and both sides are told, in order.
    """
    told = Conversations([TALK]).until("v1_second")

    texts = ["I am Ada.", "Hello, Ada.", "I keep bees.", "Good."]
    sides = ["user", "model", "user", "model"]
    assert [Turn(who, (Text(text),)) for who, text in zip(sides, texts, strict=True)] == list(told)


def test_what_no_cassette_knows():
    """
    Another id is unknown; one whose beginning is not recorded is told as far as it goes.
    """
    torn = cassette(
        (ask("Go on.", previous_interaction_id="v1_lost"), said("Well.", "v1_found")),
    )

    assert Conversations([TALK]).until("v1_other") is None
    assert Conversations([]).until("v1_first") is None
    assert ["Go on.", "Well."] == [
        part.text for turn in Conversations([torn]).until("v1_found") for part in turn.parts
    ]


def test_recorded_conversations_go_on():
    """
    A synthesized interaction continues a recorded one, and can be continued itself.
    """
    space = synthesizer((TALK,), Replaying())

    third = answer("What do I keep?", space, previous_interaction_id="v1_second")
    fourth = answer("Sure?", space, previous_interaction_id=third["id"])

    assert "I am Ada." in json.dumps(third["steps"])
    assert "What do I keep?" in json.dumps(fourth["steps"])


# --- how a space synthesizes ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manner", "is_fixed"),
    [(None, True), (Emulating(), True), (Emulating(clock="now"), False)],
    ids=["default", "fixed", "now"],
)
def test_the_day(manner, is_fixed):
    """
    Synthesized answers stand on one fixed day, unless they are to be of today.
    """
    told = answer("Hi!", synthesizer((), Replaying(), manner))

    assert is_fixed == (told["created"] == "2026-01-01T00:00:00Z")
    assert is_fixed or told["created"] >= f"{RealClock().today():%Y-%m-%d}"


def test_a_clock_of_ones_own():
    """
    A space that has a clock which is not the machine's keeps it.
    """
    clock = ManualClock()
    clock.advance(3600)

    told = answer("Hi!", synthesizer((), Replaying(clock=clock)))

    assert "2026-01-01T01:00:00Z" == told["created"]


def test_seeds_and_names():
    """
    A seed makes other answers; unknown models are let in where any is.
    """
    plain, seeded = (
        answer("Hi!", synthesizer((), Replaying(), Emulating(seed=seed))) for seed in (0, 7)
    )
    tolerant = synthesizer((), Replaying(), Emulating(accepts_any=True))
    body = {"model": "mine", "input": "Hi!"}

    assert plain["id"] != seeded["id"]
    assert 404 == asyncio.run(synthesizer((), Replaying())(request(body=body, headers=KEY))).status
    assert "mine" == body_of(asyncio.run(tolerant(request(body=body, headers=KEY))))["model"]


def test_sunset():
    """
    A space may refuse who speaks the retired revision.
    """
    space = synthesizer((), Replaying(), Emulating(is_sunset=True))
    headers = (*KEY, ("api-revision", "2026-05-07"))

    refused = asyncio.run(space(request(body={"model": "m", "input": "Hi!"}, headers=headers)))

    assert 400 == refused.status
    assert "no longer supported" in body_of(refused)["error"]["message"]


def test_the_default_revision():
    """
    Who does not say what it speaks is told in the space's revision.
    """
    headers = (*KEY, ("content-type", "application/json"))
    asked = request(
        path="/v1beta/interactions",
        body={"model": "gemini-2.5-flash", "input": "Hi!"},
        headers=headers,
    )

    told = [
        body_of(asyncio.run(synthesizer((), Replaying(revision=each))(asked)))
        for each in ("outputs", "steps")
    ]

    assert [True, True] == ["outputs" in told[0], "steps" in told[1]]

"""
Who answers in a space: script, cassette, then what was told for a miss.
"""

import asyncio
import json

import pytest
from samples.replayed import cassette, reply
from stages.scripts import HEADERS, creation
from stages.talking import greeting

from mockgemini.errors import UsageError
from mockgemini.exchange import Body, Reply, Request
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.worlds import Replaying

RECORDED = cassette((creation("World"), reply(greeting("World"))))


def answering(*cassettes, on_miss="error", text="", **how):
    """
    Who answers in a space with these cassettes and this script.
    """
    replaying = Replaying.parse(on_miss=on_miss, repeat="cycle", **how)
    made = replaying.answering(cassettes, lambda kept: synthesizer(kept, replaying))
    if text:
        made.load_script(text)
    return made


def ask(made, *requests):
    """
    The sources and bodies of the answers.
    """

    async def all_of_them():
        return [await made(request) for request in requests]

    return [
        (dict(each.headers).get("x-mockgemini-source"), each.status, body_of(each))
        for each in asyncio.run(all_of_them())
    ]


def body_of(answer):
    return json.loads(answer.body.read()) if isinstance(answer, Reply) else answer.body


def sources(made, *requests):
    return [source for source, _, _ in ask(made, *requests)]


def test_the_script_comes_before_the_cassette():
    """
    What a test says is answered first, then what was recorded.
    """
    made = answering(RECORDED, text="- reply: Scripted.")

    assert ["script", "cassette"] == sources(made, creation("World"), creation("World"))


@pytest.mark.parametrize(("on_miss", "last"), [("error", "miss"), ("synthesize", "synthesizer")])
def test_a_miss_comes_last(on_miss, last):
    """
    What neither script nor cassette has is a miss, or is synthesized.
    """
    made = answering(RECORDED, on_miss=on_miss, text="- {reply: Scripted., when: weather}")

    assert ["cassette", last] == sources(made, creation("World"), creation("Else"))
    assert (1 if on_miss == "error" else 0) == len(made.misses)


def test_with_a_script_alone_its_end_is_a_miss():
    """
    Where there is nothing but a script, what it has no reply for is told in its words.
    """
    made = answering(text="- reply: Scripted.")

    (_, (source, status, body)) = ask(made, creation("One"), creation("Two"))

    assert ("miss", 422) == (source, status)
    assert body["error"]["message"].startswith("No scripted reply is left: 1 was given")
    assert [body["error"]["message"]] == [miss.text() for miss in made.misses]


def test_without_a_script_the_player_tells():
    """
    Nothing said and nothing loaded is the player's miss.
    """
    made = answering()

    ((source, status, _),) = ask(made, creation("One"))

    assert ("miss", 422) == (source, status)
    assert made.begun is None


def test_a_script_that_says_nothing_changes_nothing():
    """
    A script that is there and blank leaves a miss to the player.
    """
    made = answering()
    assert made.script.is_blank

    ((_, _, body),) = ask(made, creation("One"))

    assert body["error"]["message"].startswith("No recorded answer")


def test_beside_a_script_files_and_models_are_served():
    """
    With a script alone, all but the model's words is emulated.
    """
    made = answering(text="- reply: Scripted.")
    models = Request("GET", "/v1beta/models", headers=HEADERS)
    unknown = Request("GET", "/v1beta/interactions/v1_x", headers=HEADERS)

    assert [("synthesizer", 200), ("synthesizer", 404)] == [
        (source, status) for source, status, _ in ask(made, models, unknown)
    ]


def test_scripted_interactions_are_found_beside_a_cassette():
    """
    A scripted interaction can be asked for, although a cassette is there.
    """
    made = answering(RECORDED, text="- reply: Scripted.")
    ((_, _, created),) = ask(made, creation("World"))

    found = Request("GET", f"/v1beta/interactions/{created['id']}", headers=HEADERS)

    assert created == ask(made, found)[0][2]


def test_a_scripted_answer_continues_a_recorded_one():
    """
    A script may go on where a cassette ends; the recorded id is adopted.
    """
    made = answering(RECORDED, text="- {reply: Scripted., when: more}")
    ((_, _, recorded),) = ask(made, creation("World"))

    ((source, _, body),) = ask(made, creation("more", previous_interaction_id=recorded["id"]))

    assert ("script", "Scripted.") == (source, body["steps"][0]["content"][0]["text"])


def test_a_request_the_script_refuses_may_be_recorded():
    """
    A recorded answer is given although we would refuse the request; without one it is refused.
    """
    odd = creation("Hi", mood="good")
    kept = cassette((odd, reply({"error": {"message": "recorded"}}, status=400)))

    recorded = ask(answering(kept, text="- reply: Scripted."), odd)[0]
    refused = ask(answering(text="- reply: Scripted."), odd)[0]

    assert ("cassette", "recorded") == (recorded[0], recorded[2]["error"]["message"])
    assert 400 == refused[1]
    assert "mood" in refused[2]["error"]["message"]


def test_a_reset_forgets_what_was_posted():
    """
    After a reset nothing is scripted that was not at the beginning.
    """
    made = answering(RECORDED, text="- reply: Scripted.")

    made.reset()

    assert ["cassette"] == sources(made, creation("World"))


def test_a_script_from_the_beginning_answers_at_once():
    """
    What makes the synthesizer may give it a script, which then answers without being loaded.
    """
    how = Replaying.parse()
    from mockgemini.synthesize.scripting.reading import loads

    cues = loads("- reply: Scripted.", "x")
    made = how.answering(
        (RECORDED,), lambda kept: synthesizer(kept, how, cues=cues), is_scripted=True
    )

    assert ["script", "cassette"] == sources(made, creation("World"), creation("World"))


def test_a_script_that_cannot_be_read_is_told():
    """
    A posted script is read strictly.
    """
    with pytest.raises(UsageError, match="the script:1: "):
        answering(text="- replies: Hi")


def test_half_a_character_is_refused_like_any_other():
    """
    A refusal quotes what came, though it may not be text that can be written.
    """
    how = Replaying.parse(on_miss="synthesize")
    made = how.answering((), lambda kept: synthesizer(kept, how))

    answer = asyncio.run(made(creation("Hi", service_tier="\ud800")))

    assert 400 == answer.status
    assert b"'?'" in answer.body.read()


def test_what_is_too_large_reaches_nobody():
    """
    A body beyond all limits is refused before it is looked up or answered.
    """
    how = Replaying.parse(on_miss="synthesize")
    made = how.answering((), lambda kept: synthesizer(kept, how))
    headers = (*HEADERS, ("content-length", str(10**12)))

    async def come():
        yield b"{}"

    request = Request("POST", "/v1/interactions", headers=headers, body=Body(come()))

    assert 413 == asyncio.run(made(request)).status

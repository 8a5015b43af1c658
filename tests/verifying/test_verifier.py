"""
A conversation that was recorded, held once more against an API that is asked anew.
"""

import re

import pytest
from samples.replayed import cassette, get, stream
from stages.parting import (
    call_a_tool,
    cancel,
    create,
    emulated,
    poll,
    recorded,
    send,
    stream_and_look,
    upload,
)

from mockgemini.cassette.saving import save
from mockgemini.clock import ManualClock
from mockgemini.handle.mock import MockGemini
from mockgemini.record.budget import Budget, Limits
from mockgemini.verifying.real_api import Asking

KEY = "a-key-of-nobody"
_MADE_UP = re.compile(rb"v1_[\w-]{8,}|files/\w+")


def verify(path, upstream, *talks, **how):
    """
    What was found when these talks were held with the recording.
    """
    mock = MockGemini(path, revision=how.pop("revision", "steps"), **how.pop("playing", {}))
    mock.verify(Asking(KEY, upstream.url, **({"clock": ManualClock()} | how)))
    with mock:
        for talk in talks:
            talk(mock.url)
    assert [] == mock.misses
    return mock.verified


@pytest.mark.parametrize(
    ("talk", "exchanges"),
    [(call_a_tool, 3), (stream_and_look, 3), (poll, 2), (cancel, 2), (upload, 3)],
)
def test_a_conversation_goes_on_live(talk, exchanges, tmp_path):
    """
    Ids of interactions, calls and files, and signatures, are those of the live conversation.
    """
    path = recorded(tmp_path / "talk.yaml", talk)
    before = path.read_bytes()

    with emulated() as upstream:
        found = verify(path, upstream, talk)

    assert ({}, {}, exchanges) == (found.unverified, found.changes, found.exchanges)
    made_up = {name for _, _, body in upstream.asked for name in _MADE_UP.findall(body)}
    assert [] == [name for name in made_up if name in before]
    assert before == path.read_bytes()


def lose_the_call(_path, status, body):
    """
    The model answers in words today.
    """
    if b'"function_call"' not in body:
        return status, body
    text = b'{"type":"model_output","content":[{"type":"text","text":"I do not know."}]}'
    return status, re.sub(rb'\{[^{}]*"type":"function_call"[^{}]*\{[^{}]*\}[^{}]*\}', text, body)


def test_what_cannot_go_on_is_told(tmp_path):
    """
    Where the live model has made no call, its result is not sent, and nothing after it is.
    """
    path = recorded(tmp_path / "talk.yaml", call_a_tool)

    with emulated(change=lose_the_call) as upstream:
        found = verify(path, upstream, call_a_tool)

    assert {"kind_removed", "kind_added"} <= {change.code for change in found.changes}
    assert "breaking" not in {change.severity for change in found.changes}
    assert (1, 1) == (found.exchanges, len(upstream.asked))
    assert [["talk.yaml#2", "talk.yaml#3"]] == list(found.unverified.values())
    assert "it continues " in next(iter(found.unverified))


def test_each_exchange_is_asked_once(tmp_path):
    """
    A client that asks again gets the recording again, and no second bill is made.
    """
    path = recorded(tmp_path / "talk.yaml", lambda url: create(url, "Hello."))

    def twice(url):
        assert create(url, "Hello.") == create(url, "Hello.")

    with emulated() as upstream:
        found = verify(path, upstream, twice, playing={"repeat": "last"})

    assert (1, 1) == (found.exchanges, len(upstream.asked))


def test_scripted_and_synthesized_answers_are_asked_of_nobody(tmp_path):
    """
    Only what was recorded has an original.
    """
    path = recorded(tmp_path / "talk.yaml", lambda url: create(url, "Hello."))

    with emulated() as upstream, MockGemini(path, on_miss="synthesize") as plain:
        mock = MockGemini(path, on_miss="synthesize").verify(Asking(KEY, upstream.url))
        with mock:
            mock.reply("Scripted.")
            create(mock.url, "Anything.")
            create(mock.url, "Something else.")
            send(mock.url, "POST", "/__mockgemini__/script", b"- reply: More.\n")
            send(mock.url, "POST", "/__mockgemini__/reset")
        assert None is plain.verified

    assert (0, []) == (mock.verified.exchanges, upstream.asked)


def test_what_was_translated_is_not_compared(tmp_path):
    """
    The client asks in another revision than the one that was recorded.
    """
    path = recorded(tmp_path / "talk.yaml", lambda url: create(url, "Hello."))

    with emulated() as upstream:
        found = verify(path, upstream, ask_of_old, playing={"translate": True})

    assert (0, []) == (found.exchanges, upstream.asked)
    assert "it was recorded in another revision, and translated" in next(iter(found.unverified))


def test_a_resumed_stream_is_not_compared(tmp_path):
    """
    It goes on at an event that only the recording has.
    """
    events = [
        {"event_type": "interaction.created", "interaction": {"id": "v1_x"}, "event_id": "e1"},
        {"event_type": "interaction.completed", "interaction": {"id": "v1_x"}, "event_id": "e2"},
    ]
    answer = stream(*((0.0, event) for event in events))
    path = tmp_path / "talk.yaml"
    save(cassette((get("/v1/interactions/v1_x", "stream=true"), answer)), path)

    def resume(url):
        address = "/v1/interactions/v1_x?stream=true&last_event_id=e1"
        assert send(url, "GET", address)[0] == 200

    with emulated() as upstream:
        found = verify(path, upstream, resume)

    assert (0, []) == (found.exchanges, upstream.asked)
    assert "it resumes a stream at an event" in next(iter(found.unverified))


def ask_of_old(url):
    """
    A question by a client of the retired revision.
    """
    asked = {"model": "gemini-2.5-flash", "input": "Hello."}
    old = {"api-revision": "2026-05-07"}
    assert send(url, "POST", "/v1beta/interactions", asked, **old)[0] == 200


def test_cassettes_of_one_name_are_not_mistaken_for_each_other(tmp_path):
    """
    Answers tell the name of their file alone.
    """
    for folder, text in (("a", "One."), ("b", "Two.")):
        recorded(tmp_path / folder / "talk.yaml", lambda url, text=text: create(url, text))

    with emulated() as upstream:
        found = verify(tmp_path, upstream, lambda url: create(url, "Two."))

    assert (0, []) == (found.exchanges, upstream.asked)
    assert "two cassettes are called so" in next(iter(found.unverified))


def test_the_budget_ends_what_is_asked(tmp_path):
    """
    The rest is replayed only.
    """

    def talk(url):
        for text in ("One.", "Two.", "Three."):
            create(url, text)

    path = recorded(tmp_path / "talk.yaml", talk)
    budget = Budget(Limits(calls=1))

    with emulated() as upstream:
        found = verify(path, upstream, talk, budget=budget)
    budget.close()

    assert (1, 1) == (found.exchanges, len(upstream.asked))
    assert [["talk.yaml#2", "talk.yaml#3"]] == list(found.unverified.values())


def test_errors_never_show_the_key(tmp_path):
    """
    Whatever the API says, the key is taken out of it.
    """
    path = recorded(tmp_path / "talk.yaml", lambda url: create(url, "Hello."))
    body = b'{"error":{"message":"API key a-key-of-nobody not valid."}}'

    with emulated(change=lambda *_: (400, body)) as upstream:
        found = verify(path, upstream, lambda url: create(url, "Hello."))

    assert "API key REDACTED_key_" in next(iter(found.unverified))
    assert KEY not in next(iter(found.unverified))

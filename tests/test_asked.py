"""
What a client asked, as a test looks at it.
"""

import json
from dataclasses import replace

import pytest
from stages.scripts import MODEL, REVISIONS, creation, result

from mockgemini.asked import Asked, requests
from mockgemini.errors import UsageError
from mockgemini.exchange import (
    Body,
    Event,
    Faulty,
    Payload,
    Piece,
    Reply,
    Request,
    Spool,
    Stream,
)
from mockgemini.server.journal import Journal
from mockgemini.wire.outcome import FunctionCall, Text, Turn
from mockgemini.wire.register import NAMES

SSE = (("content-type", "text/event-stream"),)
EVENTS = tuple(Event(n, f"event: e\ndata: {n}\n\n".encode(), "e", str(n)) for n in range(3))
TOOLS = [
    {"type": "function", "name": "get_weather", "parameters": {"type": "object"}},
    {"type": "google_search"},
    {"type": "mcp_server", "name": "files"},
]


def noted(request, answer):
    """
    The request as a test sees it, and its entry in the journal.
    """
    journal = Journal()
    entry = journal.note(request, answer, 0.0)
    (seen,) = requests(journal)
    return seen, entry


@pytest.mark.parametrize("date", REVISIONS)
def test_a_request_is_told_alike_in_both_revisions(date):
    """
    Whatever revision a request speaks, its words are found under the same names.
    """
    request = creation(
        "Hi",
        headers=(("api-revision", date),),
        tools=TOOLS,
        system_instruction="Be brief.",
        previous_interaction_id="v1_x",
        stream=True,
    )

    asked = Asked(request)

    assert ("Hi", MODEL, None) == (asked.text, asked.model, asked.agent)
    assert ("Be brief.", "v1_x") == (asked.system_instruction, asked.previous_interaction_id)
    assert (TOOLS, ["get_weather", "google_search", "mcp_server"]) == (
        asked.tools,
        asked.tool_names,
    )
    assert (True, False) == (asked.stream, asked.background)
    assert ("POST", "/v1beta/interactions") == (asked.method, asked.path)
    assert NAMES[REVISIONS.index(date)] == asked.revision
    assert "Hi" == asked.body["input"]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (
            REVISIONS[0],
            [
                {"role": "user", "content": "One"},
                {"role": "model", "content": "Two"},
                {"role": "user", "content": [{"type": "text", "text": "Three"}]},
            ],
        ),
        (
            REVISIONS[1],
            [
                {"type": "user_input", "content": [{"type": "text", "text": "One"}]},
                {"type": "model_output", "content": [{"type": "text", "text": "Two"}]},
                {"type": "user_input", "content": [{"type": "text", "text": "Three"}]},
            ],
        ),
    ],
)
def test_the_text_is_what_is_said_last(date, said):
    """
    Of a whole conversation the text is what came after the model's last words.
    """
    asked = Asked(creation(said, headers=(("api-revision", date),)))

    assert ("Three", 3) == (asked.text, len(asked.turns))


def test_results_of_functions_are_at_hand():
    """
    Results are told apart, each with the function it is of, by its name or by its call.
    """
    bare = {"type": "function_result", "call_id": "b", "result": "x"}
    before = (Turn("model", (Text("Hm."), FunctionCall("get_time", {}, "b"))),)

    asked = Asked(creation([result("a", "sunny"), bare]), history=before)

    assert ["a", "b"] == [each.call_id for each in asked.results]
    assert ["get_weather", "get_time"] == list(map(asked.function_of, asked.results))
    assert Asked(creation([bare])).function_of(asked.results[1]) is None


def test_an_agent_is_told():
    """
    Where an agent is asked there is no model.
    """
    asked = Asked(creation(agent="deep-research", background=True))

    assert (None, "deep-research", True) == (asked.model, asked.agent, asked.background)


def test_a_request_that_makes_no_sense_is_still_told():
    """
    What the service would refuse can be looked at.
    """
    asked = Asked(creation("", model=3, tools="x", stream="yes"))

    assert ("", None, [], False) == (asked.text, asked.model, asked.tools, asked.stream)


def test_other_calls_say_nothing_of_models():
    """
    A poll, or an upload, has a path and no words.
    """
    upload = Request("POST", "/upload/v1beta/files", "", (), Body.of(b"\x89PNG"))
    poll = Request("GET", "/v1beta/interactions/v1_x", "key=AIzaSyA12345&stream=true")

    assert ((), "", None) == (Asked(upload).turns, Asked(upload).text, Asked(upload).model)
    assert ("", None) == (Asked(poll).text, Asked(poll).body)
    assert "AIza" not in Asked(poll).query
    assert Asked(poll).query.endswith("stream=true")
    assert "<Asked GET /v1beta/interactions/v1_x: GET /v1beta/interactions/v1_x>" == repr(
        Asked(poll)
    )


def test_keys_are_not_told():
    """
    For a key stands a placeholder, the same for the same key.
    """
    one, same, other = (
        Asked(Request("GET", "/v1/models", headers=(("x-goog-api-key", key), ("accept", "x"))))
        for key in ["secret", "secret", "else"]
    )

    assert "secret" not in str(one.headers)
    assert one.headers == same.headers != other.headers
    assert "x" == one.headers["accept"]


# --- bodies -----------------------------------------------------------------------------------


def test_a_body_that_is_no_json_says_so():
    """
    Bytes are at hand where JSON is not.
    """
    asked = Asked(Request("POST", "/upload/v1beta/files", "", (), Body.of(b"\x89PNG")))

    assert b"\x89PNG" == asked.content
    with pytest.raises(UsageError, match=r"is no JSON; \.content has its 4 bytes"):
        _ = asked.body


def test_a_body_that_is_gone_says_so():
    """
    Bodies beyond a megabyte are not kept by the journal, and asking for one tells that.
    """
    spool = Spool()
    spool.write(json.dumps({"model": MODEL, "input": "x" * 1024 * 1100}).encode())
    whole = Body.of(spool.payload())
    headers = (("content-length", str(whole.payload.size)),)
    asked, _ = noted(Request("POST", "/v1/interactions", "", headers, whole), Reply(200))

    with pytest.raises(UsageError, match="beyond 1 MiB are not kept for tests"):
        _ = asked.text


# --- what became of it ------------------------------------------------------------------------


def test_the_answer_is_told():
    """
    The status, who answered, and whether the client left.
    """
    asked, entry = noted(creation(), Reply(429, (("x-mockgemini-source", "script"),)))

    assert (429, "script", False, 0) == (
        asked.status,
        asked.source,
        asked.disconnected,
        asked.events_sent,
    )
    entry.client_left = True
    assert asked.disconnected


@pytest.mark.parametrize(("sent", "events"), [(-1, 3), (0, 0), (18, 1), (35, 1), (36, 2), (54, 3)])
def test_events_that_went_out_are_counted(sent, events):
    """
    An event counts when all of its bytes went out; of a stream sent at once all do.
    """
    asked, entry = noted(creation(), Stream(200, SSE, EVENTS))
    entry.bytes_sent = sent

    assert 18 == len(EVENTS[0].raw)
    assert events == asked.events_sent


def test_events_of_a_faulty_stream_are_counted():
    """
    What a fault has made of a stream is counted by its frames.
    """
    pieces = tuple(Piece(event.at, event.raw) for event in EVENTS)
    asked, entry = noted(creation(), Faulty(200, SSE, pieces, "held"))
    entry.bytes_sent = 40

    assert 2 == asked.events_sent
    assert 0 == noted(creation(), Faulty(200, (), pieces))[0].events_sent


def test_before_the_answer_nothing_is_known():
    """
    A fake model sees a request that is not answered yet.
    """
    asked = Asked(creation())

    assert (None, None, False, 0) == (
        asked.status,
        asked.source,
        asked.disconnected,
        asked.events_sent,
    )


def test_a_long_prompt_is_told_short():
    """
    In messages a prompt stands on one line, cut at sixty characters.
    """
    asked = Asked(replace(creation("word \n" * 40), headers=()))

    assert 62 == len(asked.summary)
    assert "\n" not in asked.summary
    assert Payload(asked.content).size > 200

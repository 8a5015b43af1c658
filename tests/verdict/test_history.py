"""
What a client did, as the rules see it.
"""

from itertools import groupby

import pytest
from samples.recorded_interactions import recorded
from samples.shared import needs_recordings
from stages.judging import SSE, Client
from stages.scripts import REVISIONS, creation, result

from mockgemini.errors import UsageError
from mockgemini.exchange import Body, Faulty, Piece, Reply, Request, Stream
from mockgemini.server.journal import Journal
from mockgemini.verdict.history import History, pause
from mockgemini.verdict.rules import judged
from mockgemini.wire.outcome import FunctionCall

FOUND_IN_RECORDINGS = {
    # One turn alone was recorded; the next one is in a file of its own.
    "vercel-ai/steps/tool-call-step1.chunks.txt": ["unanswered_call"],
    "vercel-ai/steps/tool-call-step1.json": ["unanswered_call"],
}


@needs_recordings
def test_real_clients_are_well_behaved():
    """
    Of the clients in real recordings nothing is said but what is so.
    """
    found = {}
    for path, exchanges in groupby(recorded(), lambda named: named[0].rpartition("#")[0]):
        journal = Journal()
        for number, (_, exchange) in enumerate(exchanges):
            journal.note(exchange.request, exchange.answer, number * 10.0)
        found[path] = judged(History(journal, default_revision=path.split("/")[1])).names

    assert {path: names for path, names in found.items() if names} == FOUND_IN_RECORDINGS
    assert 30 < len(found)


@pytest.mark.parametrize("date", REVISIONS)
def test_an_interaction_is_told_of_by_several_answers(date):
    """
    All answers about one interaction are its tellings; the last status counts.
    """
    client = Client(date)
    client.told("Done.", polls=1)
    job = client.asks("Work.", background=True)["id"]
    client.looks(job)
    client.looks(job)

    (told,) = client.history.told

    assert (job, 1, "completed") == (told.id, told.number, told.status)
    assert ([1, 2, 3], "Done.") == ([each.number for each in told.tellings], told.outcome.text)


def test_interactions_that_are_not_stored():
    """
    What has no id is one interaction for each answer.
    """
    client = Client()
    for said in ["Hi", "Hello"]:
        client.told("Yes.")
        client.asks(said, store=False)

    assert [1, 2] == [told.number for told in client.history.told]


def test_only_the_rest_was_asked_for():
    """
    The rest of a stream tells the status, and not what was said before.
    """
    client = Client()
    client.told("Done.")
    job = client.asks("Work.", background=True, stream=True)["id"]
    whole = client.history.requests[0].events
    client.note(
        Request("GET", f"/v1beta/interactions/{job}", "stream=true&last_event_id=x"),
        Stream(200, SSE, whole[-2:]),
    )

    (told,) = client.history.told

    assert ("completed", "Done.") == (told.status, told.outcome.text)


def test_what_is_the_same_request():
    """
    Spelling does not matter; what has no revision, or is not known, is the same as nothing.
    """
    client = Client()
    client.is_refused(500, "Hi")
    client.is_refused(500, [{"type": "text", "text": "Hi"}])
    client.note(Request("GET", "/v1beta/files/x"), Reply(200))
    client.note(Request("POST", "/v1beta/interactions", body=Body.of(b"{")), Reply(400))

    one, other, file, torn = client.history.requests

    assert one.key == other.key
    assert (None, None, False) == (file.key, torn.key, torn.is_known)
    assert [(1, 2)] == [tuple(each.number for each in many) for many in client.history.series]
    assert "GET /v1beta/files/x" == str(file)


def test_a_broken_connection_is_followed_by_another():
    """
    A client whose connection broke comes back on a new one; others stay where they are.
    """
    client = Client()
    client.note(creation(), Faulty(503, ending="reset"))
    client.peer = ("127.0.0.1", 2)
    client.is_refused(503, at=2.0)

    assert 1 == len(client.history.series)


def test_only_what_went_out_was_told():
    """
    Of a stream the client knows the whole events that were sent to it.
    """
    client = Client()
    client.told("Done.")
    client.asks("Work.", stream=True)
    whole = client.history.requests[0].events
    data = b"".join(event.raw for event in whole)
    entry = client.note(creation(), Faulty(200, SSE, (Piece(0.0, data),), "held"))
    entry.bytes_sent = len(whole[0].raw + whole[1].raw) + 3
    client.note(creation(), Faulty(200, (), (Piece(0.0, b"{}"),)))

    _, cut, other = client.history.requests

    assert [event.raw for event in whole[:2]] == [event.raw for event in cut.events]
    assert ("in_progress", "") == (cut.outcome.status, cut.outcome.text)
    assert ((), None) == (other.events, other.outcome)


def test_skipped_waits_are_time():
    """
    The time between two requests is as if the waits between them had not been skipped.
    """
    client = Client()
    for moment in [1.0, 2.0, 3.0]:
        client.is_refused(500, at=moment)
    client.sleeps(10.0, at=1.5)
    client.sleeps(20.0, at=2.5)

    one, other, last = client.history.requests

    assert (11.0, 21.0) == (pause(one, other), pause(other, last))


def test_calls_and_results_of_a_request():
    """
    Of a request's history the calls and results can be had.
    """
    client = Client()
    call = {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    client.note(creation([call, result("c1", "x", "f")]), Reply(200))

    (noted,) = client.history.requests

    assert [FunctionCall("f", {}, "c1")] == noted.calls
    assert ["c1"] == [each.call_id for each in noted.results]


@pytest.mark.parametrize("rate", [0, -1.0, float("nan")])
def test_a_rate_is_above_zero(rate):
    """
    No polls a second at all is a mistake.
    """
    with pytest.raises(UsageError, match="polls_per_second takes a rate above 0, not"):
        History((), (), rate)

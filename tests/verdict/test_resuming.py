"""
What is said of streams that broke off.
"""

import pytest
from stages.judging import HEADERS, Client
from stages.scripts import REVISIONS, creation

from mockgemini.exchange import Reply, Request, Stream
from mockgemini.verdict.history import History


def broken(date, *, client_left=False, background=True):
    """
    A client whose stream broke off after four events; the request and the interaction's id.
    """
    client = Client(date)
    client.told(chunks=["It ", "is ", "so."])
    request = creation(
        "Weather?", headers=client.headers, stream=True, background=background, store=True
    )
    begun = client.loses(request, 6, client_left=client_left)
    return client, request, begun.get("id") or begun["interaction_id"]


@pytest.mark.parametrize("date", REVISIONS)
def test_a_stream_asked_for_from_its_start(date):
    """
    Who has event ids and asks for all of a stream again did not keep them.
    """
    client, _, job = broken(date)
    client.looks(job, "stream=true")

    assert [("restarted_stream", (1, 2))] == client.found
    assert "broke off after 6 events, which have ids, and GET " in str(client.verdict)


@pytest.mark.parametrize("date", REVISIONS)
def test_a_stream_begun_anew(date):
    """
    So did who asks the model once more.
    """
    client, request, _ = broken(date)
    client.told("It is sunny.")
    client.sends(request)

    assert [("restarted_stream", (1, 2))] == client.found


@pytest.mark.parametrize("date", REVISIONS)
def test_a_stream_resumed(date):
    """
    Who asks for the rest is right, whatever comes then.
    """
    client, _, job = broken(date)
    last = [event for event in client.history.requests[0].events if '"event_id"' in event.data]
    client.looks(job, "stream=true&last_event_id=" + last[-1].data.split('event_id":"')[1][:-2])
    client.looks(job, "stream=true")

    assert [] == client.found
    assert [("completed", 1)] == [(told.status, told.number) for told in client.history.told]


@pytest.mark.parametrize("how", [{"client_left": True}, {"background": False}])
def test_other_streams_begun_anew(how):
    """
    A user may press stop and ask again; without event ids there is nothing to resume by.
    """
    client, request, _ = broken(REVISIONS[-1], **how)
    client.told("It is sunny.")
    client.sends(request)

    assert [] == client.found


def test_a_stream_that_nobody_wants_again():
    """
    Of a stream that is left broken nothing is said, nor of other broken answers.
    """
    client, _, _ = broken(REVISIONS[-1])
    get = Request("GET", "/v1beta/interactions/v1_x", "stream=true", HEADERS)
    client.note(get, Stream(200, cut="upstream"))
    client.note(get, Reply(200))

    assert [] == client.found
    assert [1] == [told.number for told in History(client.journal).told]

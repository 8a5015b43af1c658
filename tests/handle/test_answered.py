"""
The interactions of a space, as a test looks at them.
"""

import asyncio
import json

import pytest
from stages.scripts import HEADERS, MODEL, REVISIONS, creation

from mockgemini.exchange import Payload, Reply, Request
from mockgemini.handle.answered import interactions
from mockgemini.server.journal import Journal
from mockgemini.synthesize.scripting.reply import Reply as Said
from mockgemini.synthesize.scripting.script import Script
from mockgemini.synthesize.synthesizer import Synthesizer
from mockgemini.wire.outcome import FunctionCall


def journal_of(said, *requests, date=REVISIONS[-1]):
    """
    The journal of a space where this was said and asked; a text is a path below the last id.
    """
    synthesizer, journal = Synthesizer(script=Script(tuple(said))), Journal()
    last = ""
    for each in requests:
        head = (("api-revision", date),)
        if isinstance(each, str):
            below, _, query = each.partition("?")
            method = "POST" if below else "GET"
            path = f"/v1beta/interactions/{last}{below}"
            request = Request(method, path, query, (*HEADERS, *head))
        else:
            request = creation(headers=head, **each)
        answer = asyncio.run(synthesizer(request))
        journal.note(request, answer, 0.0)
        if isinstance(answer, Reply):
            last = json.loads(answer.body.read()).get("id", last)
        else:
            first = json.loads(answer.events[0].data)
            last = first.get("interaction", {"id": last})["id"]
    return journal


@pytest.mark.parametrize("date", REVISIONS)
@pytest.mark.parametrize("stream", [False, True])
def test_an_interaction_is_told_alike(date, stream):
    """
    Status, text, calls and usage are found under the same names, whatever the revision.
    """
    call = FunctionCall("f", {"x": 1}, "my-id")
    said = Said.of("Wait.", call, usage={"input": 3, "output": 4})

    (seen,) = interactions(journal_of([said], {"stream": stream}, date=date))

    assert ("requires_action", "Wait.", MODEL, None) == (
        seen.status,
        seen.text,
        seen.model,
        seen.agent,
    )
    assert (("f", {"x": 1}, "my-id"), 7) == (
        (seen.calls[0].name, seen.calls[0].arguments, seen.calls[0].id),
        seen.usage.total,
    )
    assert 2 == len(seen.parts)
    assert seen.id.startswith("v1_")


def test_the_last_word_counts():
    """
    A job that was polled, or cancelled, is what it was last told to be.
    """
    job = Said.of("Done.", polls=1)

    (done,) = interactions(journal_of([job], {}, "", ""))
    (cancelled,) = interactions(journal_of([job], {}, "/cancel"))

    assert [("completed", "Done."), ("cancelled", "")] == [
        (each.status, each.text) for each in [done, cancelled]
    ]


def test_input_that_is_repeated_is_not_the_model_s():
    """
    Where a poll tells the input as well, the parts are still what the model did.
    """
    (seen,) = interactions(journal_of([Said.of("Done.")], {}, "?include_input=true"))

    assert ["Done."] == [part.text for part in seen.parts]


def test_the_end_of_a_stream_is_not_all_of_it():
    """
    A stream that is taken up again tells only the rest, and does not replace the whole.
    """
    said = Said.of(chunks=["one ", "two"], polls=1)
    journal = journal_of([said], {"stream": True})
    (entry,) = journal
    ids = [json.loads(event.data).get("event_id") for event in entry.answer.events[:-1]]
    event_id = next(filter(None, ids))

    resumed = journal_of([said], {"stream": True}, f"?stream=true&last_event_id={event_id}")

    assert ["one two"] == [each.text for each in interactions(resumed)]


def test_what_is_not_stored_is_one_for_each_answer():
    """
    Interactions without an id are told apart by their answers.
    """
    said = [Said.of("One."), Said.of("Two.")]

    found = interactions(journal_of(said, {"store": False}, {"store": False}))

    assert [(None, "One."), (None, "Two.")] == [(each.id, each.text) for each in found]


def test_what_it_continues_is_known_from_the_request():
    """
    The interaction before is told although answers do not repeat it.
    """
    one = journal_of([Said.of("One.")], {})
    (first,) = interactions(one)

    both = journal_of([Said.of("One."), Said.of("Two.")], {}, {"previous_interaction_id": first.id})

    assert [None, first.id] == [each.previous_interaction_id for each in interactions(both)]


def test_errors_and_other_calls_are_no_interactions():
    """
    A refusal, a deletion and a file are left out.
    """
    journal = Journal()
    refused = Reply(400, (), Payload(b'{"error":{"code":"x","message":"y"}}'))
    journal.note(creation(), refused, 0.0)
    journal.note(Request("DELETE", "/v1/interactions/v1_x"), Reply(200, (), Payload(b"{}")), 0.0)
    journal.note(Request("GET", "/v1/files"), Reply(200, (), Payload(b'{"files":[]}')), 0.0)
    journal.note(creation(), Reply(200, (), Payload(b"{}")), 0.0)

    assert () == interactions(journal)

import json

import pytest
from stages.faulted import BODY, ID, LOOK, REPLY, STREAM, Stage, given

from mockgemini.exchange import Payload, Poll, Polls, Reply
from mockgemini.faults import EndsFailed, NeverEnds, Vanishes

RUNNING = Reply(200, REPLY.headers, Payload(json.dumps({"id": ID, "status": "queued"}).encode()))
JOB = Polls((Poll(0.0, RUNNING), Poll(9.0, REPLY)))


@pytest.mark.parametrize(
    ("fault", "status"), [(NeverEnds(), "in_progress"), (EndsFailed(), "failed")]
)
def test_a_job_does_not_end_as_it_did(fault, status):
    """
    Until its end it is shown as recorded, then with another status and nothing of what came of it.
    """
    stage = Stage(fault, answer=JOB, asked=LOOK)

    told = [stage.visit().json for _ in range(4)]

    assert ["queued", status, status, status] == [each["status"] for each in told]
    assert {"id": ID, "status": status} == told[-1]


def test_when_the_fault_is_over_the_job_has_ended():
    """
    What was hidden is shown to the next one who looks.
    """
    stage = Stage(NeverEnds(times=2), answer=JOB, asked=LOOK)

    told = [stage.visit().json["status"] for _ in range(4)]

    assert ["queued", "in_progress", "in_progress", "completed"] == told


def test_a_job_vanishes():
    """
    After so many looks it is not found any more, in the documented words.
    """
    stage = Stage(Vanishes(after=1), answer=JOB, asked=LOOK)

    told = [stage.visit() for _ in range(3)]

    assert [200, 404, 404] == [each.status for each in told]
    assert (
        b'{"error":{"message":"Failed to get completed interaction: Result not found.",'
        b'"code":"not_found"}}'
    ) == told[1].body


@pytest.mark.parametrize("fault", [NeverEnds(), EndsFailed(), Vanishes()])
def test_only_looks_are_concerned(fault):
    """
    What creates, and what is no interaction, is as ever.
    """
    assert BODY == given(fault, answer=REPLY).body
    assert BODY == given(fault, answer=REPLY, asked=("GET", "/v1/files/x", None)).body


@pytest.mark.parametrize("answer", [STREAM, Reply(200), Reply(200, (), Payload(b"[]"))])
@pytest.mark.parametrize("fault", [NeverEnds(), EndsFailed()])
def test_what_is_no_resource_is_left_alone(fault, answer):
    """
    A stream, and a body without a status, have no end to change.
    """
    whole = answer.body if answer is STREAM else answer.body.read()

    assert whole == given(fault, answer=answer, asked=LOOK).body


def test_a_status_that_is_no_word_is_an_end():
    """
    A resource whose status is a list is not running, whatever it may be.
    """
    odd = Reply(200, (), Payload(b'{"status":["in_progress"]}'))

    assert b"in_progress" in given(NeverEnds(), answer=odd, asked=LOOK).body

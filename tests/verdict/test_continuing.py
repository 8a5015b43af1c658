"""
What is said of how a client goes on.
"""

import pytest
from stages.judging import Client, bodiless, history_of, items, without
from stages.scripts import REVISIONS, creation, result

from mockgemini.exchange import Reply
from mockgemini.wire.outcome import FunctionCall, Thought

HM = Thought("Hm.", signature="c2lnbmVk")


def broken_off(date, **more):
    """
    A client whose answer is incomplete; the body of that.
    """
    client = Client(date)
    client.told("Once upon a", status="incomplete")
    body = client.asks("A tale.", **more)
    client.told("Fine.")
    return client, body


@pytest.mark.parametrize("date", REVISIONS)
def test_an_incomplete_answer_taken_for_whole(date):
    """
    Going on from an incomplete answer as if nothing were is a finding, by id and by history.
    """
    by_id, body = broken_off(date)
    by_id.asks("Translate it.", previous_interaction_id=body["id"])
    by_history, body = broken_off(date)
    more = {"type": "text", "text": "Translate it."}
    by_history.asks(history_of("A tale.", body, more))

    assert [("used_incomplete", (1, 2))] == by_id.found == by_history.found


@pytest.mark.parametrize("date", REVISIONS)
@pytest.mark.parametrize(
    ("said", "more"),
    [
        ("Please continue.", {}),
        ("Again.", {"generation_config": {"max_output_tokens": 900}}),
        ("Again.", {"generation_config": {"temperature": 0}}),
    ],
)
def test_an_incomplete_answer_noticed(date, said, more):
    """
    Asking to go on, or allowing for more tokens, shows that it was noticed.
    """
    client, body = broken_off(date, generation_config={"max_output_tokens": 10})
    client.asks(said, previous_interaction_id=body["id"], **more)

    assert [] == client.found


def test_an_incomplete_answer_left():
    """
    Of an answer that nobody goes on from nothing is said, nor of what is too large to be known.
    """
    client, body = broken_off(REVISIONS[-1])
    client.asks("Something else.", previous_interaction_id="v1_other")
    client.note(bodiless(creation("x", previous_interaction_id=body["id"])), Reply(200))

    assert [] == client.found


def thinking(date):
    """
    A client whose model thought and called a function; the body of that.
    """
    client = Client(date)
    client.told(HM, FunctionCall("get_weather", {}, "c1"))
    body = client.asks("Weather?", store=False)
    client.told("Fine.")
    return client, body


@pytest.mark.parametrize("date", REVISIONS)
def test_a_history_sent_back_whole(date):
    """
    A history as it came is as it should be.
    """
    client, body = thinking(date)
    client.asks(history_of("Weather?", body, result("c1", "rain")))

    assert [] == client.found


@pytest.mark.parametrize("date", REVISIONS)
@pytest.mark.parametrize("lost", ["thought", "signature"])
def test_a_history_without_signatures(date, lost):
    """
    Leaving out thoughts, or their signatures, is a finding; once for each answer.
    """
    client, body = thinking(date)
    name = "steps" if "steps" in body else "outputs"
    body[name] = without(lost, items(body))
    client.asks(history_of("Weather?", body, result("c1", "rain")))
    client.asks(history_of("Weather?", body, result("c1", "snow")))

    assert [("dropped_signature", (1, 2))] == client.found
    assert "had a signature, and the history that was sent back lacks 1 of them" in str(
        client.verdict
    )


@pytest.mark.parametrize("date", REVISIONS)
@pytest.mark.parametrize("answers", [[[HM, "Yes."], ["Yes."]], [["Yes."], [HM, "Yes."]]])
def test_answers_that_read_alike(date, answers):
    """
    Of several answers with the same words it may be the one without signatures.
    """
    client = Client(date)
    for said in answers:
        client.told(*said)
        body = client.asks("Really?", store=False)
    client.told("Fine.")
    name = "steps" if "steps" in body else "outputs"
    body[name] = without("thought", items(body))
    client.asks(history_of("Really?", body, {"type": "text", "text": "Oh."}))

    assert [] == client.found


def test_a_continued_interaction_needs_no_history():
    """
    With previous_interaction_id the server has the signatures.
    """
    client, body = thinking(REVISIONS[-1])
    more = [*without("thought", items(body)), result("c1", "rain")]
    client.asks(more, previous_interaction_id="v1_x")

    assert [] == client.found

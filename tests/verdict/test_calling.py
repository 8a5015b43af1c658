"""
What is said of calls and results.
"""

import pytest
from stages.judging import Client, bodiless, history_of
from stages.scripts import REVISIONS, creation, result

from mockgemini.exchange import Reply
from mockgemini.wire.outcome import FunctionCall

WEATHER, TIME = FunctionCall("get_weather", {}, "c1"), FunctionCall("get_time", {}, "c2")


def called(*calls, date=REVISIONS[-1], **more):
    """
    A client whose model has called functions; the body of its answer.
    """
    client = Client(date)
    client.told(*calls)
    body = client.asks("Weather?", **more)
    client.told("Fine.")
    return client, body


@pytest.mark.parametrize("date", REVISIONS)
def test_answered_calls(date):
    """
    Results for all calls are as it should be, in both revisions.
    """
    client, body = called(WEATHER, TIME, date=date)
    results = [result("c1", "rain"), result("c2", "noon", "get_time")]
    client.asks(results, previous_interaction_id=body["id"])

    assert [] == client.found


@pytest.mark.parametrize("date", REVISIONS)
def test_answered_calls_of_a_history(date):
    """
    Results may also come in a history that is sent back.
    """
    client, body = called(WEATHER, date=date, store=False)
    client.asks(history_of("Weather?", body, result("c1", "rain")))

    assert [] == client.found


@pytest.mark.parametrize("date", REVISIONS)
def test_a_call_that_nobody_answers(date):
    """
    A call without a result to the end is a finding.
    """
    client, _ = called(WEATHER, date=date)

    assert [("unanswered_call", (1,))] == client.found
    assert "the model called get_weather (c1), and nobody answered." in str(client.verdict)


def test_a_call_that_is_passed_over():
    """
    So is one that the next request goes on without.
    """
    client, body = called(WEATHER, TIME)
    client.asks([result("c1", "rain")], previous_interaction_id=body["id"])

    assert [("unanswered_call", (1, 2))] == client.found
    assert "get_time (c2), and the next request continues without it" in str(client.verdict)


def test_calls_of_a_deleted_interaction():
    """
    Who deletes an interaction owes it nothing.
    """
    client, body = called(WEATHER)
    client.looks(body["id"], method="DELETE")

    assert [] == client.found


def test_nothing_is_said_of_what_is_not_known():
    """
    A later request whose body was too large to keep may have had the result.
    """
    client, body = called(WEATHER)
    large = bodiless(creation([result("c1", "rain")], previous_interaction_id=body["id"]))
    client.note(large, Reply(200))

    assert [] == client.found


def test_a_result_without_a_call():
    """
    A result under an id that no call had is a finding.
    """
    client, body = called(WEATHER)
    results = [result("c1", "rain"), result("c7", "snow")]
    client.asks(results, previous_interaction_id=body["id"])

    assert [("unknown_call", (2,))] == client.found
    assert "it has a result for 'c7', and no such call was made" in str(client.verdict)


def test_results_for_what_was_before():
    """
    Of calls made before the test nothing is known; those of a history stand in it.
    """
    client = Client()
    client.told("Fine.")
    client.asks([result("c7", "snow")], previous_interaction_id="v1_before")
    client.told("Fine.")
    call = {"type": "function_call", "id": "c8", "name": "get_weather", "arguments": {}}
    client.asks([call, result("c8", "snow")])

    assert [] == client.found


@pytest.mark.parametrize("date", REVISIONS)
def test_the_name_of_another_function(date):
    """
    A result that names another function than its call is a finding; one without a name is none.
    """
    wrong, body = called(WEATHER, date=date)
    wrong.asks([result("c1", "rain", "get_time")], previous_interaction_id=body["id"])
    right, body = called(WEATHER, date=date)
    right.asks([result("c1", "rain", None)], previous_interaction_id=body["id"])

    assert [("wrong_function", (2,))] == wrong.found
    assert [] == right.found
    assert "its result for 'c1' is of get_time, and the call was of get_weather" in str(
        wrong.verdict
    )

"""
What is said about a request that has no recorded answer.
"""

import asyncio
import base64
import os

import pytest
from samples.replayed import ask, body_of, cassette, get, reply, request

from mockgemini.replay.miss import Miss
from mockgemini.replay.player import Player


def missed(asked, *cassettes, times=1, **options):
    """
    The miss that the last of `times` equal requests is.
    """
    player = Player(cassettes, **options)

    async def run():
        return [await player.find(asked) for _ in range(times)][-1]

    found = asyncio.run(run())
    assert isinstance(found, Miss)
    return found


def test_first_sentence_says_it_all():
    """
    The sentence names the place, the nearest exchange and both values where they part.
    """
    recorded = cassette(
        (ask("Tell me a joke"), reply()), (ask("What should I wear in Paris today?"), reply())
    )

    found = missed(ask("What should I wear in Paris now?"), recorded)

    assert (
        "No recorded answer: /input differs from weather.yaml#2 ('…in Paris today?' → "
        "'…in Paris now?')."
    ) == found.sentence
    assert "weather.yaml#2" == found.nearest
    assert ["/input"] == [each.path for each in found.differences]


def test_report_has_request_nearest_differences_and_cure():
    """
    The full text goes on with the request, the nearest, every difference, and what to do.
    """
    recorded = cassette((ask("hi", store=False, tools=[1]), reply()))

    found = missed(ask("ho", stream=True), recorded)
    *report, cure = found.text().splitlines()

    assert [
        "No recorded answer: /input and 3 more places differ from weather.yaml#1 ('hi' → 'ho').",
        "  asked     POST /v1/interactions (steps)",
        "  nearest   weather.yaml#1  POST /interactions (steps)",
        "    /input",
        "      recorded  'hi'",
        "      asked     'ho'",
        "    /store",
        "      recorded  false",
        "      asked     nothing",
        "    /tools",
        "      recorded  [1]",
        "      asked     nothing",
        "    /stream",
        "      recorded  nothing",
        "      asked     true",
    ] == report
    assert (cure.strip(),) == found.cure
    assert "To record it: mockgemini record weather.yaml --mode new_episodes" == cure.strip()


def test_answer_is_in_the_interactions_shape():
    """
    For Interactions the error has a message and a snake_case code.
    """
    answer = missed(ask("hi")).answer()

    assert 422 == answer.status
    assert ("x-mockgemini-source", "miss") in answer.headers
    error = body_of(answer)["error"]
    assert {"message", "code"} == error.keys()
    assert "no_recorded_answer" == error["code"]
    assert error["message"].startswith("No recorded answer: there is no cassette, ")


def test_answer_is_in_the_files_shape():
    """
    For everything else the error has a number and a status.
    """
    error = body_of(missed(get("/v1beta/files/abc")).answer())["error"]

    assert (422, "NO_RECORDED_ANSWER") == (error["code"], error["status"])


@pytest.mark.parametrize(
    ("recorded", "words"), [(1, "once and asked twice"), (2, "twice and asked 3 times")]
)
def test_spent_exchange_asks_whether_the_client_retries(recorded, words):
    """
    A request asked once more than it was recorded is told so.
    """
    found = missed(ask("hi"), cassette(*[(ask("hi"), reply())] * recorded), times=recorded + 1)

    assert "spent" == found.kind
    assert f"was recorded {words}: is the client retrying?" in found.sentence
    assert "repeat='last'" in found.text()


def test_path_that_was_never_recorded_lists_those_that_were():
    """
    Where nothing is recorded for the path, the report lists the paths most like it.
    """
    recorded = cassette(
        (get("/v1/interactions/v1_abc"), reply()), (request("DELETE", "/v1/files/x"), reply())
    )

    found = missed(get("/v1/interactions/v1_abd"), recorded)

    assert "path" == found.kind
    assert "No recorded answer: nothing is recorded for GET /interactions/v1_abd." == found.sentence
    assert "  recorded  GET /interactions/v1_abc  weather.yaml#1" in found.text().splitlines()
    assert (None, ()) == (found.nearest, found.differences)


def test_nearest_is_preferred_unasked():
    """
    Of two exchanges equally near the one that was not asked yet is named.
    """
    player = Player([cassette((ask("a"), reply()), (ask("b"), reply()))])

    async def run():
        await player.find(ask("a"))
        return await player.find(ask("c"))

    assert "weather.yaml#2" == asyncio.run(run()).nearest


def test_long_values_leave_the_sentence_short():
    """
    What does not fit is left out of the first sentence.
    """
    name = "a_rather_long_name_of_a_cassette_that_takes_nearly_all_of_the_room_there_is.yaml"
    recorded = cassette((ask("a" * 500), reply()), name=name)

    found = missed(ask("a" * 300 + "b" * 300), recorded)

    assert f"No recorded answer: /input differs from {name}#1." == found.sentence
    assert all(len(line) < 140 for line in found.text().splitlines()[:-1])


def test_base64_is_summarized():
    """
    An image is told by its size, not shown.
    """
    images = [base64.b64encode(os.urandom(9_000)).decode() for _ in range(2)]
    asked, recorded = (ask([{"type": "image", "data": image}]) for image in images)

    report = missed(asked, cassette((recorded, reply()))).text()

    assert "      recorded  <base64, 9 kB>" in report.splitlines()
    assert images[0][:40] not in report


def test_secrets_are_not_shown():
    """
    A key in query or body is replaced before anybody sees it.
    """
    secret = "AIza" + "x" * 35
    asked = request("POST", body={"input": f"use {secret}"}, query=f"key={secret}&a={secret}")

    found = missed(asked, cassette((ask("use"), reply())))

    assert secret not in found.text()
    assert secret not in missed(get(f"/v1/files/{secret}"), cassette((ask("a"), reply()))).text()


def test_many_differences_are_cut():
    """
    Beyond twenty differences the report only counts them.
    """
    old, new = ({f"x{n}": n + by for n in range(30)} for by in (0, 1))

    report = missed(ask("hi", **new), cassette((ask("hi", **old), reply()))).text()

    assert "    and 10 more" in report.splitlines()


def test_query_and_bytes_differ_too():
    """
    Differences outside a JSON body are named as well.
    """
    path = "/upload/v1beta/files"

    def chunk(data, offset):
        headers = (("x-goog-upload-command", "upload"), ("x-goog-upload-offset", offset))
        return request("POST", path, data, query=f"part={offset}", headers=headers)

    found = missed(chunk(b"new", "1"), cassette((chunk(b"old", "0"), reply())))

    assert ["body", "?part", "upload offset"] == [each.path for each in found.differences]
    assert "<bytes, sha256 " in found.text()


def test_other_kind_of_body_is_one_difference():
    """
    A body against none, or against bytes, differs as a whole.
    """
    found = missed(request(body=b"bytes"), cassette((request(), reply())))

    assert ["body"] == [each.path for each in found.differences]
    assert "      recorded  nothing" in found.text().splitlines()


def test_revision_is_a_difference():
    """
    Where the nearest speaks another revision, that is said.
    """
    found = missed(ask("ho"), cassette((ask("hi"), reply()), revision="outputs"))

    assert ["/input", "revision"] == [each.path for each in found.differences]

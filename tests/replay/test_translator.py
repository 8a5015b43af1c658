"""
What was recorded in one revision is played to a client of the other, or is a miss that says how.
"""

from samples.replayed import ask, body_of, cassette, numbers, play, reply, request

from mockgemini.exchange import Exchange
from mockgemini.replay.player import Player
from mockgemini.wire.translate import Translated


def test_other_revision_is_a_miss_that_names_the_option():
    """
    A request whose answer exists in another revision only is told about --translate.
    """
    player = Player([cassette((ask("hi"), reply({"n": 1})), revision="outputs")])

    (missed,) = play(player, ask("hi"))

    assert "revision" == missed.kind
    assert "--translate" in missed.sentence
    assert "weather.yaml#1 has one in revision outputs" in missed.sentence


def test_translation_answers_from_another_revision():
    """
    With a translation the exchange of the other revision is played, and counted as any other.
    """

    class Translator:
        def translate(self, exchange, to, _flavour, *, source):  # noqa: ARG002 - as players call it
            n = body_of(exchange.answer)["n"]
            answer = reply({"n": f"{n} in {to}"})
            return Translated(Exchange(exchange.request, answer, revision=to))

        def asked(self, request, _source, _to):
            return request

    recorded = cassette((ask("hi"), reply({"n": 1})), revision="outputs")
    player = Player([recorded], translate=Translator())

    answers = play(player, ask("hi"), ask("hi"))

    assert ["1 in steps", "miss"] == numbers(answers)
    assert "spent" == answers[1].kind


def test_revision_is_told_by_the_client():
    """
    The same bytes from SDKs of two generations get the answers of their own revision.
    """
    player = Player(
        [
            cassette((ask("hi"), reply({"n": "new"}))),
            cassette((ask("hi"), reply({"n": "old"})), revision="outputs", name="old.yaml"),
        ]
    )
    old = (("x-goog-api-client", "google-genai-sdk/1.75.0 gl-python/3.11.7"),)

    answers = play(
        player,
        *[
            request("POST", "/v1beta/interactions", {"model": "m", "input": "hi"}, headers=headers)
            for headers in [old, ()]
        ],
    )

    assert ["miss", "miss"] == numbers(answers)
    body = {"input": "hi", "model": "gemini-2.5-flash"}
    assert ["old", "new"] == numbers(
        play(
            player,
            request("POST", "/v1beta/interactions", body, headers=old),
            request("POST", "/v1beta/interactions", body),
        )
    )

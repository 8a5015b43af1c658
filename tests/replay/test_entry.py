"""
An exchange made ready to be played.
"""

from samples.replayed import ask, cassette, polls, reply

from mockgemini.exchange import Exchange
from mockgemini.redaction import Redactor
from mockgemini.replay.entry import Entry
from mockgemini.replay.keys import Keys
from mockgemini.wire.forgetting import Rules
from mockgemini.wire.translate import Loss, Translated

NAMED = ("x-mockgemini-exchange", "weather.yaml#1")


def entry_of(answer):
    played = cassette((ask("hi"), answer))
    known = Keys().of(played.exchanges[0], Rules(), "steps", Redactor())
    return Entry(played, 1, known, Rules())


def test_answers_are_prepared_once():
    """
    Asked again, an entry gives the very same answer, with its headers.
    """
    entry = entry_of(reply())

    first, again = (entry.states("steps", None) for _ in range(2))

    assert first is again
    assert first[0].under("http://a") is first[0].under("http://b")
    assert NAMED in first[0].answer.headers


def test_every_state_of_a_poll_is_prepared():
    """
    A poll has one prepared answer for each state.
    """
    states = entry_of(polls((0.0, {}, 2), (1.0, {}, 1))).states("steps", None)

    assert [True, True] == [NAMED in state.answer.headers for state in states]


def test_translation_is_asked_for_other_revisions_only():
    """
    The recorded revision is never translated; another one is, once.
    """
    asked = []

    class Translator:
        def translate(self, exchange, to, _flavour, *, source):
            asked.append((source, to))
            return Translated(Exchange(exchange.request, reply({"n": 2})), (Loss("é", "a", "b"),))

    entry = entry_of(reply())

    for revision in ["steps", None, "outputs", "outputs"]:
        (prepared,) = entry.states(revision, Translator())

    assert [("steps", "outputs")] == asked
    assert (
        ("x-mockgemini-translated", "steps-to-outputs"),
        ("x-mockgemini-losses", "1"),
        ("x-mockgemini-loss", "\\xe9: a: b"),
    ) == prepared.answer.headers[-3:]

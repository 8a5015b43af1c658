"""
Keys are worked out once, and are those of the request.
"""

from samples.replayed import ask, reply

from mockgemini.exchange import Exchange
from mockgemini.redaction import Redactor
from mockgemini.replay.keys import Keys
from mockgemini.wire.canonical import Canonical, Rules, canonical


def test_keys_are_worked_out_once():
    """
    Asked twice, the same object comes back; other rules make other keys.
    """
    keys, exchange = Keys(), Exchange(ask("on 2026-06-03"), reply())

    first, again = (keys.of(exchange, Rules(), "steps", Redactor()) for _ in range(2))
    other = keys.of(exchange, Rules(normalize=("date",)), "steps", Redactor())

    assert first is again
    assert first.key != other.key


def test_keys_are_those_of_the_canonical_request():
    """
    The key, the text and the address are the canonical ones, in the revision of the request.
    """
    known = Keys().of(Exchange(ask("hi"), reply()), Rules(), "outputs", Redactor())

    form = canonical(ask("hi"), "steps")

    assert (form.key(), form.text()) == (known.key, known.text)
    assert form == Canonical.read(known.text)
    assert ("POST", "/interactions", "steps") == (known.method, known.path, known.revision)

"""
What is remembered of requests, and what is not.
"""

import json

import pytest

from mockgemini.exchange import Body, Payload, Request
from mockgemini.synthesize import wishes as module
from mockgemini.synthesize.wishes import Wishes
from mockgemini.wire.refusal import Refused
from mockgemini.wire.register import DEFAULT, NAMES


def posted(content, path="/v1beta/interactions"):
    """
    A request with this body.
    """
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return Request("POST", path, "", (), Body.of(Payload(raw)))


HELLO = {"model": "gemini-3.5-flash", "input": "Hello"}


def test_the_same_bytes_are_read_once():
    """
    A request that comes again is the same wish.
    """
    wishes = Wishes(())

    assert wishes.of(posted(HELLO), DEFAULT) is wishes.of(posted(HELLO), DEFAULT)


def test_revisions_are_kept_apart():
    """
    The same bytes may mean something else in another revision.
    """
    wishes = Wishes(())

    assert len({wishes.of(posted(HELLO), name).key for name in NAMES}) == len(NAMES)


def test_spellings_share_their_key():
    """
    Another order of keys is another request with the same key.
    """
    wishes = Wishes(())
    other = dict(reversed(HELLO.items()))

    first, second = (wishes.of(posted(body), DEFAULT) for body in (HELLO, other))

    assert first is not second
    assert first == second


def test_what_is_refused_is_refused_again():
    """
    A refusal is no wish.
    """
    wishes = Wishes(())

    for _ in range(2):
        with pytest.raises(Refused):
            wishes.of(posted(b"{"), DEFAULT)


def test_few_are_remembered_and_none_that_is_large(monkeypatch):
    """
    Memory does not grow with what is asked.
    """
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    wishes = Wishes(())
    asked = [posted({**HELLO, "input": text}) for text in ("a", "b", "c")]
    large = posted({**HELLO, "input": "x" * 20_000})

    first, *_ = [wishes.of(request, DEFAULT) for request in asked]

    assert wishes.of(asked[0], DEFAULT) is not first
    assert wishes.of(large, DEFAULT) is not wishes.of(large, DEFAULT)

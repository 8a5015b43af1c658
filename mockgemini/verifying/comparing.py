"""
A recorded answer and the one that the real API gives today: may they be compared, and what changed?
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from mockgemini.contract.change import Change
from mockgemini.contract.changing import changes
from mockgemini.contract.naming import Named
from mockgemini.contract.portrait import Portrait, portrait
from mockgemini.exchange import Exchange, Poll, Polls, Recorded, Reply, Stream
from mockgemini.wire import wording
from mockgemini.wire.canonical import Rules, canonical
from mockgemini.wire.fields import mapping
from mockgemini.wire.reading import json_of, last_reply, reply_body

_TELLING = frozenset({400, 404, 405, 410, 415, 422, 501})
"""What says that the API no longer takes such a request; other errors are of the occasion."""

_ABOUT_US = ("API_KEY", "API key", "FAILED_PRECONDITION", "billing", "quota")
"""What says that it does not take it from this account, or from this place."""

_LONGEST = 160


def excuse(recorded: Exchange, live: Exchange) -> str:
    """
    Why the live answer says nothing about the API itself; empty where it does.
    """
    answer = live.answer
    if isinstance(answer, Stream) and answer.cut is not None:
        return "the real API's stream broke off"
    status = _status(answer)
    if status < 400 or status == _status(recorded.answer):
        return ""
    error = _error(answer)
    if status in _TELLING and not any(word in error for word in _ABOUT_US):
        return ""
    return f"the real API answered {status}: {_words(answer)}"


def portraits(recorded: Exchange, live: Exchange) -> tuple[Portrait, Portrait]:
    """
    What both answers are like; of a poll the states that it went through, each once.

    Both are polls if one of them is, for how often one has to ask is chance.
    """
    if isinstance(recorded.answer, Polls) or isinstance(live.answer, Polls):
        recorded, live = _polled(recorded), _polled(live)
    return portrait(_named(recorded)), portrait(_named(live))


def drift(old: Portrait, new: Portrait, live: Exchange, words: frozenset[str]) -> Iterator[Change]:
    """
    What changed; `words` are the fields with listed values.
    """
    found = changes(old, new, words)
    return found if new.status < 400 else _refused(found, live)


def _refused(found: Iterable[Change], live: Exchange) -> Iterator[Change]:
    # What else an error lacks follows from its being one.
    for change in found:
        if change.code == "status_changed":
            yield replace(change, now=f"{change.now}: {_words(live.answer)}")


def _named(exchange: Exchange) -> Named:
    return Named(1, exchange, canonical(exchange.request, None, Rules()))


def _polled(exchange: Exchange) -> Exchange:
    answer = exchange.answer
    if isinstance(answer, Stream):
        return exchange
    polls = (Poll(0.0, answer),) if isinstance(answer, Reply) else answer.states
    runs = groupby(polls, lambda poll: mapping(reply_body(poll.reply)).get("status"))
    states = tuple(list(run)[-1] for _, run in runs)
    return Exchange(exchange.request, Polls(states), revision=exchange.revision)


def _status(answer: Recorded) -> int:
    return answer.status if isinstance(answer, Stream) else last_reply(answer).status


def _error(answer: Recorded) -> str:
    if isinstance(answer, Stream):
        return answer.body.decode(errors="replace")
    body = reply_body(last_reply(answer))
    return json.dumps(body, ensure_ascii=False)


def _words(answer: Recorded) -> str:
    """
    The message of an error.
    """
    told = None if isinstance(answer, Stream) else json_of(last_reply(answer).body)
    message = mapping(mapping(told).get("error")).get("message") or "without a word"
    return wording.shortened(wording.line(str(message)), _LONGEST)

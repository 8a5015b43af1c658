"""
An exchange without its secrets, as a value: for whatever is told of it beside the cassette's own
text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mockgemini.exchange import Body, Event, Exchange, Payload, Polls, Recorded, Reply, Stream

Redact = Callable[[str], str]
"""Takes the secrets out of a text."""


def redacted(exchange: Exchange, redact: Redact) -> Exchange:
    """
    The same exchange with every text redacted; what is no UTF-8 or lies in a file is left as it is.
    """
    request = exchange.request
    return Exchange(
        replace(
            request,
            path=redact(request.path),
            query=redact(request.query),
            headers=tuple((name, redact(value)) for name, value in request.headers),
            body=Body.of(_payload(request.body.payload, redact)),
        ),
        _answer(exchange.answer, redact),
        revision=exchange.revision,
        note=exchange.note,
        at=exchange.at,
        line=exchange.line,
    )


def _answer(answer: Recorded, redact: Redact) -> Recorded:
    if isinstance(answer, Polls):
        return Polls(
            tuple(replace(state, reply=_reply(state.reply, redact)) for state in answer.states)
        )
    if isinstance(answer, Stream):
        return replace(answer, events=tuple(_event(event, redact) for event in answer.events))
    return _reply(answer, redact)


def _reply(reply: Reply, redact: Redact) -> Reply:
    return replace(reply, body=_payload(reply.body, redact))


def _event(event: Event, redact: Redact) -> Event:
    data = None if event.data is None else redact(event.data)
    return replace(event, raw=_bytes(event.raw, redact), data=data)


def _payload(payload: Payload, redact: Redact) -> Payload:
    return payload if payload.path is not None else Payload(_bytes(payload.read(), redact))


def _bytes(data: bytes, redact: Redact) -> bytes:
    try:
        return redact(data.decode()).encode()
    except UnicodeDecodeError:
        return data

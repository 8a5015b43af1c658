"""
An exchange without its secrets, as a value: for whatever is told of it beside the cassette's own
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mockgemini.cassette import strands
from mockgemini.exchange import Body, Event, Exchange, Payload, Polls, Recorded, Reply, Stream
from mockgemini.redaction import Redactor


def redacted(exchange: Exchange, redactor: Redactor) -> Exchange:
    """
    The same exchange with every text clean; what is no UTF-8 or lies in a file is left as it is.
    """
    request = exchange.request
    clean = redactor.clean
    return Exchange(
        replace(
            request,
            path=clean(request.path),
            query=clean(request.query),
            headers=tuple((name, clean(value)) for name, value in request.headers),
            body=Body.of(_payload(request.body.payload, redactor)),
        ),
        _answer(exchange.answer, redactor),
        revision=exchange.revision,
        note=exchange.note,
        at=exchange.at,
        line=exchange.line,
    )


def _answer(answer: Recorded, redactor: Redactor) -> Recorded:
    if isinstance(answer, Polls):
        return Polls(
            tuple(replace(state, reply=_reply(state.reply, redactor)) for state in answer.states)
        )
    if isinstance(answer, Stream):
        return replace(answer, events=_events(answer.events, redactor))
    return _reply(answer, redactor)


def _reply(reply: Reply, redactor: Redactor) -> Reply:
    return replace(reply, body=_payload(reply.body, redactor))


def _events(events: tuple[Event, ...], redactor: Redactor) -> tuple[Event, ...]:
    def rewrite(pieces: Sequence[str]) -> list[str]:
        return redactor.blank_pieces(redactor.text_pieces(pieces))

    return tuple(_event(event, redactor) for event in strands.rewritten(events, rewrite))


def _event(event: Event, redactor: Redactor) -> Event:
    data = None if event.data is None else redactor.clean(event.data)
    return replace(event, raw=_bytes(event.raw, redactor), data=data)


def _payload(payload: Payload, redactor: Redactor) -> Payload:
    return payload if payload.path is not None else Payload(_bytes(payload.read(), redactor))


def _bytes(data: bytes, redactor: Redactor) -> bytes:
    try:
        return redactor.clean(data.decode()).encode()
    except UnicodeDecodeError:
        return data

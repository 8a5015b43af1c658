"""
An exchange of the Interactions API, read in whatever revision it speaks.
"""

from __future__ import annotations

from mockgemini.exchange import Exchange, Payload, Polls, Reply, Stream
from mockgemini.jsontext import Json, parse
from mockgemini.wire import register, resource
from mockgemini.wire.outcome import Outcome, Turn
from mockgemini.wire.revision import Reader


def outcome_of(exchange: Exchange) -> Outcome | None:
    """
    What the model did, of a poll the last that was seen; None where the call has no revisions.
    """
    if (reader := _reader(exchange)) is None:
        return None
    answer = exchange.answer
    if isinstance(answer, Stream):
        return reader.read_stream(answer.events)
    return reader.read(reply_body(last_reply(answer)))


def spent(exchange: Exchange) -> tuple[str | None, int | None]:
    """
    The id and the total tokens of its outcome, None where that has none; reads nothing else of it.
    """
    if (reader := _reader(exchange)) is None:
        return None, None
    answer = exchange.answer
    if isinstance(answer, Stream):
        return resource.spent(reader.folded(answer.events))
    return resource.spent(reply_body(last_reply(answer)))


def turns_of(exchange: Exchange) -> tuple[Turn, ...]:
    """
    What the request said to the model; nothing where the call has no revisions.
    """
    reader = _reader(exchange)
    return () if reader is None else reader.read_input(request_body(exchange))


def duration(answer: Reply | Stream | Polls) -> float:
    """
    Seconds from the request to the last byte, of a poll from the first answer to the last.
    """
    if isinstance(answer, Reply):
        return answer.took
    if isinstance(answer, Stream):
        return answer.events[-1].at if answer.events else answer.head
    last = answer.states[-1]
    return last.at + (last.times - 1) * last.every - answer.states[0].at


def last_reply(answer: Reply | Polls) -> Reply:
    """
    The reply itself, or the last one of a poll.
    """
    return answer if isinstance(answer, Reply) else answer.states[-1].reply


def reply_body(reply: Reply) -> Json:
    """
    The JSON of a reply; None where it is none.
    """
    return json_of(reply.body)


def request_body(exchange: Exchange) -> Json:
    """
    The JSON that the client sent; None where it is none.
    """
    return json_of(exchange.request.body.payload)


def json_of(payload: Payload) -> Json:
    """
    The JSON of a body; None where it is none.
    """
    # Uploads and downloads are large, and never begin like JSON.
    start = next(iter(payload.pieces()), b"")[:64].lstrip()
    if not start.startswith((b"{", b"[")):
        return None
    try:
        return parse(payload.read().decode())
    except ValueError:
        return None


def _reader(exchange: Exchange) -> Reader | None:
    revision = exchange.revision or register.revision_of(exchange.request)
    return register.reader(revision) if revision in register.NAMES else None

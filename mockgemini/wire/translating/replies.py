"""
Whole answers from one revision to another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockgemini.exchange import Payload, Reply
from mockgemini.jsontext import COMPACT, Json, Spelling, spelling_of
from mockgemini.wire.encoding import encode
from mockgemini.wire.outcome import Outcome
from mockgemini.wire.reading import reply_body
from mockgemini.wire.rendering import Object
from mockgemini.wire.translating.crossing import Crossing, modern
from mockgemini.wire.translating.losing import lost, placed, relocated, ways_back
from mockgemini.wire.translating.loss import Loss
from mockgemini.wire.translating.strangers import strangers


@dataclass(frozen=True, slots=True)
class Retold:
    """
    A resource in the other revision: what it told before, and what it was asked to tell.

    `losses` are those of its settings; what became of the rest, `lost` finds out.
    """

    body: Object
    before: Outcome
    losses: tuple[Loss, ...]


def retell(body: Object, crossing: Crossing) -> Retold:
    """
    A resource, or what an event tells of one, in the other revision.
    """
    outcome = modern(crossing.source.reader.read(body))
    settings, losses = crossing.target.respeller.respelled(dict(outcome.extra))
    before = replace(outcome, extra=settings)
    said = replace(before, parts=crossing.sayable(before.parts), input=crossing.turns(before.input))
    told = crossing.target.renderer.resource(said, crossing.flavour)
    there = crossing.target.reader.FIELD
    if crossing.source.reader.FIELD in body and there not in told:
        told[there] = []
    if isinstance(body.get("object"), str) and "object" not in told:
        told["object"] = body["object"]
    return Retold(told, before, losses)


def translated(reply: Reply, crossing: Crossing) -> tuple[Reply, tuple[Loss, ...]]:
    """
    An answer and what it lost; errors, and what is no JSON object, are told alike everywhere.
    """
    body = reply_body(reply)
    if reply.status >= 400 or not isinstance(body, dict):
        return reply, ()
    told = retell(body, crossing)
    payload = Payload(_spelled(reply, body, told.body))
    losses = (*told.losses, *_lost(body, told, crossing))
    return replace(reply, body=payload), losses


def _lost(body: Object, told: Retold, crossing: Crossing) -> list[Loss]:
    here, there = crossing.source.reader, crossing.target.reader
    before = placed(here, items(body.get(here.FIELD)))
    after = placed(there, items(told.body.get(there.FIELD)))
    places = [each.place for each in before]
    kept = [each for each in before if crossing.has_words_for(each.part)]
    back = ways_back(kept, after)
    unknown = strangers(
        crossing,
        lambda checker: checker.check_resource(body),
        lambda checker: checker.check_resource(told.body),
    )
    return [
        *lost(crossing, told.before, places, there.read(told.body)),
        *(relocated(each, back) for each in unknown),
    ]


def items(value: Json) -> list[Json]:
    """
    The value if it is a list, else an empty one.
    """
    return value if isinstance(value, list) else []


def _spelled(reply: Reply, before: Object, after: Object) -> bytes:
    spelling = spelling_of(reply.body.read().decode(), before) or COMPACT
    return respell(spelling, after)


def respell(spelling: Spelling, value: Json) -> bytes:
    """
    JSON with the white space and escapes of what it was made from.
    """
    try:
        return spelling.encode(value).encode()
    except UnicodeEncodeError:
        return encode(value)

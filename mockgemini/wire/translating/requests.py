"""
Requests from one revision to another: where they go, what they say, and their settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from mockgemini.exchange import Body, Payload, Request
from mockgemini.jsontext import COMPACT, Json, parse, spelling_of
from mockgemini.wire import register
from mockgemini.wire.content import MEDIA
from mockgemini.wire.fields import mapping, type_of
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.outcome import Outcome, Turn
from mockgemini.wire.reading import json_of
from mockgemini.wire.rendering import Object
from mockgemini.wire.translating.crossing import Crossing, modern_part, together
from mockgemini.wire.translating.losing import worded
from mockgemini.wire.translating.loss import Loss
from mockgemini.wire.translating.replies import items, respell
from mockgemini.wire.translating.strangers import strangers


def asked(request: Request, crossing: Crossing) -> Request:
    """
    The request as a client of the other revision makes it. Its body is made when it is read.
    """
    moved = register.addressed(request, crossing.target.name)
    if not _creates(request):
        return moved
    payload = request.body.payload
    folded = payload.folded

    def load() -> bytes:
        return _rewritten(payload.read(), crossing)

    if folded is not None:
        folded = _rewritten(folded.encode(), crossing).decode()
    return replace(moved, body=Body.of(Payload(load=load, folded=folded)))


def lost_in(request: Request, crossing: Crossing) -> tuple[Loss, ...]:
    """
    What of a request cannot be said, or is not known, in the other revision.
    """
    if not _creates(request) or not isinstance(body := json_of(request.body.payload), dict):
        return ()
    told = _Rewriting(crossing)
    rewritten = told.body(body)
    unknown = strangers(
        crossing,
        lambda checker: checker.check_request(body),
        lambda checker: checker.check_request(rewritten),
    )
    return (*told.losses, *unknown)


def _creates(request: Request) -> bool:
    return operation(request.method, request.path).kind is Kind.CREATE


def _rewritten(data: bytes, crossing: Crossing) -> bytes:
    try:
        text = data.decode()
        value = parse(text)
    except ValueError:
        return data
    if not isinstance(value, dict):
        return data
    told = _Rewriting(crossing).body(value)
    return data if told == value else respell(spelling_of(text, value) or COMPACT, told)


@dataclass
class _Rewriting:
    """
    One request on its way; `losses` are found as it goes.
    """

    crossing: Crossing
    losses: list[Loss] = field(default_factory=list)

    def body(self, body: Object) -> Object:
        told, losses = self.crossing.target.respeller.respelled(body)
        self.losses += losses
        if "input" in told and not _is_bare(told["input"]):
            told["input"] = self._input(told["input"])
        return told

    def _input(self, value: Json) -> Json:
        turns = self.crossing.source.reader.read_input({"input": value})
        self._note_lost(value, turns)
        said = self.crossing.turns(
            replace(turn, parts=tuple(map(modern_part, turn.parts))) for turn in turns
        )
        if not said:
            return value
        renderer, reader = self.crossing.target.renderer, self.crossing.target.reader
        told = renderer.resource(Outcome(input=said), self.crossing.flavour).get("input")
        self._compare(said, reader.read_input({"input": told}))
        return told

    def _note_lost(self, value: Json, turns: tuple[Turn, ...]) -> None:
        parts = [part for turn in turns for part in turn.parts]
        for part, where in zip_longest(parts, self._places(value), fillvalue="input"):
            if not isinstance(part, str) and not self.crossing.has_words_for(part):
                why = f"{self.crossing.target.name} has no words for it"
                self.losses.append(Loss(str(where), worded(part), why))

    def _compare(self, said: tuple[Turn, ...], told: tuple[Turn, ...]) -> None:
        name = self.crossing.target.name
        if _together(said) != _together(told):
            what = f"who said what in {len(said)} turns"
            self.losses.append(Loss("input", what, f"{name} tells it otherwise"))
        elif said != told:
            self.losses.append(Loss("input", "where messages begin", f"{name} tells no messages"))

    def _places(self, value: Json) -> Iterator[str]:
        """
        The item of each part, in order.
        """
        reader = self.crossing.source.reader
        for index, item in enumerate(items(value) or [value]):
            for turn in reader.read_input({"input": item}):
                yield from [f"input[{index}]" if isinstance(value, list) else "input"] * len(
                    turn.parts
                )


def _together(turns: tuple[Turn, ...]) -> list[Turn]:
    return [
        Turn(turn.who, tuple(together(modern_part(part)) for part in turn.parts)) for turn in turns
    ]


_ALIKE = frozenset({"text", "function_result", *MEDIA})


def _is_bare(value: Json) -> bool:
    """
    Text, contents or results of functions, which all revisions take as they are.
    """
    if isinstance(value, str):
        return True
    listed = items(value) or [value]
    kinds = {type_of(item) == "function_result" for item in listed}
    return len(kinds) == 1 and all(
        type_of(item) in _ALIKE and "role" not in mapping(item) for item in listed
    )

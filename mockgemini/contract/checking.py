"""
A cassette against the revisions it speaks: what was asked, what was answered, and whether all
answers about an interaction agree.

Calls that have no revision (files, generateContent, …) are passed over and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.culprit import culprit, last_whole, said
from mockgemini.contract.found import Checked, Found, Spot
from mockgemini.contract.lines import Lines, parted, steps_of
from mockgemini.contract.telling import Telling, disagreements
from mockgemini.errors import CassetteError
from mockgemini.exchange import Exchange, Polls, Recorded, Reply, Stream, first
from mockgemini.jsontext import Json
from mockgemini.wire import register
from mockgemini.wire.checker import Checker, checker_of
from mockgemini.wire.deviation import Deviation, Step, deviation
from mockgemini.wire.fields import Fields, mapping
from mockgemini.wire.grammar import UNFINISHED, Role
from mockgemini.wire.operation import Kind, Operation, operation
from mockgemini.wire.reading import reply_body, request_body

_JSON, _SSE = "application/json", "text/event-stream"

_Placed = tuple[Deviation, Spot]


def deviations_of(cassette: Cassette) -> list[Found]:
    """
    All deviations of a cassette, in the order of its exchanges and lines.
    """
    return list(check(cassette).found)


def check(cassette: Cassette) -> Checked:
    """
    The deviations of a cassette and what was passed over; a CassetteError where it cannot be read.
    """
    passed: dict[int, str] = {}
    finder = _Finder(cassette)
    found: list[Found] = []
    tellings: list[Telling] = []
    for number, exchange in enumerate(cassette.exchanges, 1):
        call = operation(exchange.request.method, exchange.request.path)
        if not call.is_interaction:
            passed[number] = call.kind.value
            continue
        subject = _Subject(number, exchange, call, _revision(cassette, exchange))
        here = [finder.found(*placed) for placed in subject.deviations()]
        found += here
        if not any(each.deviation.is_breaking for each in here):
            tellings += subject.tellings()
    found += [finder.found(*placed) for placed in disagreements(tellings)]
    found.sort(key=lambda each: (each.exchange, each.line))
    requests = tuple(str(exchange.request) for exchange in cassette.exchanges)
    return Checked(cassette.path, tuple(found), requests, passed)


def _revision(cassette: Cassette, exchange: Exchange) -> str:
    shown = register.revision_shown(exchange.answer)
    told = register.revision_of(exchange.request, shown or register.DEFAULT)
    revision = exchange.revision or told or register.DEFAULT
    if revision not in register.NAMES:
        raise CassetteError(
            f"{cassette.path}:{exchange.line}: a revision is one of {', '.join(register.NAMES)}, "
            f"not {revision!r}"
        )
    return revision


class _Finder:
    """
    Turns deviations and their spots into what can be found in the file.
    """

    def __init__(self, cassette: Cassette) -> None:
        self._path = cassette.path
        self._lines = Lines(cassette)

    def found(self, told: Deviation, spot: Spot, other: Spot | None = None) -> Found:
        return Found(
            told,
            self._path,
            self._line(spot),
            spot.exchange,
            _part(spot),
            spot.event,
            self._line(other) if other is not None else 0,
        )

    def _line(self, spot: Spot) -> int:
        if spot.event is not None:
            return self._lines.event(spot.exchange, spot.event)
        return self._lines.of(spot.exchange, *spot.steps)


def _part(spot: Spot) -> str:
    if spot.event is not None:
        return f"event {spot.event}"
    if spot.steps[:1] == ("polls",):
        return f"state {int(spot.steps[1]) + 1}"
    return str(spot.steps[0]) if spot.steps else "answer"


@dataclass(frozen=True, slots=True)
class _Subject:
    """
    One exchange of the Interactions API, and the revision it speaks.
    """

    number: int
    exchange: Exchange
    call: Operation
    revision: str

    @property
    def checker(self) -> Checker:
        return checker_of(self.revision)

    def deviations(self) -> Iterator[_Placed]:
        answer = self.exchange.answer
        if self.call.kind is Kind.CREATE and not _is_refusal(answer):
            yield from self._request()
        if isinstance(answer, Reply):
            yield from self._reply(answer, ("answer",))
        elif isinstance(answer, Stream):
            yield from self._stream(answer)
        else:
            yield from self._polls(answer)

    def tellings(self) -> Iterator[Telling]:
        """
        What the answers say of the interaction as a whole.
        """
        answer = self.exchange.answer
        if isinstance(answer, Stream):
            if _is_whole(answer, self.checker) and not self._is_resumed:
                whole = self.checker.folded(answer.events)
                yield Telling(self.number, self.checker, whole, ("answer", "events"), answer.events)
            return
        for way, reply in _replies(answer):
            if reply.status < 400 and (whole := mapping(reply_body(reply))):
                yield Telling(self.number, self.checker, whole, (*way, "body"))

    def _request(self) -> Iterator[_Placed]:
        if not self._is_request_known:
            return
        body = request_body(self.exchange)
        if body is None:
            yield deviation("wrong_type", "", "JSON", "a body that is none"), self._at("request")
            return
        for told in self.checker.check_request(body):
            yield told, self._at("request", "body", *steps_of(told.place))

    # --- replies ------------------------------------------------------------------------------

    def _reply(self, reply: Reply, way: tuple[Step, ...]) -> Iterator[_Placed]:
        body = reply_body(reply)
        if reply.status >= 400:
            yield from self._body(body, way) if body is not None else ()
            return
        yield from self._content_type(reply, way, _JSON)
        if self._asked_for_stream:
            yield (
                deviation("wrong_type", "", "a stream, as was asked for", "a body"),
                self._at(*way),
            )
        if body is None:
            yield deviation("wrong_type", "", "JSON", "a body that is none"), self._at(*way)
        elif self.call.kind is not Kind.DELETE:
            yield from self._body(body, way)
            yield from self._same_id(mapping(body).get("id"), (*way, "body", "id"))

    def _body(self, body: Json, way: tuple[Step, ...]) -> Iterator[_Placed]:
        for told in self.checker.check_resource(body):
            yield told, self._at(*way, "body", *steps_of(told.place))

    def _same_id(self, found: Json, way: tuple[Step, ...]) -> Iterator[_Placed]:
        if self.call.id is None or not isinstance(found, str):
            return
        # A resource may be named with all that it is in, as Vertex does.
        if found.rpartition("/")[2] != self.call.id:
            told = deviation("other_id", "id", f'"{self.call.id}", as in the path', f'"{found}"')
            yield told, self._at(*way)

    def _polls(self, polls: Polls) -> Iterator[_Placed]:
        over = ""
        for way, reply in _replies(polls):
            yield from self._reply(reply, way)
            status = Fields(reply_body(reply)).text("status")
            if over and status in UNFINISHED:
                told = deviation("went_back", "status", f'"{over}", as before', f'"{status}"')
                yield told, self._at(*way, "body", "status")
            elif status is not None and reply.status < 400:
                over = "" if status in UNFINISHED else status

    # --- streams ------------------------------------------------------------------------------

    def _stream(self, stream: Stream) -> Iterator[_Placed]:
        if stream.status >= 400:
            return
        yield from self._content_type(stream, ("answer",), _SSE)
        if not self._asked_for_stream and self._is_request_known:
            yield deviation("wrong_type", "", "a body", "a stream"), self._at("answer")
        yield from self._same_stream(stream)
        whole = last_whole(self.checker, stream.events)
        for told in self.checker.check_stream(
            stream.events, is_cut=stream.cut is not None, is_resumed=self._is_resumed
        ):
            event, steps = parted(told.place)
            if event is None and stream.events:
                # It is about the sum.
                event = culprit(self.checker, stream.events, steps, whole)
            yield told, Spot(self.number, event, steps if event else ("answer", "events"))

    def _same_stream(self, stream: Stream) -> Iterator[_Placed]:
        for number, event in enumerate(stream.events, 1):
            found = mapping(mapping(said(event)).get("interaction")).get("id")
            if isinstance(found, str):
                # Whether the others are about the same one, the grammar tells.
                for told, spot in self._same_id(found, ()):
                    yield told, replace(spot, event=number)
                return

    def _content_type(
        self, answer: Reply | Stream, way: tuple[Step, ...], expected: str
    ) -> Iterator[_Placed]:
        if self.revision in register.RETIRED:
            # Its SDKs do not look.
            return
        found = first(answer.headers, "content-type") or ""
        if found.partition(";")[0].strip().lower() != expected:
            told = deviation(
                "content_type", "content-type", expected, f'"{found}"' if found else "nothing"
            )
            yield told, self._at(*way, "headers", "content-type")

    @property
    def _is_resumed(self) -> bool:
        return "last_event_id" in parse_qs(self.exchange.request.query)

    @property
    def _asked_for_stream(self) -> bool:
        query = parse_qs(self.exchange.request.query)
        if "true" in query.get("stream", ()) or "sse" in query.get("alt", ()):
            return True
        return mapping(request_body(self.exchange)).get("stream") is True

    @property
    def _is_request_known(self) -> bool:
        # Some tools keep answers only.
        return self.call.kind is Kind.GET or self.exchange.request.body.payload.size > 0

    def _at(self, *steps: Step) -> Spot:
        return Spot(self.number, None, steps)


def _is_refusal(answer: Recorded) -> bool:
    """
    The API itself said that something is wrong with the request.
    """
    return not isinstance(answer, Polls) and answer.status >= 400


def _replies(answer: Reply | Polls) -> Iterator[tuple[tuple[Step, ...], Reply]]:
    """
    Each reply, and the way to it.
    """
    if isinstance(answer, Reply):
        yield ("answer",), answer
        return
    for number, state in enumerate(answer.states):
        yield ("polls", number), state.reply


def _is_whole(stream: Stream, checker: Checker) -> bool:
    types = (mapping(said(event)).get("event_type") for event in stream.events)
    return any(checker.grammar.roles.get(str(each)) is Role.COMPLETED for each in types)

"""
What the real SDKs make of a cassette's answers: each is asked for through the SDK's own client.

Serving the answers is left to who calls; what runs inside the SDK's Python is `compat_program.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import parse_qs

from mockgemini.cassette.cassette import Cassette
from mockgemini.contract.compat_environment import Sdk
from mockgemini.environment import environment
from mockgemini.errors import MockGeminiError
from mockgemini.exchange import Answer, Exchange, Payload, Polls, Reply, Request, Stream
from mockgemini.jsontext import Json
from mockgemini.wire import register, wording
from mockgemini.wire.fields import mapping
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.reading import request_body

TroubleKind: TypeAlias = Literal["error", "unknown", "mistaken", "unsent", "lost", "revision"]
"""
The SDK raised; it knows no such type; it took a type for another one; it never asked; it passed
over events; the exchange is of a revision that it does not speak.
"""

_CALLS = {Kind.CREATE: "create", Kind.GET: "get", Kind.CANCEL: "cancel", Kind.DELETE: "delete"}
_SECONDS = 60.0
_SECONDS_EACH = 10.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """
    One thing that an SDK could not read; `place` is empty for the answer as a whole.
    """

    kind: TroubleKind
    words: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """
    What an SDK made of one exchange, which is counted from 1 and begins at `line` of its file.

    `types` of values were looked at; `extra` are the request's fields that the SDK does not take
    and that went beside it. `passed_over` says why it was not tried; empty where it was.
    """

    exchange: int
    line: int
    request: str
    troubles: tuple[Trouble, ...] = ()
    types: int = 0
    extra: tuple[str, ...] = ()
    passed_over: str = ""


Serve: TypeAlias = "Callable[[Playing], str]"
"""Serves one exchange and nothing else; gives its address."""


class Playing:
    """
    Answers whatever is asked with what one exchange holds, state after state if it is a poll.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.asked = 0
        self.spoken: str | None = None
        """The revision that the client speaks, None before it has asked."""

    async def __call__(self, request: Request) -> Answer:
        self.asked += 1
        self.spoken = register.revision_of(request)
        if self.is_other_revision:
            # An error that no SDK tries again.
            body = b'{"error":{"code":"other_revision","message":"recorded in another revision"}}'
            return Reply(422, (("content-type", "application/json"),), Payload(body))
        answer = self.exchange.answer
        if isinstance(answer, Polls):
            return answer.states[min(self.asked, len(answer.states)) - 1].reply
        # A recorded client that left would keep ours waiting.
        return replace(answer, cut=None) if isinstance(answer, Stream) else answer

    @property
    def is_other_revision(self) -> bool:
        """
        Does the client that has asked speak another revision than was recorded?
        """
        return self.spoken not in {None, self.revision}

    @property
    def revision(self) -> str:
        """
        What was recorded.
        """
        shown = register.revision_shown(self.exchange.answer)
        told = register.revision_of(self.exchange.request, shown or register.DEFAULT)
        return self.exchange.revision or told or register.DEFAULT

    @property
    def passed_over(self) -> str:
        """
        Why there is nothing to try; empty where there is.
        """
        call = operation(self.exchange.request.method, self.exchange.request.path)
        answer = self.exchange.answer
        if not call.is_interaction:
            return call.kind.value
        if isinstance(answer, Reply | Stream) and answer.status >= 400:
            return f"an error of the API's own ({answer.status})"
        if call.kind is Kind.CREATE and not isinstance(request_body(self.exchange), dict):
            return "a request whose body was not kept"
        return ""

    @property
    def events(self) -> int:
        """
        How many events the SDK should give: those with data of their own.
        """
        answer = self.exchange.answer
        if not isinstance(answer, Stream):
            return 0
        return sum(each.data not in {None, "", "[DONE]"} for each in answer.events)

    def job(self, url: str) -> dict[str, Json]:
        """
        What the program has to do.
        """
        request, answer = self.exchange.request, self.exchange.answer
        call = operation(request.method, request.path)
        query: dict[str, Json] = {name: said[-1] for name, said in parse_qs(request.query).items()}
        return {
            "url": url,
            "call": _CALLS[call.kind],
            "id": call.id,
            "query": query,
            "body": dict(mapping(request_body(self.exchange))),
            "times": len(answer.states) if isinstance(answer, Polls) else 1,
        }


def tried(cassettes: Iterable[Cassette], sdk: Sdk, serve: Serve) -> list[list[Tried]]:
    """
    What an SDK makes of the exchanges of each cassette, in their order; it is started once.

    A MockGeminiError where it cannot be run.
    """
    shelves = [[Playing(exchange) for exchange in each.exchanges] for each in cassettes]
    jobs = [play.job(serve(play)) for plays in shelves for play in plays if not play.passed_over]
    told = iter(_ran(sdk, jobs) if jobs else ())
    return [
        [
            _passed_over(number, play) if play.passed_over else _tried(number, play, next(told))
            for number, play in enumerate(plays, 1)
        ]
        for plays in shelves
    ]


def _passed_over(number: int, play: Playing) -> Tried:
    exchange = play.exchange
    return Tried(number, exchange.line, str(exchange.request), passed_over=play.passed_over)


def _tried(number: int, play: Playing, told: dict[str, Json]) -> Tried:
    types, extra = told.get("types"), told.get("extra")
    return Tried(
        number,
        play.exchange.line,
        str(play.exchange.request),
        tuple(_troubles(play, told)),
        types if isinstance(types, int) else 0,
        tuple(map(str, extra)) if isinstance(extra, list) else (),
    )


def _troubles(play: Playing, told: dict[str, Json]) -> Iterator[Trouble]:
    if play.is_other_revision:
        yield Trouble("revision", f"recorded in {play.revision}, it speaks {play.spoken}")
        return
    for kind, words in _MISREAD.items():
        for found in _listed(told.get(kind)):
            yield Trouble(
                kind,
                words.format(type=found.get("type") or "?", known=found.get("class")),
                str(found.get("place") or ""),
            )
    if error := told.get("error"):
        yield Trouble("error" if play.asked else "unsent", wording.line(str(error)))
    elif (events := told.get("events")) != play.events:
        yield Trouble("lost", f"{play.events} events were sent, it gave {events}")


_MISREAD: dict[Literal["unknown", "mistaken"], str] = {
    "unknown": "{type!r} is unknown to it ({known})",
    "mistaken": "{type!r} was taken for a {known}",
}


def _listed(value: Json) -> Iterable[dict[str, Json]]:
    return [dict(mapping(each)) for each in value] if isinstance(value, list) else []


# --- the program ------------------------------------------------------------------------------


def _ran(sdk: Sdk, jobs: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """
    What the program told of each job.
    """
    program = Path(__file__).with_name("compat_program.py")
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    try:
        done = subprocess.run(  # noqa: S603 - the SDK's Python, and a program of ours
            [str(sdk.python), "-I", "-X", "utf8", str(program)],
            input=lines.encode(),
            capture_output=True,
            check=False,
            env=environment(str(jobs[0]["url"]), os.environ),
            timeout=_SECONDS + _SECONDS_EACH * len(jobs),
        )
    except subprocess.TimeoutExpired as error:
        raise MockGeminiError(
            f"google-genai {sdk.version} did not end within {error.timeout:.0f} s; "
            "try fewer cassettes at a time"
        ) from None
    told = [dict(mapping(json.loads(line))) for line in done.stdout.splitlines()][1:]
    if len(told) != len(jobs):
        last = done.stderr.decode(errors="replace").strip().splitlines() or ["nothing"]
        raise MockGeminiError(
            f"google-genai {sdk.version} ended after {len(told)} of {len(jobs)} exchanges; "
            f"its last words were: {last[-1]}"
        )
    return told

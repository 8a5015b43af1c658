"""
An exchange for people: in one line, as the comment above it in a cassette, or as a conversation.

Derived anew each time, without ordinals and totals, so that it never stands in the way of a merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from mockgemini.exchange import Exchange, Headers, Polls, Reply, Stream, first
from mockgemini.jsontext import Json
from mockgemini.wire import wording
from mockgemini.wire.content import read_error
from mockgemini.wire.conversation import said
from mockgemini.wire.fields import mapping
from mockgemini.wire.operation import Kind, operation
from mockgemini.wire.outcome import (
    Failed,
    FunctionCall,
    Media,
    Outcome,
    Part,
    Text,
    Thought,
    ToolCall,
    Unknown,
)
from mockgemini.wire.reading import duration, outcome_of, reply_body

LONGEST = 110
"""Characters that a summary has at most."""

_LONGEST_ARGUMENT = 24
_LONGEST_END = 40


def summary(exchange: Exchange) -> str:
    """
    `stream · 10 events · 1.13 s · thought, get_weather(city: Paris) → requires_action`.

    Always one line of printing characters; what is long is shortened.
    """
    answer = exchange.answer
    if isinstance(answer, Polls):
        return _fit([f"polled {_polled(answer)}"], "", " → ".join(_states(answer)))
    if isinstance(answer, Stream):
        how = [
            "stream",
            wording.counted(len(answer.events), "event"),
            wording.seconds(duration(answer)),
        ]
    else:
        how = ["reply", wording.seconds(duration(answer))]
    return _fit(how, *_told(exchange, answer))


def conversation(exchange: Exchange) -> list[str]:
    """
    What was said, in order, each as `who: what`; then the status, the tokens and the time.

    A string may hold line breaks and is as long as it is; it holds no other control character.
    """
    outcome = outcome_of(exchange)
    if outcome is None:
        return [wording.line(str(exchange.request)), summary(exchange)]
    return [wording.plain(told, kept="\n").rstrip() for told in said(exchange, outcome)]


def _fit(how: list[str], doing: str, end: str) -> str:
    # A long row of states is cut in front, so that the last one stays.
    end = wording.line(end)
    room = LONGEST - len(" · ".join([*how, ""]))
    if not doing:
        end = end if len(end) <= room else "…" + end[-(room - 1) :]
        return " · ".join([*how, end])
    end = wording.shortened(end, _LONGEST_END)
    if end:
        doing = wording.shortened(doing, room - len(end) - len(" → ")) + " → "
    return " · ".join([*how, wording.shortened(doing, room) + end])


# --- polls ------------------------------------------------------------------------------------


def _polled(polls: Polls) -> str:
    times = sum(state.times for state in polls.states)
    return f"{wording.counted(times, 'time')} in {wording.seconds(duration(polls))}"


def _states(polls: Polls) -> Iterable[str]:
    seen = [(_state(state.reply), state.times) for state in polls.states]
    for state, group in groupby(seen, key=lambda pair: pair[0]):
        yield _repeated(state, sum(times for _, times in group))


def _state(reply: Reply) -> str:
    """
    The one word that a poll waits for, else the answer's status and type.
    """
    body = reply_body(reply)
    if reply.status >= 400:
        return _refusal(reply.status, reply.headers, body)
    fields = mapping(body)
    for state in (
        fields.get("status"),
        fields.get("state"),
        mapping(fields.get("file")).get("state"),
    ):
        if isinstance(state, str):
            return state
    if fields.get("done") is True:
        return "failed" if read_error(fields.get("error")) else "done"
    return _bare(reply.status, reply.headers)


def _repeated(thing: str, times: int) -> str:
    return thing if times == 1 else f"{thing} ×{times}"


# --- replies and streams ----------------------------------------------------------------------


def _told(exchange: Exchange, answer: Reply | Stream) -> tuple[str, str]:
    """
    What the model (or whoever it was) did, and how it ended.
    """
    outcome = outcome_of(exchange)
    if isinstance(answer, Stream):
        return _told_by_stream(answer, outcome)
    if answer.status >= 400:
        return "", _refusal(answer.status, answer.headers, reply_body(answer))
    if outcome is not None and (outcome.status or outcome.parts or outcome.error):
        return _doing(outcome.parts), _end(outcome)
    kind = operation(exchange.request.method, exchange.request.path).kind
    if kind is Kind.FILE_UPLOAD:
        return "", _upload(exchange)
    if kind in {Kind.DELETE, Kind.FILE_DELETE}:
        return "", "deleted"
    return "", _state(answer) if kind is Kind.FILE_GET else _bare(answer.status, answer.headers)


def _told_by_stream(stream: Stream, outcome: Outcome | None) -> tuple[str, str]:
    if outcome is None or stream.status >= 400 or not (outcome.status or outcome.error):
        doing, end = "", _bare(stream.status, stream.headers)
    else:
        doing, end = _doing(outcome.parts), _end(outcome)
    return doing, f"{end} (cut: {stream.cut})" if stream.cut else end


def _doing(parts: tuple[Part, ...]) -> str:
    names = (name for part in parts if (name := _name(part)))
    return ", ".join(_repeated(name, len(list(group))) for name, group in groupby(names))


def _name(part: Part) -> str:
    """
    What a part was, in a word; empty for what only answers the part before it.
    """
    match part:
        case FunctionCall():
            return wording.call(part.name, part.arguments, _LONGEST_ARGUMENT)
        case Media() | ToolCall():
            return wording.line(part.kind)
        case Unknown():
            return wording.line(part.kind) or "unknown"
        case Failed():
            return wording.line(part.error.name)
        case _:
            return _WORDS.get(type(part), "")


_WORDS: dict[type[Part], str] = {Text: "text", Thought: "thought"}


def _end(outcome: Outcome) -> str:
    if outcome.error is None:
        return outcome.status or ""
    return f"{outcome.status}, {outcome.error.name}" if outcome.status else outcome.error.name


def _upload(exchange: Exchange) -> str:
    request = exchange.request
    announced = request.header("x-goog-upload-header-content-length") or ""
    if "start" in (request.header("x-goog-upload-command") or ""):
        if not announced.isdecimal():
            return "start of an upload"
        return f"start of an upload of {wording.size(int(announced[:15]))}"
    return f"upload of {wording.size(request.body.payload.size)}"


def _refusal(status: int, headers: Headers, body: Json) -> str:
    wrapped = body[0] if isinstance(body, list) and body else body
    error = read_error(mapping(wrapped).get("error"))
    return f"{status} {error.name}" if error is not None else _bare(status, headers)


def _bare(status: int, headers: Headers) -> str:
    content_type = (first(headers, "content-type") or "").partition(";")[0].strip()
    return f"{status} {content_type}".strip()

"""
Writes answers in the revision `steps`, which Google answers since May 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mockgemini.jsontext import Json
from mockgemini.wire import resource_rendering, stream_rendering
from mockgemini.wire.flavour import NEWEST, Flavour
from mockgemini.wire.outcome import (
    Error,
    Failed,
    FunctionCall,
    FunctionResult,
    Media,
    Outcome,
    Part,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
    Unknown,
    UserInput,
)
from mockgemini.wire.pieces import Pieces, as_recorded
from mockgemini.wire.rendering import Object, content, error, told
from mockgemini.wire.steps.reading import FIELD
from mockgemini.wire.stream_rendering import Events, Item, Names
from mockgemini.wire.turns import MODEL, USER

_USER, _MODEL = "user_input", "model_output"

NAMES = Names(
    created="interaction.created",
    started="step.start",
    delta="step.delta",
    stopped="step.stop",
    completed="interaction.completed",
    item="step",
    items=FIELD,
)


def resource(outcome: Outcome, flavour: Flavour = NEWEST) -> Object:  # noqa: ARG001 - alike for all
    """
    A whole answer: a resource, or an error body.
    """
    return _resource(outcome, outcome.parts)


def _resource(outcome: Outcome, parts: tuple[Part, ...]) -> Object:
    steps = [_json(step) for step in _steps(parts)]
    given = [item for turn in outcome.input for item in _turn(turn)]
    return resource_rendering.render(outcome, FIELD, steps, given)


def events(
    outcome: Outcome,
    pieces: Pieces = as_recorded,
    flavour: Flavour = NEWEST,
    *,
    is_resumable: bool = False,
) -> Events:
    """
    The names and data of a stream's events, all but the last, `done`.

    `is_resumable`: deltas have an `event_id`, as the streams of background interactions do.
    """
    items = _items(outcome.parts, pieces, flavour)
    repeated = outcome.parts if stream_rendering.repeats(outcome) else ()
    return stream_rendering.render(
        outcome, items, NAMES, lambda: _resource(outcome, repeated), is_resumable=is_resumable
    )


# --- steps ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Message:
    """
    A step that holds contents, then the error it ended in, then what of it has no name.
    """

    kind: str
    contents: list[Part] = field(default_factory=list)
    error: Error | None = None
    rest: Object | None = None

    def takes(self, part: Part) -> bool:
        """
        Add the part if it belongs to this message.
        """
        if isinstance(part, Unknown) and part.kind == self.kind and isinstance(part.value, dict):
            if self.rest is None:
                self.rest = part.value
                return True
            return False
        if self.rest is not None or self.error is not None:
            return False
        if isinstance(part, Failed):
            self.error = part.error
        else:
            self.contents.append(part)
        return True

    def json(self) -> Object:
        """
        The step, told at once.
        """
        contents = [content(part) for part in self.contents]
        if self.kind == _USER:
            return {"type": _USER, "content": contents, **self.ending()}
        step: Object = {"content": contents} if contents else {}
        step["type"] = self.kind
        if self.error is not None or self.rest:
            step.update(self.ending())
        return step

    def ending(self) -> Object:
        """
        What stands behind the contents.
        """
        failed: Object = {} if self.error is None else {"error": error(self.error)}
        return {**failed, **(self.rest or {})}


def _steps(parts: Iterable[Part]) -> list[_Message | Part]:
    """
    Contents in a row are one message, up to where another one begins; all else is its own step.
    """
    steps: list[_Message | Part] = []
    for part in parts:
        if isinstance(part, UserInput):
            steps.append(_user(part.parts))
        elif not _is_of_message(part):
            steps.append(part)
        elif not (steps and _taken(part, steps[-1])):
            message = _Message(_MODEL)
            message.takes(part)
            steps.append(message)
    return steps


def _taken(part: Part, last: _Message | Part) -> bool:
    """
    Add the part to the last step if that is a message which it goes on.
    """
    if not isinstance(last, _Message) or last.kind != _MODEL:
        return False
    is_apart = isinstance(part, Text | Media) and part.is_apart
    return not is_apart and last.takes(part)


def _is_of_message(part: Part) -> bool:
    if isinstance(part, Unknown):
        return part.kind == _MODEL and isinstance(part.value, dict)
    return isinstance(part, _OF_MESSAGE)


# Not `A | B`, which makes a new type whenever it is come to.
_OF_MESSAGE = (Text, Media, Failed)


def _user(parts: tuple[Part, ...]) -> _Message:
    message = _Message(_USER)
    for part in parts:
        if not message.takes(part):
            message.contents.append(part)
    return message


def _json(step: _Message | Part) -> Json:
    return step.json() if isinstance(step, _Message) else content(step)


def _turn(turn: Turn) -> Iterator[Json]:
    if turn.who not in {USER, MODEL}:
        yield {"role": turn.who, "content": [content(part) for part in turn.parts]}
    elif turn.who == MODEL or all(isinstance(part, FunctionResult) for part in turn.parts):
        yield from (_json(step) for step in _steps(turn.parts))
    else:
        yield _user(turn.parts).json()


# --- items of a stream ------------------------------------------------------------------------


def _items(parts: Iterable[Part], pieces: Pieces, flavour: Flavour) -> list[Item]:
    items: list[Item] = []
    for step in _steps(parts):
        item = _item(step, len(items), pieces, flavour)
        if item is not None:
            items.append(item)
    return items


def _item(step: _Message | Part, index: int, pieces: Pieces, flavour: Flavour) -> Item | None:
    match step:
        case _Message():
            return _message(step, index, pieces)
        case Thought():
            return stream_rendering.thought_item(step, index, pieces)
        case FunctionCall():
            return _function_call(step, index, pieces, flavour)
        case FunctionResult() | ToolCall() | ToolResult():
            return _use(step)
        case Unknown(value=dict() as value):
            return Item(value)
    return None


def _message(message: _Message, index: int, pieces: Pieces) -> Item:
    if message.kind == _USER:
        return Item(message.json())
    deltas: list[Object] = []
    for part in message.contents:
        deltas += _deltas(part, index, pieces)
    start: Object = {"type": message.kind}
    if message.error is not None or message.rest:
        start.update(message.ending())
    return Item(start, deltas)


def _deltas(part: Part, index: int, pieces: Pieces) -> list[Object]:
    if isinstance(part, Text):
        deltas = stream_rendering.text_deltas(part, index, pieces)
        if part.citations:
            deltas.append(stream_rendering.citations_delta(part, "text_annotation_delta"))
        return deltas
    return stream_rendering.media_deltas(part, index, pieces) if isinstance(part, Media) else []


def _function_call(part: FunctionCall, index: int, pieces: Pieces, flavour: Flavour) -> Item:
    start: Object = {
        "id": part.id,
        "signature": part.signature,
        "type": "function_call",
        "name": part.name,
        "arguments": {},
    }
    # Python's 2.0 and 2.1 looked for them under another name.
    is_old = flavour.is_before(2, 2)
    deltas: list[Object] = [
        {"arguments": piece, **({"partial_arguments": piece} if is_old else {}), "type": _ARGUMENTS}
        for piece in stream_rendering.argument_pieces(part, index, pieces)
    ]
    return Item(told(start, part.extra), deltas)


_ARGUMENTS = "arguments_delta"


def _use(part: FunctionResult | ToolCall | ToolResult) -> Item:
    """
    It starts with whose it is; what it did comes in one delta, and with it its signature.
    """
    # Recorded: where a signature is to come, or never comes, the start has an empty one.
    empty = None if part.signature is None else ""
    start: Object
    delta: Object
    if isinstance(part, ToolCall):
        start = {"id": part.id, "signature": empty, "type": f"{part.kind}_call"}
        delta = {"type": start["type"], "arguments": part.arguments}
    elif isinstance(part, ToolResult):
        start = {"call_id": part.call_id, "signature": empty, "type": f"{part.kind}_result"}
        delta = {"type": start["type"], "result": part.result, "is_error": part.is_error}
    else:
        start = {"call_id": part.call_id, "signature": empty, "type": "function_result"}
        start |= {"name": part.name, "is_error": part.is_error}
        delta = {"type": start["type"], "result": part.result}
    delta = told({**delta, "signature": part.signature or None})
    return Item(told(start, part.extra), [delta] if len(delta) > 1 else [])

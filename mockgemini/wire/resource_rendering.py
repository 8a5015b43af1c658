"""
The interaction resource as JSON, as far as the revisions agree; the inverse of `resource.read`.
"""

from __future__ import annotations

from dataclasses import replace

from mockgemini.jsontext import Json
from mockgemini.wire.outcome import FunctionResult, Outcome, Part, Turn, UserInput
from mockgemini.wire.rendering import Object, error, told, usage
from mockgemini.wire.turns import USER


def render(
    outcome: Outcome,
    field: str,
    done: list[Json],
    given: list[Json],
    *,
    role: str | None = None,
    first: tuple[str, ...] = (),
) -> Object:
    """
    All that is told of an interaction; None and what is empty left out.

    `field` is the revision's name for what the model has `done`, `given` the input that is told
    again; `first` are keys that stand before all others. The id of an interaction that is not
    stored is not told, and an error alone makes an error body.
    """
    # Where the last five stand was never recorded.
    fields: Object = {
        "id": outcome.id or None,
        "status": outcome.status,
        "usage": None if outcome.usage is None else usage(outcome.usage),
        "created": outcome.created,
        "updated": outcome.updated,
        "service_tier": outcome.service_tier,
        field: done or None,
        "role": role,
        "object": None if outcome.status is None else "interaction",
        "input": given or None,
        "model": outcome.model,
        "agent": outcome.agent,
        "environment_id": outcome.environment_id,
        "previous_interaction_id": outcome.previous_interaction_id,
        "continuation_token": outcome.continuation_token,
        "errors": [error(each) for each in outcome.errors] if outcome.errors else None,
        "error": None if outcome.error is None else error(outcome.error),
    }
    if first:
        fields = {**{key: fields[key] for key in first}, **fields}
    return told(fields, outcome.extra)


def retold(outcome: Outcome, turns: tuple[Turn, ...], *, with_input: bool = False) -> Outcome:
    """
    The outcome as a GET tells it: what the user said stands before what the model did.

    `with_input`: the input is repeated in its own field as well, as `include_input` asks for.
    """
    said = tuple(part for turn in turns for part in _said(turn))
    given = turns if with_input else outcome.input
    return replace(outcome, parts=said + outcome.parts, input=given)


def _said(turn: Turn) -> tuple[Part, ...]:
    # Results of functions are steps of their own, as is what the model did.
    if turn.who != USER or all(isinstance(part, FunctionResult) for part in turn.parts):
        return turn.parts
    return (UserInput(turn.parts),)


def alphabetical(value: Json) -> Json:
    """
    The same with all keys sorted, as the API wrote them until about March 2026.
    """
    if isinstance(value, dict):
        return {key: alphabetical(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [alphabetical(item) for item in value]
    return value

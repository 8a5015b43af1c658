"""
The interaction resource and error bodies, as far as the revisions agree, read into an Outcome.
"""

from __future__ import annotations

from collections.abc import Callable

from mockgemini.jsontext import Json
from mockgemini.wire import usage
from mockgemini.wire.content import read_error
from mockgemini.wire.fields import Fields
from mockgemini.wire.outcome import Outcome, Part, Turn


def read(
    body: Json,
    field: str,
    read_parts: Callable[[list[Json]], tuple[Part, ...]],
    read_turns: Callable[[Json], tuple[Turn, ...]],
) -> Outcome:
    """
    A resource, or an error body, whose `field` lists what the model did.
    """
    fields = _fields(body)
    # The first tells nothing; the second is said by `agent`.
    fields.drop("object", "role")
    parts = read_parts(fields.items(field))
    tokens = usage.read(fields.left.get("usage"))
    error = read_error(fields.left.get("error"))
    fields.drop(*(["usage"] if tokens else []), *(["error"] if error else []))
    return Outcome(
        parts=parts,
        status=fields.text("status"),
        usage=tokens,
        # An interaction that is not stored has an empty one in streams, and none elsewhere.
        id=fields.text("id") or None,
        model=fields.text("model"),
        agent=fields.text("agent"),
        previous_interaction_id=fields.text("previous_interaction_id"),
        created=fields.text("created"),
        updated=fields.text("updated"),
        service_tier=fields.text("service_tier"),
        environment_id=fields.text("environment_id"),
        continuation_token=fields.text("continuation_token"),
        input=read_turns(fields.value("input")),
        error=error,
        errors=tuple(found for item in fields.items("errors") if (found := read_error(item))),
        extra=fields.left,
    )


def spent(body: Json) -> tuple[str | None, int | None]:
    """
    The id and the total of tokens that `read` finds in a resource.
    """
    fields = _fields(body)
    return fields.text("id") or None, usage.total(fields.left.get("usage"))


def _fields(body: Json) -> Fields:
    # Google's front end wraps errors in a list.
    return Fields(body[0] if isinstance(body, list) and body else body)

"""
The program that tells what an SDK makes of recorded answers. It is run with that SDK's own Python,
by its path, and so imports nothing of ours.

Reads a job a line from standard input, as JSON: `url`, `call` (create, get, cancel, delete), `id`,
`query`, `body`, `times`; writes what became of each as one line of JSON.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
import typing
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def main() -> None:
    """
    Do all jobs; the first line tells the SDK's version.
    """
    warnings.simplefilter("ignore")
    genai = importlib.import_module("google.genai")
    tell({"sdk": genai.__version__})
    for line in sys.stdin:
        job = json.loads(line)
        options = {"base_url": job["url"], "client_args": {"verify": False}}
        client = genai.Client(api_key="any", http_options=options)
        tell(done(client.interactions, job))


def tell(value: object) -> None:
    """
    One line of JSON.
    """
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def done(interactions: Any, job: dict[str, Any]) -> dict[str, Any]:
    """
    What the SDK made of the answers to one job.
    """
    found: dict[str, Any] = {"unknown": [], "mistaken": [], "types": 0, "events": 0, "extra": []}
    try:
        for _ in range(job["times"]):
            answer = CALLS[job["call"]](interactions, job, found)
            for place, value in parts(answer, found):
                look(place, value, found)
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises is what we came for
        found["error"] = f"{type(error).__name__}: {error}"
    return found


# --- calls ------------------------------------------------------------------------------------


def create(interactions: Any, job: dict[str, Any], found: dict[str, Any]) -> Any:
    """
    The recorded body, field by field as the SDK takes it; what it does not take goes beside.
    """
    given: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    taken = names_taken(interactions.create)
    for name, value in job["body"].items():
        (given if name in taken else extra)[name] = value
    found["extra"] = sorted(extra)
    if "automatic_continuation" in taken and not job["body"].get("background"):
        # One answer was recorded, and one is asked for; in the background there is never more.
        given["automatic_continuation"] = False
    return interactions.create(**given, **({"extra_body": extra} if extra else {}))


def names_taken(function: Callable[..., Any]) -> set[str]:
    """
    The fields that `create` has parameters for; newer SDKs name them in the type of `body` only.
    """
    parameters = inspect.signature(function).parameters
    names = set(parameters)
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values()):
        module = importlib.import_module("google.genai._gaos.types.interactions")
        for kind in ("CreateModelInteraction", "CreateAgentInteraction"):
            names |= set(getattr(module, kind).model_fields)
    return names


def get(interactions: Any, job: dict[str, Any], found: dict[str, Any]) -> Any:  # noqa: ARG001 - as all calls
    """
    The interaction, or its stream.
    """
    query = job["query"]
    given: dict[str, Any] = {}
    if query.get("stream") == "true" or "last_event_id" in query:
        given["stream"] = True
    if "last_event_id" in query:
        given["last_event_id"] = query["last_event_id"]
    return interactions.get(job["id"], **given)


def cancel(interactions: Any, job: dict[str, Any], found: dict[str, Any]) -> Any:  # noqa: ARG001 - as all calls
    """
    The interaction as it ended.
    """
    return interactions.cancel(job["id"])


def delete(interactions: Any, job: dict[str, Any], found: dict[str, Any]) -> Any:  # noqa: ARG001 - as all calls
    """
    Nothing to speak of.
    """
    interactions.delete(job["id"])


CALLS: dict[str, Callable[[Any, dict[str, Any], dict[str, Any]], Any]] = {
    "create": create,
    "get": get,
    "cancel": cancel,
    "delete": delete,
}

# --- what came of it --------------------------------------------------------------------------


def parts(answer: Any, found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """
    The resource, or the events of a stream, each with its place.
    """
    if hasattr(answer, "model_fields_set") or not isinstance(answer, Iterable):
        yield "", answer
        return
    for event in answer:
        found["events"] += 1
        yield f"event {found['events']}", event


def look(place: str, value: Any, found: dict[str, Any]) -> None:
    """
    Note what the SDK did not know, or took for something else, in a value and below it.
    """
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            look(f"{place}[{index}]", item, found)
    elif hasattr(value, "model_fields_set"):
        look_at_object(place, value, found)
    elif isinstance(value, dict) and isinstance(value.get("type"), str) and place:
        # A type that the SDK has no class for at all stays a mapping.
        found["types"] += 1


def look_at_object(place: str, value: Any, found: dict[str, Any]) -> None:
    """
    The same for one of the SDK's own objects.
    """
    name = type(value).__name__
    said = said_type(value)
    if said is not None:
        found["types"] += 1
    if name.startswith("Unknown"):
        found["unknown"].append({"place": place, "type": said, "class": name})
        return
    if said is not None and not is_of(type(value), said):
        found["mistaken"].append({"place": place, "type": said, "class": name})
        return
    for field in type(value).model_fields:
        item = getattr(value, field, None)
        if item is not None:
            look(join(place, field), item, found)


def join(place: str, field: str) -> str:
    """
    A place and the field below it: `event 4: delta`, `event 4: delta.content`.
    """
    is_whole_event = place.startswith("event ") and ":" not in place
    return f"{place}{': ' if is_whole_event else '.' if place else ''}{field}"


def said_type(value: Any) -> str | None:
    """
    The type on the wire, whatever the SDK made of it.
    """
    raw = getattr(value, "raw", None)
    for key in ("event_type", "type"):
        said = raw.get(key) if isinstance(raw, dict) else getattr(value, key, None)
        if isinstance(said, str):
            return said
    return None


def is_of(kind: Any, said: str) -> bool:
    """
    Is the class for this type, as far as it tells?
    """
    for key in ("event_type", "type"):
        field = kind.model_fields.get(key)
        if field is not None:
            allowed = list(literals(field.annotation))
            return not allowed or said in allowed
    return True


def literals(annotation: Any) -> Iterator[str]:
    """
    The texts that an annotation allows, nothing where it allows any.
    """
    if typing.get_origin(annotation) is typing.Literal:
        yield from (each for each in typing.get_args(annotation) if isinstance(each, str))
        return
    for each in typing.get_args(annotation):
        yield from literals(each)


if __name__ == "__main__":
    main()

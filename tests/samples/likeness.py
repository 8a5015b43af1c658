"""
How alike two streams of events are: what happens in which order, and which keys each event has.

Texts, numbers and how often something is repeated are the model's own and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from mockgemini.exchange import Event
from mockgemini.jsontext import Json, parse


@dataclass(frozen=True)
class Shape:
    """
    `grammar`: the names of events in order, deltas and whole items of one kind in a row counted
    once. `keys`: the paths of all keys that events of one name had, in any of them.
    """

    grammar: tuple[str, ...]
    keys: dict[str, frozenset[str]]


def shape(events: Iterable[Event]) -> Shape:
    """
    The shape of a stream.
    """
    names: list[str] = []
    keys: dict[str, set[str]] = {}
    kind = ""
    for event in events:
        data = _data(event)
        kind = _kind_of(data, kind)
        name = f"{_name(event, data)} {kind}".strip() if "index" in data else _name(event, data)
        names.append(name)
        keys.setdefault(name, set()).update(_paths(data))
    grammar = tuple(_runs(names))
    return Shape(grammar, {name: frozenset(paths) for name, paths in keys.items()})


def _data(event: Event) -> dict[str, Json]:
    text = event.raw.decode() if event.data is None else event.data
    try:
        value = parse(text)
    except ValueError:
        return {}
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}


def _name(event: Event, data: dict[str, Json]) -> str:
    delta = data.get("delta")
    name = event.name or ("error" if "error" in data else "?")
    return f"{name} {delta.get('type')} in" if isinstance(delta, dict) else name


def _kind_of(data: dict[str, Json], before: str) -> str:
    opened = data.get("step") or data.get("content")
    return str(opened.get("type")) if isinstance(opened, dict) else before


def _paths(value: Json, place: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{place}/{key}"
            # What a client's function or a schema is called by is not the API's to choose.
            if key != "arguments":
                yield from _paths(item, f"{place}/{key}")
    elif isinstance(value, list):
        for item in value:
            yield from _paths(item, f"{place}/*")


def _runs(names: list[str]) -> Iterator[str]:
    """
    Each name once in a row; and each sequence of events that tells one item once in a row.
    """
    items: list[tuple[str, ...]] = []
    open_item: list[str] = []
    for name, _ in groupby(names):
        open_item.append(name)
        if not name.split(" ")[0].endswith((".start", ".delta")) or name == "interaction.start":
            items.append(tuple(open_item))
            open_item = []
    for item, _ in groupby([*items, tuple(open_item)]):
        yield from item


def differences(recorded: Shape, made: Shape) -> list[str]:
    """
    One line for each difference: in the grammar, and for each key that only one of them has.
    """
    lines = []
    if recorded.grammar != made.grammar:
        lines.append(f"grammar: {list(recorded.grammar)} against {list(made.grammar)}")
    for name in sorted(recorded.keys.keys() & made.keys.keys()):
        one, other = recorded.keys[name], made.keys[name]
        lines += [f"{name}: not made: {path}" for path in sorted(one - other)]
        lines += [f"{name}: not recorded: {path}" for path in sorted(other - one)]
    return lines


def whole_shape(resource: dict[str, Json], items: str) -> Shape:
    """
    The shape of an answer in one piece; `items` lists what was done.
    """
    listed = resource.get(items)
    done = [item for item in (listed if isinstance(listed, list) else []) if isinstance(item, dict)]
    head = {key: value for key, value in resource.items() if key != items}
    keys: dict[str, set[str]] = {"resource": set(_paths(head))}
    for item in done:
        keys.setdefault(str(item.get("type")), set()).update(_paths(item))
    grammar = tuple(kind for kind, _ in groupby(str(item.get("type")) for item in done))
    return Shape(grammar, {name: frozenset(paths) for name, paths in keys.items()})


# --- what is known to differ --------------------------------------------------------------------


@dataclass(frozen=True)
class Excepted:
    """
    A difference that is known, and why it stays: which recordings, and which differences of theirs.

    `what` and `reason` are for the readers of docs/fidelity.md.
    """

    recordings: str
    differences: str
    what: str
    reason: str


EXCEPTIONS = (
    Excepted(
        r"thinking_stream",
        r".*: not made: /metadata(/.*)?|grammar: .*'step\.delta thought_signature.*",
        "Some events have `metadata.usage`; empty signatures stand between summaries.",
        "About June 2026 only; gone in later recordings.",
    ),
    Excepted(
        r"rig/",
        r".*not made: .*/usage/raw_prompt_token",
        "The usage has `raw_prompt_token`.",
        "Documented nowhere, and seen of two models only.",
    ),
    Excepted(
        r"openinference/outputs",
        r".*not recorded: .*/usage/total_reasoning_tokens",
        "The usage has no `total_reasoning_tokens`.",
        "So SDK 1.55 calls thoughts' tokens; clients before 1.63 are told both names.",
    ),
    Excepted(
        r"google-search\.chunks",
        r"step\.start google_search_(call|result): (not made: /step/signature|"
        r"not recorded: /step/search_type)",
        "A stream begins a search with an empty `signature` and without its `search_type`.",
        "Recorded JSON has it the other way round; what is made is as the JSON, so that a stream "
        "adds up to what GET tells.",
    ),
    Excepted(
        r"tool-call-step1\.chunks",
        r"step\.start function_call: not made: /step/signature",
        "A stream begins a call with an empty `signature`.",
        "Some recorded streams have it, some do not; JSON has none.",
    ),
    Excepted(
        r"rig/outputs/google_search",
        r"google_search_result: not recorded: /is_error|"
        r"resource: not recorded: /usage/grounding_tool_count.*",
        "A search in `outputs` has no `is_error` and no `grounding_tool_count`.",
        "Both came at the end of that revision; the one recording of a search is a little older.",
    ),
)
"""At most ten, each with its reason; docs/fidelity.md tells them to users."""


def excepted(name: str, line: str) -> Excepted | None:
    """
    The exception that a difference falls under, None if it is not to be.
    """
    for each in EXCEPTIONS:
        if re.search(each.recordings, name) and re.fullmatch(each.differences, line):
            return each
    return None

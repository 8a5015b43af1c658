"""
How alike two streams of events are: what happens in which order, and which keys each event has.

Texts, numbers and how often something is repeated are the model's own and do not count.
"""

from __future__ import annotations

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

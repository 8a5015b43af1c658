"""
Recorded bodies and streams, spoiled at one place.
"""

import json
from copy import deepcopy

from samples.recorded_interactions import recorded, streamed

from mockgemini.wire.deviation import place


def exchange_of(name):
    """
    The recorded exchange of this name.
    """
    return dict(recorded())[name]


def body_of(name):
    """
    The JSON of a recorded reply.
    """
    return json.loads(exchange_of(name).answer.body.read())


def request_of(name):
    """
    The JSON of a recorded request.
    """
    return json.loads(exchange_of(name).request.body.payload.read())


def events_of(name):
    """
    The names and data of a recorded stream; data that is no JSON is text.
    """
    return [
        [event.name, event.data if event.data == "[DONE]" else json.loads(event.data)]
        for event in exchange_of(name).answer.events
    ]


def stream_of(events):
    """
    The inverse, as events with bytes.
    """
    return streamed(
        [(name, data if isinstance(data, str) else json.dumps(data)) for name, data in events]
    ).events


def dropped(value, *path):
    """
    The value without what stands at this path.
    """
    value = deepcopy(value)
    *way, last = path
    del _at(value, way)[last]
    return value


def changed(value, new, *path):
    """
    The value with something else at this path.
    """
    value = deepcopy(value)
    *way, last = path
    _at(value, way)[last] = new
    return value


def without(*numbers):
    """
    The events but these, of which the first is 1.
    """
    return lambda events: [each for at, each in enumerate(events, 1) if at not in numbers]


def again(number, at):
    """
    An event once more, before the one that is there.
    """
    return lambda events: [*events[: at - 1], events[number - 1], *events[at - 1 :]]


def swapped(number):
    """
    An event and the next one the other way round.
    """
    return lambda events: [
        *events[: number - 1],
        events[number],
        events[number - 1],
        *events[number + 1 :],
    ]


def _at(value, way):
    for step in way:
        value = value[step]
    return value


def found_at(deviations):
    """
    The codes and places of deviations.
    """
    return [(each.code, each.place) for each in deviations]


def spoiled(body, table):
    """
    Each line of a table (`name`, `path`, `new` or DROP, `code`) as name, spoiled body and finding.
    """
    for name, path, new, code in table:
        value = dropped(body, *path) if new is DROP else changed(body, new, *path)
        yield name, value, (code, place(*path))


DROP = object()
"""Leaves a field out instead of changing it."""

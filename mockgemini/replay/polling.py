"""
Which of its recorded states a polled resource is in now; it never goes back to an earlier one.
"""

from __future__ import annotations

from bisect import bisect_right

from mockgemini.clock import Pace
from mockgemini.exchange import Exchange, Polls, Reply, Stream
from mockgemini.jsontext import Json, parse
from mockgemini.wire.operation import plain_path

# A stream names its interaction in the first event that has data.
_LOOK_AT = 3

# What is due at this very moment is due, however the products of floats come out.
_GRACE = 1e-6


class Poller:
    """
    The states of one poll. At pace instant each GET sees the next; else time tells.
    """

    def __init__(self, polls: Polls, pace: Pace) -> None:
        self._moments = [state.at for state in polls.states]
        self._pace = pace
        self._state = -1
        self._began: float | None = None

    @property
    def is_over(self) -> bool:
        """
        Has the last state been seen?
        """
        return self._state == len(self._moments) - 1

    def see(self, now: float, born: float | None) -> int:
        """
        The index of the state at `now`; `born` is when the resource came to be, None for unknown.

        Both are seconds of the clock.
        """
        if self._began is None:
            self._began = now if born is None else born
        due = self._due(now - self._began)
        self._state = min(max(due, self._state, 0), len(self._moments) - 1)
        return self._state

    def step(self) -> int:
        """
        The index of the next state, or the last one again: at pace instant each GET sees a new one,
        whenever the resource came to be.
        """
        if self._state < len(self._moments) - 1:
            self._state += 1
        return self._state

    def _due(self, elapsed: float) -> int:
        return bisect_right(self._moments, elapsed / self._pace.factor + _GRACE) - 1

    def restart(self) -> None:
        """
        Begin again, as for a resource that was created anew.
        """
        self._state = -1
        self._began = None


def created(exchange: Exchange) -> str | None:
    """
    The path of the resource that an exchange brought into being, None where it made none.

    It is `/interactions/<id>`, `/files/<id>` or an operation's name; what the request itself names
    (as a cancel does) was there before.
    """
    answer = exchange.answer
    path = plain_path(exchange.request.path)
    if exchange.request.method == "GET" or isinstance(answer, Polls) or answer.status >= 400:
        return None
    resource = next((found for body in _bodies(answer) if (found := _named(body, path))), None)
    was_there = resource is not None and resource.rpartition("/")[2] in path.split("/")
    return None if was_there else resource


def _bodies(answer: Reply | Stream) -> list[Json]:
    if isinstance(answer, Stream):
        texts = [event.data or "" for event in answer.events[:_LOOK_AT]]
    else:
        texts = [answer.body.read().decode(errors="replace")]
    return [value for text in texts if (value := _parsed(text)) is not None]


def _parsed(text: str) -> Json:
    try:
        return parse(text)
    except ValueError:
        return None


def _named(body: Json, path: str) -> str | None:
    if not isinstance(body, dict):
        return None
    for key in ("interaction", "file"):
        if isinstance(inner := body.get(key), dict):
            body = inner
    if isinstance(name := body.get("name"), str) and "/" in name:
        return "/" + name
    if isinstance(own := body.get("id"), str) and own:
        return f"{path}/{own}"
    return None


def interaction_of(stream: Stream) -> str | None:
    """
    The id of the interaction a stream tells of, None where it names none.
    """
    found = (_named(body, "") for body in _bodies(stream))
    return next((name[1:] for name in found if name is not None), None)

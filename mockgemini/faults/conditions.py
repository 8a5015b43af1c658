"""
Which requests a fault is meant for, said in words or as a function of the Request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from mockgemini.errors import UsageError
from mockgemini.exchange import Request
from mockgemini.jsontext import Json, parse
from mockgemini.payload import SPOOL_AT

Predicate: TypeAlias = Callable[[Request], bool]
When: TypeAlias = "Predicate | Mapping[str, str | bool]"
"""
A function of a request whose body is whole, or words that must all fit: `model` (or agent), `text`
(in any of the body's strings), `path` (in the path), `method`, `stream`.
"""


def predicate(when: When | None) -> Predicate | None:
    """
    The function that the words mean; None where every request is meant.
    """
    if when is None or callable(when):
        return when
    if not isinstance(when, Mapping):
        raise UsageError(f"when takes words such as {{model: …}}, or a function, not {when!r}")
    tests = [_test(word, value) for word, value in when.items()]
    return lambda request: all(test(request) for test in tests)


def _test(word: object, value: object) -> Predicate:
    if word == "stream":
        if not isinstance(value, bool):
            raise UsageError(f"when's stream takes true or false, not {value!r}")
        return lambda request: _streams(request) == value
    make = _TESTS.get(word) if isinstance(word, str) else None
    if make is None:
        raise UsageError(f"when knows {', '.join(_TESTS)} and stream, not {word!r}")
    if not isinstance(value, str):
        raise UsageError(f"when's {word} takes a text, not {value!r}")
    return make(value)


def body_of(request: Request) -> Json:
    """
    The body as JSON; None where it is none, or too large to be a prompt.
    """
    payload = request.body.payload
    if payload.size > SPOOL_AT:
        return None
    try:
        return parse(payload.read().decode())
    except ValueError:
        return None


def texts(value: Json) -> Iterator[str]:
    """
    All strings in a value, its keys excepted.
    """
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _model(name: str) -> Predicate:
    def test(request: Request) -> bool:
        body = body_of(request)
        return isinstance(body, dict) and name in {body.get("model"), body.get("agent")}

    return test


def _text(part: str) -> Predicate:
    return lambda request: any(part in each for each in texts(body_of(request)))


def _path(part: str) -> Predicate:
    return lambda request: part in request.path


def _method(name: str) -> Predicate:
    return lambda request: request.method == name.upper()


def _streams(request: Request) -> bool:
    if "stream=true" in request.query:
        return True
    body = body_of(request)
    return isinstance(body, dict) and body.get("stream") is True


_TESTS: dict[str, Callable[[str], Predicate]] = {
    "model": _model,
    "text": _text,
    "path": _path,
    "method": _method,
}

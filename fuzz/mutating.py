"""
One JSON value to another that is a little wrong: what random bytes would take years to find.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

ODD: tuple[Json, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 1e308, -0.0, 2**63, 2**64, 10**400, 0.1, 1e-320),
    *("", " ", "\0", "\x7f", "\ud800", "\u2028", "é", "😀", "a" * 300, "A" * 300, "$blob:", "$$"),
    *("$blob:0123456789abcdef", "text", "true", "data:,", "..", "/", "%2e", "\n", "{}", "[", "-1"),
    *([], {}, [[]], [{}], {"": None}, [None], {"type": None}, {"type": "text"}, [0] * 20),
)
"""Values that readers have stumbled over."""


def mutated(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """
    The JSON text with one to four places changed; what is no JSON comes back as it is.
    """
    value = parsed(data)
    if value is None:
        return data
    for _ in range(rng.choice((1, 1, 2, 4))):
        value = _changed(value, others, rng)
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode(errors="surrogatepass")


def parsed(data: bytes) -> Json:
    """
    The value of a JSON text; None for what is none.
    """
    try:
        value: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value


def _changed(value: Json, others: list[bytes], rng: random.Random) -> Json:
    value = copy.deepcopy(value)
    inner = list(_places(value))
    if not inner:
        return copy.deepcopy(rng.choice(ODD))
    holder, key = rng.choice(inner)
    doing = rng.randrange(6)
    if doing == 0:
        del holder[key]
    elif doing == 1:
        _put(holder, key, _from_elsewhere(others, rng))
    elif doing == 2:
        _put(holder, key, [_get(holder, key)])
    elif doing == 3:
        _add(holder, key, rng)
    elif doing == 4:
        there, name = rng.choice(inner)
        _put(holder, key, copy.deepcopy(_get(there, name)))
    else:
        _put(holder, key, copy.deepcopy(rng.choice(ODD)))
    return value


def _add(holder: list[Json] | dict[str, Json], key: int | str, rng: random.Random) -> None:
    if isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(rng.choice(holder)))
    else:
        holder[rng.choice([str(key).upper(), f"{key}s", "type", "id", "text"])] = holder[str(key)]


def _from_elsewhere(others: list[bytes], rng: random.Random) -> Json:
    other = parsed(rng.choice(others)) if others else None
    inner = list(_places(other))
    return _get(*rng.choice(inner)) if inner else other


def _places(value: Json) -> Iterator[tuple[list[Json] | dict[str, Json], int | str]]:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        if isinstance(holder, dict):
            yield from ((holder, key) for key in holder)
            waiting += holder.values()
        elif isinstance(holder, list):
            yield from ((holder, index) for index in range(len(holder)))
            waiting += holder


def _get(holder: list[Json] | dict[str, Json], key: int | str) -> Json:
    return holder[key]


def _put(holder: list[Json] | dict[str, Json], key: int | str, value: Json) -> None:
    holder[key] = value


def scrambled(data: bytes, rng: random.Random) -> bytes:
    """
    Bytes changed, doubled or lost: for where no better mutator is at hand.
    """
    found = bytearray(data)
    for _ in range(rng.choice((1, 2, 4, 8))):
        at, size = rng.randrange(len(found) + 1), rng.choice((1, 1, 2, 8, 64))
        doing = rng.randrange(4)
        if doing == 0:
            del found[at : at + size]
        elif doing == 1:
            found[at : at + size] = rng.randbytes(size)
        elif doing == 2:
            found[at:at] = found[at : at + size]
        else:
            found[at:at] = rng.choice(
                (b"\n", b"\r\n", b"\0", b"\xff", b": ", b"- ", b'"', b"[" * 99)
            )
    return bytes(found)

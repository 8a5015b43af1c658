"""
The canonical key: the same for the same request however it is spelled, and read again as written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from mockgemini.exchange import Body, Request
from mockgemini.jsontext import Json
from mockgemini.wire.canonical import Canonical, Rules, canonical, quick
from mockgemini.wire.register import NAMES

_NO_NUMBER = re.compile(rb"NaN|Infinity")
_RULES = Rules.parse(["/input/*", "/tools"], ["uuid", "date", "tmp_path", "a+"])


def check(data: bytes) -> None:
    """
    The input is a body; the other spellings are those that the standard library offers.
    """
    requests = [_request(data)]
    try:
        value: Json = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    is_utf8 = data.decode(errors="ignore").encode() == data
    if isinstance(value, dict | list) and value and is_utf8 and _NO_NUMBER.search(data) is None:
        requests += [_request(each) for each in _respelled(value)]
    for revision in (*NAMES, None):
        for rules in (Rules(), _RULES):
            first, *others = [canonical(request, revision, rules) for request in requests]
            again = Canonical.read(first.text())
            assert again.key() == first.key(), first
            assert all(each.key() == first.key() for each in others), (first, others)
            assert str(first)
        quick(requests[0], revision)


def _request(body: bytes) -> Request:
    return Request("POST", "/v1beta/interactions", headers=(), body=Body.of(body))


def _respelled(value: Json) -> Iterator[bytes]:
    yield json.dumps(value).encode()
    yield json.dumps(value, indent=1, sort_keys=True).encode()
    if isinstance(value, dict):
        turned = dict(reversed(value.items()))
        yield json.dumps({**turned, "\0none": None}, separators=(",", ":")).encode()


def inputs() -> Iterator[bytes]:
    """
    Bodies of requests.
    """
    yield from (json.dumps(each).encode() for each in seeds.creations())


TARGET = Target("keys", check, inputs, is_json=True)

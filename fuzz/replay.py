"""
Requests like the recorded ones, and less like them, to servers that replay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzz import seeds
from fuzz.target import Target
from fuzz.visiting import Visits
from mockgemini.cassette.reading import load
from mockgemini.server.app import App
from mockgemini.spaces.emulation import synthesizer
from mockgemini.spaces.worlds import Replaying, replaying
from mockgemini.wire import translate
from mockgemini.wire.reading import request_body

_LOADED = (translate,)


def _visits(how: Replaying) -> Visits:
    shelf = {path.stem: load(path) for path in seeds.cassettes()}
    return Visits(App(replaying(shelf, how, lambda cassettes: synthesizer(cassettes, how))))


_ALL = (
    _visits(Replaying.parse(repeat="never")),
    _visits(Replaying.parse(repeat="cycle", translate=True, normalize=["uuid", "date"])),
    _visits(Replaying.parse(on_miss="synthesize", ignore=["/input/*/content"])),
)


def check(data: bytes) -> None:
    """
    The input is a list of requests; each server gets them all.
    """
    for visits in _ALL:
        visits.check(data)


def inputs() -> Iterator[bytes]:
    """
    What was recorded, one request and all in order, as callers of both revisions.
    """
    asked = [
        {
            "method": each.request.method,
            "path": each.request.path,
            "query": each.request.query,
            "headers": dict(each.request.headers),
            "body": request_body(each),
        }
        for each in seeds.exchanges()
    ]
    yield json.dumps(asked).encode()
    for each in asked:
        yield json.dumps([each, each]).encode()
        for revision in ("2026-05-07", "2026-05-20"):
            yield json.dumps([{**each, "headers": {"api-revision": revision}}]).encode()


TARGET = Target("replay", check, inputs, is_json=True)

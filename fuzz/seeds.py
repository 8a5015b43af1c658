"""
Inputs of sense to begin with: our own cassettes, and other people's recordings where they lie.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mockgemini.cassette.reading import load
from mockgemini.exchange import Exchange, Polls, Reply, Stream
from mockgemini.wire.reading import request_body

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("MOCKGEMINI_SHARED", ROOT.parent / "shared"))
_SMALL = 48 * 1024


@cache
def cassettes() -> tuple[Path, ...]:
    """
    The files of our own cassettes.
    """
    return tuple(sorted((ROOT / "cassettes").glob("*.yaml")))


@cache
def exchanges() -> tuple[Exchange, ...]:
    """
    What was recorded in them.
    """
    return tuple(exchange for path in cassettes() for exchange in load(path).exchanges)


def streams() -> Iterator[Stream]:
    """
    The streams among their answers.
    """
    for exchange in exchanges():
        if isinstance(exchange.answer, Stream):
            yield exchange.answer


def bodies() -> Iterator[bytes]:
    """
    The JSON of requests and answers.
    """
    for exchange in exchanges():
        yield exchange.request.body.payload.read()
        answer = exchange.answer
        if isinstance(answer, Reply):
            yield answer.body.read()
        elif isinstance(answer, Polls):
            yield from (state.reply.body.read() for state in answer.states)


def recordings(*endings: str) -> Iterator[bytes]:
    """
    Small files of other people's, by their endings; none where the folder is not there.
    """
    folder = SHARED / "recordings"
    found = sorted(path for path in folder.rglob("*") if path.name.endswith(endings))
    small = [path for path in found if path.is_file() and path.stat().st_size < _SMALL]
    yield from (path.read_bytes() for path in small[:200])


def creations() -> Iterator[dict[str, object]]:
    """
    The bodies of requests to create an interaction, in both revisions' spellings.
    """
    for exchange in exchanges():
        body = request_body(exchange)
        if exchange.request.method == "POST" and isinstance(body, dict):
            yield dict(body)
    yield from json.loads((Path(__file__).parent / "creations.json").read_text(encoding="utf-8"))

"""
What the stand-in for Google answers with: recorded bodies where they lie, else our invented ones.

Reads vcrpy's YAML and Vercel's JSON by itself, so it shares no code with what it helps to test.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from upstream_bodies import AFTER_A_TOOL, Call, Turn, compact, frame, reply, stream

ID = re.compile(rb"v1_[A-Za-z0-9_-]{8,}")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
REVISIONS = ("outputs", "steps")

# Nobody's recording: what is said where no recording lies.
TEXT = Turn(
    (
        "Seven",
        " bridges cross the river, and the oldest is of stone. 🌉",
    )
)
ANSWER = Turn(("It is sunny", " and 21 °C."), signature=AFTER_A_TOOL, tokens=(71, 11, 0))


@dataclass
class Corpus:
    """
    Bodies by (kind, revision, streamed); a kind is `text`, `call` or `answer` (to a tool's result).
    """

    bodies: dict[tuple[str, str, bool], list[bytes]] = field(default_factory=dict)

    def add(self, kind: str, revision: str, body: bytes, *, streamed: bool) -> None:
        self.bodies.setdefault((kind, revision, streamed), []).append(body)

    def body(self, kind: str, revision: str, nth: int, *, streamed: bool) -> bytes:
        """
        The nth body of its kind, round and round.
        """
        pool = self.bodies[kind, revision, streamed]
        return pool[nth % len(pool)]


def invented() -> Corpus:
    """
    A corpus without any recording.
    """
    corpus = Corpus()
    call = Turn(calls=(Call("get_weather", {"city": "Paris"}),))
    for revision in REVISIONS:
        for kind, turn in (("text", TEXT), ("call", call), ("answer", ANSWER)):
            corpus.add(kind, revision, reply(turn, revision, "v1_IDENTITY"), streamed=False)
            frames = stream(turn, revision, "v1_IDENTITY")
            corpus.add(kind, revision, b"".join(frames), streamed=True)
    return corpus


def corpus(recordings: Path | None) -> Corpus:
    """
    Recorded bodies for every kind that was recorded, invented ones for the others.
    """
    found = Corpus()
    if recordings is not None and recordings.is_dir():
        for revision in REVISIONS:
            for body, streamed in _vcrpy(recordings, revision):
                found.add("text", revision, body, streamed=streamed)
            _vercel(recordings / "vercel-ai" / revision, revision, found)
    return Corpus(invented().bodies | found.bodies)


def _vcrpy(recordings: Path, revision: str) -> Iterator[tuple[bytes, bool]]:
    for path in sorted(recordings.glob(f"*/{revision}/test_*.yaml")):
        for pair in _loaded(path)["interactions"]:
            asked, answered = pair["request"], pair["response"]
            body = answered["body"]["string"].encode()
            if asked["method"] == "POST" and answered["status"]["code"] == 200 and _said(body):
                yield body, body.startswith(b"event:")


def _loaded(path: Path) -> dict:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe one


def _said(body: bytes) -> bool:
    """
    Whether a model finished and said something: neither a job's start nor cut short.
    """
    return b'"text"' in body and b'"status":"completed"' in body


def _vercel(folder: Path, revision: str, into: Corpus) -> None:
    for kind, name in (("call", "tool-call-step1"), ("answer", "tool-call-step2")):
        whole, chunks = folder / f"{name}.json", folder / f"{name}.chunks.txt"
        if whole.is_file():
            into.add(kind, revision, compact(json.loads(whole.read_bytes())), streamed=False)
        if chunks.is_file():
            lines = chunks.read_bytes().splitlines()
            frames = [frame(json.loads(line)["event_type"], line) for line in lines if line]
            body = b"".join([*frames, frame("done", b"[DONE]")])
            into.add(kind, revision, body, streamed=True)

"""
Bare answers, saved without their request: event streams, their JSON events, lone JSON bodies.

A neutral request is made up for each, and said to be made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mockgemini import sse
from mockgemini.convert.framing import RESTORED, event_type, framed
from mockgemini.convert.pairing import Pair, imported
from mockgemini.convert.source import Imported
from mockgemini.errors import CassetteError
from mockgemini.exchange import Headers
from mockgemini.jsontext import COMPACT, Json, parse

STREAM = "event stream"
EVENTS = "JSON events"
BODY = "JSON body"
NOTE = "The recording holds no request; this one was made up."
MADE_UP = "the recording holds no request, so one was made up"

_WHO = ("model", "agent")
_JSON = (("content-type", "application/json"),)
_ERROR = (("content-type", "application/json; charset=UTF-8"),)
_STREAM = (("content-type", "text/event-stream"),)


def stream(body: bytes, path: Path) -> Imported:
    """
    A stream's exact bytes; a CassetteError where no frame holds data.
    """
    data = next((frame.data for frame in sse.decode(body) if frame.data is not None), None)
    if data is None:
        raise CassetteError(f"{path}: no frame of this event stream has data")
    try:
        chunk = parse(data)
    except ValueError:
        chunk = None
    return _imported(STREAM, _Made(path, chunk, _STREAM), body)


def events(lines: list[str], path: Path) -> Imported:
    """
    One JSON object a line, as the events of a stream.
    """
    chunks: list[Json] = []
    for number, line in enumerate(lines, 1):
        try:
            chunks += [parse(line)] if line.strip() else []
            event_type(chunks[-1] if chunks else {})
        except ValueError:
            raise CassetteError(f"{path}:{number}: expected one JSON object a line") from None
    body = framed(line.strip() for line in lines if line.strip())
    return _imported(EVENTS, _Made(path, chunks[0] if chunks else None, _STREAM), body, RESTORED)


def reply(value: Json, body: bytes, path: Path) -> Imported:
    """
    A whole body; an error's status is its own code, 400 where that is a word.
    """
    chunk = value[0] if isinstance(value, list) and value else value
    if isinstance(chunk, dict) and isinstance(error := chunk.get("error"), dict):
        code = error.get("code")
        status = code if type(code) is int and 400 <= code <= 599 else 400
        return _imported(BODY, _Made(path, None, _ERROR, status), body)
    return _imported(BODY, _Made(path, chunk, _JSON, is_array=chunk is not value), body)


def is_answer(value: Json) -> bool:
    """
    Does a JSON value look like an answer of the API?
    """
    if isinstance(value, list):
        return bool(value) and is_answer(value[0])
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("error"), dict) or isinstance(value.get("candidates"), list):
        return True
    return value.get("object") == "interaction" or {"id", "status"} <= value.keys()


@dataclass(frozen=True, slots=True)
class _Made:
    """
    What is known of an exchange whose answer alone was saved: the answer's first JSON object.
    """

    path: Path
    chunk: Json
    answered: Headers
    status: int = 200
    is_array: bool = False

    @property
    def request(self) -> tuple[str, Json]:
        """
        An address and a body that could have been answered so; the file's name keeps them apart.
        """
        text = f"(not recorded: {self.path.name})"
        known = self.chunk if isinstance(self.chunk, dict) else {}
        if known.keys() & {"candidates", "modelVersion"}:
            body: Json = {"contents": [{"role": "user", "parts": [{"text": text}]}]}
            return self._generation(known.get("modelVersion")), body
        return "/v1beta/interactions", self._interaction(known, text)

    def _generation(self, version: Json) -> str:
        model = version.removeprefix("models/") if isinstance(version, str) else "unknown"
        call = "streamGenerateContent" if self._is_stream or self.is_array else "generateContent"
        return f"/v1beta/models/{quote(model)}:{call}{'?alt=sse' if self._is_stream else ''}"

    def _interaction(self, known: dict[str, Json], text: str) -> Json:
        created = known.get("interaction")
        known = created if isinstance(created, dict) else known
        body: dict[str, Json] = {
            name: value for name in _WHO if isinstance(value := known.get(name), str)
        }
        body["input"] = text
        return {**body, "stream": True} if self._is_stream else body

    @property
    def _is_stream(self) -> bool:
        return self.answered == _STREAM


def _imported(kind: str, made: _Made, answer: bytes, *remarks: str) -> Imported:
    address, body = made.request
    pair = Pair(
        method="POST",
        address=address,
        asked=_JSON,
        body=COMPACT.encode(body).encode(errors="replace"),
        status=made.status,
        answered=made.answered,
        answer=answer,
        note=NOTE,
        remarks=(MADE_UP, *remarks),
    )
    return imported(kind, [pair])

"""
Exchanges to the text of a cassette. Every byte that is written has been through the redactor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mockgemini.cassette import bodies, event_lines, strands
from mockgemini.cassette.blobs import BlobWriter
from mockgemini.cassette.cassette import FORMAT, Cassette, Describe, Header
from mockgemini.cassette.emitting import UNSAFE, entry
from mockgemini.cassette.redacting import redacted
from mockgemini.errors import SecretError
from mockgemini.exchange import (
    Exchange,
    Headers,
    Payload,
    Poll,
    Polls,
    Recorded,
    Reply,
    Request,
    Stream,
)
from mockgemini.jsontext import Json
from mockgemini.redaction import ANSWER_HEADERS, REQUEST_HEADERS, Redactor, kept

if TYPE_CHECKING:
    from mockgemini.redaction.formats import Format

END = "..."
"""YAML's end of a document; a cassette without it was cut short."""

VARIABLES = "# variables: "
"""Begins a line of an unfinished recording whose header was written before they were known."""

_AWAITED = 256
"""Requests that are prepared at a time; those whose answer is not kept make room for others."""

_INTRODUCTION = "# Recorded by mockgemini; comments like these are derived and may be rewritten."
_UNSAFE = re.compile(f"[\t\n{UNSAFE}]")


class Writer:
    """
    Turns exchanges into text, one by one, and keeps account of what was taken out of them.

    `folder` is where large blobs go (None: everything stays inline). `redacted` has the places that
    held a secret; `suspects` says where something resembled one, which was replaced as well.
    `is_unfinished`: for a recording that grows. It says when each request came, and bodies are text
    in it, which is written much sooner; their structure is for the cassette.
    """

    def __init__(
        self,
        redactor: Redactor | None = None,
        *,
        folder: Path | None = None,
        describe: Describe | None = None,
        is_unfinished: bool = False,
    ) -> None:
        self._redactor = redactor or Redactor()
        self._blobs = BlobWriter(folder)
        self._describe = describe
        self._is_unfinished = is_unfinished
        self._prepared: dict[int, _Prepared] = {}
        self._place = ""
        self.redacted: list[str] = []
        self.suspects: list[str] = []

    def header(self, header: Header) -> str:
        """
        All that stands before the first exchange.
        """
        self._place = "the header"
        told = {
            key: None if text is None else self._redact(text)
            for key, text in [
                ("recorded", header.recorded),
                ("upstream", header.upstream),
                ("client", header.client),
                ("note", header.note),
            ]
        }
        fields: dict[str, Json] = {
            "cassette": FORMAT,
            "recorded": told["recorded"],
            "upstream": told["upstream"],
            "client": told["client"],
            "ignore": list(header.ignore),
            "normalize": list(header.normalize),
            "variables": {name: self._json(value) for name, value in header.variables.items()},
            "redacted": list(dict.fromkeys([*header.redacted, *self.redacted])),
            "note": told["note"],
        }
        lines = [_INTRODUCTION]
        for key, value in fields.items():
            if value not in (None, [], {}):
                lines += entry(key, value, 0)
        return "\n".join([*lines, "", "exchanges:", ""])

    def noted(self, variables: Mapping[str, Json]) -> str:
        """
        A comment that tells an unfinished recording's variables, all of them so far.
        """
        self._place = "the header"
        clean = {name: self._json(value) for name, value in variables.items()}
        return f"\n{VARIABLES}{json.dumps(clean)}\n"

    def prepare(self, request: Request) -> None:
        """
        Spell the request of an exchange that is still to come, while there is time; worth it only
        where it holds neither secrets nor blobs, of which account is kept when it is there.
        """
        draft = Writer(self._redactor, is_unfinished=self._is_unfinished)
        inline: dict[str, str] = {}
        lines = _part("request", draft._request(request, inline))
        if not draft.redacted and not inline:
            self._prepared[id(request)] = _Prepared(request, lines, self._redactor.found_by)
            if len(self._prepared) > _AWAITED:
                del self._prepared[next(iter(self._prepared))]

    def exchange(self, exchange: Exchange) -> str:
        """
        One exchange with the comment above it.
        """
        taken_out = len(self.redacted)
        inline: dict[str, str] = {}
        request = self._request_lines(exchange.request, inline)
        frame: dict[str, Json] = {}
        if exchange.revision is not None:
            frame["revision"] = exchange.revision
        if exchange.note is not None:
            frame["note"] = self._redact(exchange.note)
        if self._is_unfinished and exchange.at is not None:
            frame["at"] = _seconds(exchange.at)
        self._place = f"answer to {exchange.request.method} {exchange.request.path}"
        frame |= self._answer(exchange.answer, inline)
        if inline:
            frame["blobs"] = dict(inline)
        body = request + [line for key, value in frame.items() for line in _part(key, value)]
        if len(self.redacted) > taken_out:
            # Told of the original, a comment could hold a piece too short to be recognised.
            exchange = redacted(exchange, self._redactor)
        return "\n".join(["", *self._comment(exchange), "- " + body[0][2:], *body[1:], ""])

    def store(self) -> None:
        """
        Write the large blobs of the exchanges so far into the folder.
        """
        self._blobs.store()

    def _comment(self, exchange: Exchange) -> list[str]:
        text = self._describe(exchange) if self._describe else None
        if not text:
            return []
        return [f"# {_UNSAFE.sub(' ', self._redactor.clean(text))}"]

    def _request_lines(self, request: Request, inline: dict[str, str]) -> list[str]:
        prepared = self._prepared.pop(id(request), None)
        # What has become known as a secret since then might be in it.
        if prepared is not None and prepared.found_by is self._redactor.found_by:
            return prepared.lines
        return _part("request", self._request(request, inline))

    def _request(self, request: Request, inline: dict[str, str]) -> dict[str, Json]:
        self._place = f"request {request.method} {request.path}"
        frame: dict[str, Json] = {"method": request.method, "path": self._redact(request.path)}
        if request.query:
            frame["query"] = self._redact(request.query)
        frame |= self._headers(kept(request.headers, REQUEST_HEADERS))
        frame |= self._body(request.body.payload, inline)
        return frame

    def _answer(self, answer: Recorded, inline: dict[str, str]) -> dict[str, Json]:
        if isinstance(answer, Polls):
            return {"polls": [self._poll(poll, inline) for poll in answer.states]}
        if isinstance(answer, Stream):
            return {"answer": self._stream(answer, inline)}
        return {"answer": self._reply(answer, inline)}

    def _reply(self, reply: Reply, inline: dict[str, str]) -> dict[str, Json]:
        frame: dict[str, Json] = {"status": reply.status}
        if reply.took:
            frame["took"] = _seconds(reply.took)
        return (
            frame
            | self._headers(kept(reply.headers, ANSWER_HEADERS))
            | self._body(reply.body, inline)
        )

    def _stream(self, stream: Stream, inline: dict[str, str]) -> dict[str, Json]:
        events = strands.rewritten(stream.events, self._redact_pieces)
        framing = event_lines.framing_of(events)
        lines, found = event_lines.write(events, framing, self._redact)
        inline |= self._blobs.place(found)
        frame: dict[str, Json] = {"status": stream.status}
        frame |= self._headers(kept(stream.headers, ANSWER_HEADERS))
        frame["head"] = _seconds(stream.head)
        if framing != "event":
            frame["framing"] = framing
        if stream.cut is not None:
            frame["cut"] = stream.cut
        frame["events"] = "".join(line + "\n" for line in lines)
        return frame

    def _poll(self, poll: Poll, inline: dict[str, str]) -> dict[str, Json]:
        frame: dict[str, Json] = {"at": _seconds(poll.at)}
        if poll.times > 1:
            frame |= {"times": poll.times, "every": _seconds(poll.every)}
        return frame | self._reply(poll.reply, inline)

    def _body(self, payload: Payload, inline: dict[str, str]) -> dict[str, Json]:
        as_text = self._is_unfinished
        frame, blobs = bodies.write(payload, self._redact, self._blobs, as_text=as_text)
        inline |= blobs
        return frame

    def _headers(self, headers: Headers) -> dict[str, Json]:
        if not headers:
            return {}
        values: dict[str, list[Json]] = {}
        for name, value in headers:
            values.setdefault(name, []).append(self._redact(value))
        return {
            "headers": {name: all_[0] if len(all_) == 1 else all_ for name, all_ in values.items()}
        }

    def _json(self, value: Json) -> Json:
        if isinstance(value, str):
            return self._redact(value)
        if isinstance(value, list):
            return [self._json(item) for item in value]
        if isinstance(value, dict):
            return {self._redact(key): self._json(item) for key, item in value.items()}
        return value

    def _redact(self, text: str) -> str:
        return self._redact_pieces([text])[0]

    def _redact_pieces(self, pieces: Sequence[str]) -> list[str]:
        known = self._redactor.text_pieces(pieces)
        clean = self._redactor.blank_pieces(known)
        if clean != list(pieces):
            self.redacted.append(self._redactor.clean(self._place))
        if clean != known:
            (suspect, *_) = self._redactor.suspects("".join(known))
            self.suspects.append(
                f"{self._redactor.clean(self._place)}: this holds what looks like {suspect}; "
                "add a redact rule for it, or allow it by name"
            )
        return clean


class _Prepared(NamedTuple):
    """
    A request, its lines, and what its secrets were looked for by.
    """

    request: Request
    lines: list[str]
    found_by: tuple[Format, ...]


def dump(
    cassette: Cassette,
    redactor: Redactor | None = None,
    *,
    folder: Path | None = None,
    describe: Describe | None = None,
    refuses: bool = True,
) -> str:
    """
    The whole text of a cassette. `folder` takes the large blobs; without one all stay inline.

    A SecretError where something resembles a secret and is not allowed by name; it is replaced
    instead where this `refuses` nothing.
    """
    writer = Writer(redactor, folder=folder, describe=describe)
    exchanges = [writer.exchange(exchange) for exchange in cassette.exchanges]
    header = writer.header(cassette.header)
    if refuses and writer.suspects:
        raise SecretError(writer.suspects[0])
    writer.store()
    if not exchanges:
        header = f"{header.rstrip()} []\n"
    return header + "".join(exchanges) + f"\n{END}\n"


def _seconds(value: float) -> float:
    return max(0.0, round(value, 3))


def _part(key: str, value: Json) -> list[str]:
    if key == "polls" and isinstance(value, list):
        states = [_block(item) for item in value if isinstance(item, dict)]
        dashed = [["  - " + lines[0][4:], *lines[1:]] for lines in states]
        return ["  polls:", *(line for lines in dashed for line in lines)]
    if isinstance(value, dict) and ({"body", "text", "status"} & set(value) or key == "blobs"):
        return [f"  {key}:", *_block(value)]
    return entry(key, value, 2)


def _block(frame: dict[str, Json]) -> list[str]:
    return [line for key, value in frame.items() for line in entry(key, value, 4)]

"""
Exchanges to the text of a cassette. Every byte that is written has been through the redactor.
"""

from __future__ import annotations

import re
from pathlib import Path

from mockgemini.cassette import bodies, event_lines
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

END = "..."
"""YAML's end of a document; a cassette without it was cut short."""

_INTRODUCTION = "# Recorded by mockgemini; comments like these are derived and may be rewritten."
_UNSAFE = re.compile(f"[\t\n{UNSAFE}]")


class Writer:
    """
    Turns exchanges into text, one by one, and keeps account of what was taken out of them.

    `folder` is where large blobs go (None: everything stays inline). `redacted` has the places that
    held a secret; `suspects` says where something resembled one, which was replaced as well.
    """

    def __init__(
        self,
        redactor: Redactor | None = None,
        *,
        folder: Path | None = None,
        describe: Describe | None = None,
    ) -> None:
        self._redactor = redactor or Redactor()
        self._blobs = BlobWriter(folder)
        self._describe = describe
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
            "redacted": list(dict.fromkeys([*header.redacted, *self.redacted])),
            "note": told["note"],
        }
        lines = [_INTRODUCTION]
        for key, value in fields.items():
            if value not in (None, []):
                lines += entry(key, value, 0)
        return "\n".join([*lines, "", "exchanges:", ""])

    def exchange(self, exchange: Exchange, *, with_at: bool = False) -> str:
        """
        One exchange with the comment above it.

        `with_at` keeps the moment of the request, which only unfinished recordings need.
        """
        taken_out = len(self.redacted) + len(self.suspects)
        inline: dict[str, str] = {}
        request = self._request(exchange.request, inline)
        frame: dict[str, Json] = {"request": request}
        if exchange.revision is not None:
            frame["revision"] = exchange.revision
        if exchange.note is not None:
            frame["note"] = self._redact(exchange.note)
        if with_at and exchange.at is not None:
            frame["at"] = _seconds(exchange.at)
        self._place = f"answer to {exchange.request.method} {exchange.request.path}"
        frame |= self._answer(exchange.answer, inline)
        if inline:
            frame["blobs"] = dict(inline)
        body = [line for key, value in frame.items() for line in _part(key, value)]
        if len(self.redacted) + len(self.suspects) > taken_out:
            # Told of the original, a comment could hold a piece too short to be recognised.
            exchange = redacted(exchange, self._clean)
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
        return [f"# {_UNSAFE.sub(' ', self._clean(text))}"]

    def _clean(self, text: str) -> str:
        return self._redactor.blank(self._redactor.text(text))

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
        framing = event_lines.framing_of(stream.events)
        lines, found = event_lines.write(stream.events, framing, self._redact)
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
        frame, blobs = bodies.write(payload, self._redact, self._blobs)
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

    def _redact(self, text: str) -> str:
        clean = self._redactor.text(text)
        if clean != text:
            self.redacted.append(self._clean(self._place))
        if suspects := self._redactor.suspects(clean):
            self.suspects.append(
                f"{self._clean(self._place)}: this holds what looks like {suspects[0]}; "
                "add a redact rule for it, or allow it by name"
            )
            return self._redactor.blank(clean)
        return clean


def dump(
    cassette: Cassette,
    redactor: Redactor | None = None,
    *,
    folder: Path | None = None,
    describe: Describe | None = None,
) -> str:
    """
    The whole text of a cassette. `folder` takes the large blobs; without one all stay inline.

    A SecretError where something resembles a secret and is not allowed by name.
    """
    writer = Writer(redactor, folder=folder, describe=describe)
    exchanges = [writer.exchange(exchange) for exchange in cassette.exchanges]
    header = writer.header(cassette.header)
    if writer.suspects:
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

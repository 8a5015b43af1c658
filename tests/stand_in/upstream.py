# ruff: noqa: ARG002, ARG005 - every route is called alike; the address is printed
"""
A stand-in for Google: the Interactions and Files APIs, as far as the journeys go there.

`python tests/stand_in/upstream.py --port 0 --key KEY` prints its URL when ready. It answers with
recorded bodies (only ids are new) where they lie, and logs what it was asked and when it sent.
"""

import argparse
import asyncio
import base64
import contextlib
import hashlib
import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

import uvicorn
from upstream_bodies import TEXT_HEADERS, compact, reply, started
from upstream_corpus import ID, TEXT, Corpus, corpus
from upstream_files import Files
from upstream_values import JSON, JSON_UTF8, Answer, Asked, refused

HERE = Path(__file__).resolve()
RECORDINGS = Path(os.environ.get("MOCKGEMINI_SHARED", HERE.parents[3] / "shared")) / "recordings"
LOGGED = re.compile(
    r"accept-encoding|api-revision|content-type|user-agent|x-goog-(upload|api-cl).*"
)


@dataclass
class Resource:
    """
    An interaction: the body GET gives, and what it turns into after so many more GETs.
    """

    body: bytes
    root: str
    left: int = 0
    later: bytes | None = None

    def seen(self) -> bytes:
        if self.later is not None and self.left == 0:
            self.body, self.later = self.later, None
        self.left -= 1
        return self.body


@dataclass
class Google:
    """
    The service, as an ASGI application. `key`: the only key it takes. `gap`: seconds before events.

    `polls`: how many GETs find a job still running.
    """

    key: str
    corpus: Corpus
    gap: float = 0.02
    polls: int = 3
    log: Callable[[dict], None] = lambda entry: None
    files: Files = field(default_factory=Files)
    interactions: dict[str, Resource] = field(default_factory=dict)
    told: dict[tuple, int] = field(default_factory=dict)
    asked: int = 0
    made: int = 0

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        asked = self._head(scope)
        asked.body = await _whole(receive)
        self.log({"what": "request", **_described(asked)})
        answer = self._refused(asked) or self.answer(asked)
        await self._deliver(asked, answer, send)

    def gaps(self, frames: list[bytes]) -> list[float]:
        """
        The seconds before each event of a stream.
        """
        return [self.gap for _ in frames]

    def answer(self, asked: Asked) -> Answer:
        """
        By method and path; what is not here does not exist.
        """
        for service, routes in ((self, INTERACTIONS), (self.files, FILES)):
            for method, pattern, answering in routes:
                found = re.fullmatch(pattern, asked.path)
                if found and method == asked.method:
                    return answering(service, asked, *found.groups())
        return refused(404, "Method not found.")

    def _head(self, scope) -> Asked:
        self.asked += 1
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
        first = {name: values[0] for name, values in query.items()}
        return Asked(self.asked, scope["method"], scope["path"], first, headers)

    def _refused(self, asked: Asked) -> Answer | None:
        # The legs of an upload are trusted by their address; Python's SDK sends no key there.
        if "upload_id" in asked.query:
            return None
        given = asked.headers.get("x-goog-api-key") or asked.query.get("key")
        if given == self.key:
            return None
        message = "API key not valid. Please pass a valid API key."
        info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
        fault = {"code": 400, "message": message, "status": "INVALID_ARGUMENT", "details": [info]}
        return Answer(400, [JSON_UTF8], [json.dumps({"error": fault}, indent=2).encode()])

    async def _deliver(self, asked: Asked, answer: Answer, send) -> None:
        headers = [(n.encode(), v.encode()) for n, v in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        for index, chunk in enumerate(answer.chunks):
            if answer.gaps:
                await asyncio.sleep(answer.gaps[index])
            note = {"what": "chunk", "request": asked.number, "index": index}
            self.log({**note, "bytes": len(chunk), "at": time.time()})
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        self.log({"what": "end", "request": asked.number, "at": time.time()})

    # -- interactions

    def create(self, asked: Asked) -> Answer:
        """
        A turn of a model, or the start of a job.
        """
        wish = asked.json
        before = wish.get("previous_interaction_id")
        if before is not None and before not in self.interactions:
            return refused(404, f"Interaction {before} not found.", "not_found")
        if waiting := self.files.unready(asked.body):
            message = f"The File {waiting} is not in an ACTIVE state and usage is not allowed."
            return refused(400, message, "invalid_request")
        self.made += 1
        own = _inner(self.made)
        root = self.interactions[before].root if before else own
        identity = _identity(root, own)
        if wish.get("background"):
            return self._job(asked, identity, root)
        return self._turn(asked, identity, root)

    def _turn(self, asked: Asked, identity: str, root: str) -> Answer:
        wish = asked.json
        kind = "answer" if b'"function_result"' in asked.body else "text"
        if kind == "text" and wish.get("tools"):
            kind = "call"
        streamed = bool(wish.get("stream"))
        place = (kind, asked.revision, streamed)
        self.told[place] = self.told.get(place, -1) + 1
        found = self.corpus.body(kind, asked.revision, self.told[place], streamed=streamed)
        body = ID.sub(identity.encode(), found)
        if kind == "call":
            body = _renamed(body, wish["tools"][0]["name"])
        if not streamed:
            self.interactions[identity] = Resource(body, root)
            return Answer(200, [JSON, *TEXT_HEADERS], [body])
        frames = [part + b"\n\n" for part in body.split(b"\n\n") if part]
        self.interactions[identity] = Resource(_last(frames), root)
        events = ("content-type", "text/event-stream")
        return Answer(200, [events, *TEXT_HEADERS], frames, self.gaps(frames))

    def _job(self, asked: Asked, identity: str, root: str) -> Answer:
        wish = asked.json
        who = {key: wish[key] for key in ("agent", "model") if key in wish}
        begun = started(asked.revision, identity, who)
        done = json.loads(reply(TEXT, asked.revision, identity))
        if "agent" in who:
            done.pop("model")
        later = compact(done | who)
        self.interactions[identity] = Resource(begun, root, self.polls, later)
        return Answer(200, [JSON, *TEXT_HEADERS], [begun])

    def get(self, asked: Asked, identity: str) -> Answer:
        """
        The interaction as it is now.
        """
        if identity not in self.interactions:
            return refused(404, f"Interaction {identity} not found.", "not_found")
        return Answer(200, [JSON, *TEXT_HEADERS], [self.interactions[identity].seen()])

    def cancel(self, asked: Asked, identity: str) -> Answer:
        """
        End a job that still runs.
        """
        job = self.interactions.get(identity)
        if job is None:
            return refused(404, f"Interaction {identity} not found.", "not_found")
        if job.later is None:
            return refused(
                400, "Only running interactions can be cancelled.", "failed_precondition"
            )
        job.body = job.body.replace(b'"in_progress"', b'"cancelled"')
        job.later = None
        return Answer(200, [JSON, *TEXT_HEADERS], [job.body])

    def delete(self, asked: Asked, identity: str) -> Answer:
        """
        Forget an interaction.
        """
        if self.interactions.pop(identity, None) is None:
            return refused(404, f"Interaction {identity} not found.", "not_found")
        return Answer(200, [JSON, *TEXT_HEADERS], [b"{}"])

    # -- the older API, passed through

    def generate(self, asked: Asked, model: str) -> Answer:
        """
        `generateContent`, whole.
        """
        return Answer(200, [JSON_UTF8], [json.dumps(_candidate("Blue."), indent=2).encode()])

    def generate_stream(self, asked: Asked, model: str) -> Answer:
        """
        `streamGenerateContent`: another framing, no names, no end mark.
        """
        chunks = [b"data: " + compact(_candidate(t)) + b"\r\n\r\n" for t in ("Bl", "ue", ".")]
        return Answer(200, [("content-type", "text/event-stream")], chunks, self.gaps(chunks))


_V = r"/v1(?:alpha|beta)?"
_FILE = r"(files/[a-z0-9-]+)"
INTERACTIONS: list[tuple[str, str, Callable]] = [
    ("POST", rf"{_V}/interactions", Google.create),
    ("GET", rf"{_V}/interactions/([^/]+)", Google.get),
    ("POST", rf"{_V}/interactions/([^/]+)/cancel", Google.cancel),
    ("DELETE", rf"{_V}/interactions/([^/]+)", Google.delete),
    ("POST", rf"{_V}/models/([^/]+):generateContent", Google.generate),
    ("POST", rf"{_V}/models/([^/]+):streamGenerateContent", Google.generate_stream),
]
FILES: list[tuple[str, str, Callable]] = [
    ("POST", r"/upload/(v1|v1beta|v1alpha)/files", Files.begin),
    ("GET", rf"{_V}/files", Files.listed),
    ("GET", rf"{_V}/{_FILE}", Files.get),
    ("GET", rf"{_V}/{_FILE}:download", Files.download),
    ("DELETE", rf"{_V}/{_FILE}", Files.delete),
]


def _candidate(text: str) -> dict:
    content = {"parts": [{"text": text}], "role": "model"}
    return {"candidates": [{"content": content, "index": 0}], "modelVersion": "gemini-2.5-flash"}


def _renamed(body: bytes, tool: str) -> bytes:
    """
    The recorded call, to the function that this request declares.
    """
    return re.sub(rb'("type":"function_call","name":)"[^"]*"', rb'\1"%s"' % tool.encode(), body)


def _last(frames: list[bytes]) -> bytes:
    """
    The interaction as the end of a stream tells it.
    """
    data = frames[-2].split(b"\ndata: ", 1)[1]
    return compact(json.loads(data)["interaction"])


def _inner(number: int) -> str:
    """
    An inner id: the second it was made in, then what looks like chance, the same in every run.
    """
    seconds = 1_780_478_062 + number
    chance = hashlib.sha256(b"%d" % number).digest()[:12]
    return _unpadded(seconds.to_bytes(4, "little") + chance)


def _identity(root: str, own: str) -> str:
    parts = [bytes([8 * n + 2, len(p)]) + p.encode() for n, p in ((1, root), (2, own))]
    return "v1_" + _unpadded(b"".join(parts))


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _described(asked: Asked) -> dict:
    headers = {name: value for name, value in asked.headers.items() if LOGGED.fullmatch(name)}
    line = {"request": asked.number, "method": asked.method, "path": asked.path}
    return line | {"query": asked.query, "headers": headers, "bytes": len(asked.body)}


async def _whole(receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(body)


def logger(path: Path | None) -> Callable[[dict], None]:
    """
    Writes entries as JSON lines, each stamped with the seconds since 1970.
    """
    if path is None:
        return lambda entry: None

    def write(entry: dict) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"at": time.time()} | entry) + "\n")

    return write


def serve(google: Google, port: int) -> None:
    """
    Answer on that port (0: any) until told to stop; prints the address when ready.
    """
    with socket.create_server(("127.0.0.1", port)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(
            google, log_level="error", lifespan="off", server_header=False, access_log=False
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            uvicorn.Server(config).run(sockets=[listening])


def main() -> None:
    """
    The stand-in with the options of the command line.
    """
    options = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--key", required=True)
    options.add_argument("--gap", type=float, default=0.02, help="seconds before each event")
    options.add_argument("--polls", type=int, default=3, help="GETs that find a job still running")
    options.add_argument("--log", type=Path)
    options.add_argument("--invented", action="store_true", help="use no recordings")
    given = options.parse_args()
    bodies = corpus(None if given.invented else RECORDINGS)
    log = logger(given.log)
    serve(Google(given.key, bodies, given.gap, given.polls, log, Files(given.polls)), given.port)


if __name__ == "__main__":
    main()

"""
Forty secrets of nobody, and a stand-in for the API that says whatever it is told, in pieces too.

They are put together here, so that no scanner of this repository takes them for real ones.
"""

import base64
import hashlib
import json
import string
from dataclasses import dataclass
from http.client import HTTPConnection
from random import Random
from urllib.parse import urlsplit

from samples.contract_cassettes import JSON, SSE, request
from stages.small_upstreams import read, say, say_slowly

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.saving import save
from mockgemini.exchange import Exchange, Payload, Reply, Stream
from mockgemini.redaction import redactor
from mockgemini.wire import register
from mockgemini.wire.outcome import FunctionCall, Outcome, Text, Thought
from mockgemini.wire.streaming import frames
from mockgemini.wire.usage import Usage

USAGE = Usage(total=12, input=5, output=4, thought=3, cached=0, tool_use=0, input_by=(("text", 5),))
DAY = "2026-06-03T09:14:22Z"
PIECE = 7
ALNUM = string.ascii_letters + string.digits


def drawn(size, letters=ALNUM):
    """
    So many letters and digits, others each time, and the same in every run.
    """
    return "".join(_DICE.choices(letters, k=size - 2)) + "a7"


_DICE = Random(4711)  # noqa: S311 - these guard nothing


def jwt():
    """
    A signed token, of nobody for nothing.
    """
    parts = [base64.urlsafe_b64encode(b'{"alg":"none"}'), base64.urlsafe_b64encode(b'{"sub":"us"}')]
    return ".".join([*(part.decode().rstrip("=") for part in parts), drawn(43)])


def pem(kind):
    """
    A private key that opens nothing.
    """
    lines = "\n".join(drawn(64) for _ in range(4))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"


def google():
    """
    A key in Google's format.
    """
    return "AIza" + drawn(35)


KNOWN = {
    "api key": ("the key is {}.", google()),
    "api key of the new kind": ("use {} for it", "AQ." + drawn(48)),
    "api key in an address": ("https://x.test/v1/models?alt=sse&key={} was it", drawn(20)),
    "api key in a header told": ("curl -H 'x-goog-api-key: {}' it", drawn(24)),
    "access token": ("it gave {} at once", "ya29." + drawn(60)),
    "refresh token": ("keep {} for later", "1//0" + drawn(50)),
    "client secret": ("the client has {} too", "GOCSPX-" + drawn(28)),
    "bearer token": ("Authorization: Bearer {} and so on", drawn(40)),
    "basic credentials": ("Authorization: Basic {} and so on", drawn(24) + "=="),
    "json web token": ("a token {} for you", jwt()),
    "private key": ("here is {} for you", pem("")),
    "private key, RSA": ("here is {} for you", pem("RSA ")),
    "id of a service account's key": ('{{"private_key_id": "{}"}}', drawn(40, "0123456789bcdef")),
    "cookie told": ("Set-Cookie: {} HttpOnly", "SID=" + drawn(30)),
    "signed address": ("https://x.test/o?X-Goog-Signature={}&z=1", drawn(64, "0123456789abcdef")),
    "signed address, old": ("https://x.test/o?Expires=1&Signature={}&z=1", drawn(44)),
    "upload address": ("https://x.test/up?upload_id={}&z=1", "ABPtcP" + drawn(30)),
    "form": ("grant_type=a&refresh_token={}&z=1", drawn(30)),
}
"""What is replaced at sight: a text, and what stands in it."""

RESEMBLING = {
    "OpenAI key": ("I use {} here", "sk-proj-" + drawn(48)),
    "Anthropic key": ("I use {} here", "sk-ant-api03-" + drawn(60)),
    "GitHub token": ("I use {} here", "ghp_" + drawn(36)),
    "GitLab token": ("I use {} here", "glpat-" + drawn(20)),
    "AWS key": ("I use {} here", "AKIA" + drawn(16).upper()),
    "AWS secret": ("AWS_SECRET_ACCESS_KEY={} here", drawn(40)),
    "Slack token": ("I use {} here", "xoxb-" + drawn(30)),
    "Stripe key": ("I use {} here", "sk_live_" + drawn(24)),
    "npm token": ("I use {} here", "npm_" + drawn(36)),
    "Hugging Face token": ("I use {} here", "hf_" + drawn(34)),
    "password in JSON": ('{{"password": "{}"}}', drawn(22)),
    "password in an address": ("postgres://app:{}@db.test/x", drawn(14)),
}
"""What stops the write."""

SPLIT = {
    "text": ("steps", "text", google()),
    "text, before May 2026": ("outputs", "text", google()),
    "arguments": ("steps", "arguments", "ya29." + drawn(60)),
    "arguments, before May 2026": ("outputs", "arguments", "ya29." + drawn(60)),
    "summary": ("steps", "summary", jwt()),
    "summary, before May 2026": ("outputs", "summary", jwt()),
    "private key in text": ("steps", "text", pem("EC ")),
    "private key in arguments": ("steps", "arguments", pem("")),
    "candidates": (None, "candidates", google()),
    "refresh token in candidates": (None, "candidates", "1//0" + drawn(50)),
}
"""Told over several events: the revision, the kind of pieces, the secret."""


def traces(secret):
    """
    What of a secret would give it away.
    """
    return max(secret.split("\n"), key=len)


@dataclass
class Parrot:
    """
    The stand-in: it answers what it is told, with a cookie, and refuses where it is told `no`.
    """

    async def __call__(self, scope, receive, send):
        body = await read(receive)
        path, query = scope["path"], scope["query_string"].decode()
        if "streamGenerateContent" in path:
            await say_slowly(send, _candidates(json.loads(body)["contents"]))
        elif path.endswith("/interactions"):
            await self._create(json.loads(body), dict(scope["headers"]), send)
        elif path.startswith("/upload"):
            url = f"https://generativelanguage.googleapis.com{path}?upload_id={query[-36:]}"
            await say(
                send, b"", headers=[("x-goog-upload-url", url), ("x-goog-upload-status", "active")]
            )
        else:
            await say(send, json.dumps({"told": body.decode()[:2000]}).encode())

    async def _create(self, wish, headers, send):
        cookie = ("set-cookie", f"SID={headers.get(b'cookie', b'').decode()}")
        if wish.get("model") == "no":
            error = {"error": {"message": f"API key not valid: {wish['input']}", "code": "invalid"}}
            await say(send, json.dumps(error).encode(), status=400)
            return
        is_old = headers.get(b"api-revision") == b"2026-05-07"
        renderer = register.revision("outputs" if is_old else "steps").renderer
        told = outcome(wish["input"], wish.get("kind", "text"))
        if wish.get("stream"):
            events = frames(renderer.events(told, _pieces))
            await say_slowly(send, [event.raw for event in events])
        else:
            data = json.dumps(renderer.resource(told)).encode()
            await say(send, data, headers=[("content-type", "application/json"), cookie])


def outcome(text, kind):
    """
    What a model did that says this text in its thoughts, its arguments or openly.
    """
    thought = Thought(signature="CiQBDDnWx+Xp0gYVp4DF", summary=text if kind == "summary" else "")
    call = FunctionCall("note", {"what": text, "n": 1}, "jskegq1s")
    said = call if kind == "arguments" else Text("Done." if kind == "summary" else text)
    return Outcome(
        (thought, said),
        id=f"v1_{hashlib.sha256((text + kind).encode()).hexdigest()[:12]}",
        model="gemini-2.5-flash",
        status="requires_action" if kind == "arguments" else "completed",
        created=DAY,
        updated=DAY,
        usage=USAGE,
    )


def _pieces(index, kind, text):  # noqa: ARG001 - it is a Pieces
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def _candidates(contents):
    text = contents[0]["parts"][0]["text"]
    for piece in _pieces(0, "text", text):
        said = {"candidates": [{"content": {"parts": [{"text": piece}], "role": "model"}}]}
        yield f"data: {json.dumps(said)}\r\n\r\n".encode()


def ask(url, path, body=b"", *, method="POST", **headers):
    """
    The answer to one request; underscores in the names of headers are hyphens.
    """
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, data, {"content-type": "application/json"} | named)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def tell_all(url, planted):
    """
    Say each secret in a request, in its answer, in an error, and in pieces.
    """
    for context, secret in planted.values():
        wish = {"model": "gemini-2.5-flash", "input": context.format(secret)}
        ask(url, "/v1/interactions", wish)
        ask(url, "/v1/interactions", wish | {"stream": True})
        ask(url, "/v1/interactions", wish | {"model": "no"})
        ask(url, "/v1beta/other:call", context.format(secret).encode())


def tell_by_the_way(url):
    """
    Send secrets where they belong: in headers, in the query, in the address of an upload.
    """
    secrets = {name: secret for name, (_, secret) in KNOWN.items()}
    key, cookie = secrets["api key"], secrets["cookie told"]
    wish = {"model": "gemini-2.5-flash", "input": "Hello."}
    ask(url, f"/v1/interactions?key={key}", wish, cookie=cookie, x_goog_api_key=key)
    ask(url, "/v1/interactions", wish, authorization=f"Bearer {secrets['access token']}")
    ask(url, f"/upload/v1beta/files?upload_id={secrets['upload address']}", {"file": {}})


def tell_split(url):
    """
    Say each of those that come in pieces; the requests do not have them, they are told by a hint.
    """
    for revision, kind, secret in SPLIT.values():
        text = f"Here is {secret} for you."
        if revision is None:
            told = {"contents": [{"parts": [{"text": text}]}]}
            ask(url, "/v1beta/models/m:streamGenerateContent?alt=sse", told)
            continue
        wish = {"model": "gemini-2.5-flash", "input": text, "stream": True, "kind": kind}
        dated = {"outputs": "2026-05-07", "steps": "2026-05-20"}[revision]
        ask(url, "/v1beta/interactions", wish, api_revision=dated)


# --- cassettes that leak -----------------------------------------------------------------------

SECRETS = {name: secret for name, (_, secret) in (KNOWN | RESEMBLING).items()}
KEY, PEM = SECRETS["api key"], SECRETS["private key"]
EVERYTHING = redactor(allowed=SECRETS.values())
"""Writes what the others would not."""


def put(path, *exchanges):
    """
    A cassette as somebody without redaction would have left it.
    """
    save(Cassette(Header(note="By hand."), exchanges), path, EVERYTHING)
    return path


def posted(text, answer=None):
    """
    An exchange that says this in its request.
    """
    asked = request(body={"model": "m", "input": text})
    return Exchange(asked, answer or Reply(200, JSON, Payload(b"{}")), revision="steps")


def told(text, size=9):
    """
    A stream that tells a text in pieces.
    """
    events = register.revision("steps").renderer.events(
        outcome(text, "text"),
        lambda _index, _kind, text: [text[at : at + size] for at in range(0, len(text), size)],
    )
    return Stream(200, SSE, frames(events), 0.1)

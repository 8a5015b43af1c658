"""
A conversation recorded with one emulator, and another emulator to hold it against, whose ids are
others and whose answers can be changed on their way.
"""

import contextlib
import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

from stages.small_upstreams import read, say

from mockgemini.server.app import App
from mockgemini.server.running import BackgroundServer
from mockgemini.spaces.emulation import Emulating, synthesizer
from mockgemini.spaces.recording import Recording, Take
from mockgemini.spaces.worlds import Replaying, replaying

MODEL = "gemini-2.5-flash"
AGENT = {"agent": "deep-research-pro-preview-12-2025"}
WEATHER = {
    "type": "function",
    "name": "get_weather",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"],
    },
}


def send(url, method, path, body=None, **headers):
    """
    Status, headers and body of one request; a body that is no bytes goes as JSON.
    """
    parts = urlsplit(url)
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    head = {"x-goog-api-key": "mockgemini-dummy-key"} | headers
    if not isinstance(body, bytes):
        head["content-type"] = "application/json"
    connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
    with contextlib.closing(connection):
        connection.request(method, f"{parts.path}{path}", data, head)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def create(url, text, **more):
    """
    The interaction that an input leads to.
    """
    asked = {"input": text} | ({} if "agent" in more else {"model": MODEL}) | more
    status, _, body = send(url, "POST", "/v1/interactions", asked)
    assert status == 200, body
    return body if more.get("stream") else json.loads(body)


def call_a_tool(url):
    """
    A call, then its result by the call's id and the interaction's; and the same history stateless.
    """
    asked = create(url, "What is the weather in Paris?", tools=[WEATHER])
    call = next(step for step in asked["steps"] if step["type"] == "function_call")
    result = {
        "type": "function_result",
        "name": "get_weather",
        "call_id": call["id"],
        "result": [{"type": "text", "text": "sunny"}],
    }
    create(url, [result], previous_interaction_id=asked["id"], tools=[WEATHER])
    said = [{"type": "user_input", "content": [{"type": "text", "text": "And?"}]}]
    create(url, [*said, *asked["steps"], result], tools=[WEATHER], store=False)


def stream_and_look(url):
    """
    A stream, what is kept of it, and its end.
    """
    body = create(url, "Tell me of the sea.", stream=True)
    name = next(
        json.loads(line[6:])["interaction"]["id"]
        for line in body.decode().splitlines()
        if line.startswith("data: {") and "interaction" in json.loads(line[6:])
    )
    for method in ("GET", "DELETE"):
        assert send(url, method, f"/v1/interactions/{name}")[0] == 200


def poll(url, times=40):
    """
    A job, looked at until it is over.
    """
    job = create(url, "Think long.", background=True, **AGENT)
    for _ in range(times):
        found = json.loads(send(url, "GET", f"/v1/interactions/{job['id']}")[2])
        if found["status"] != "in_progress":
            return found
    raise AssertionError(found)


def cancel(url):
    """
    A job that is given up.
    """
    job = create(url, "Think long.", background=True, **AGENT)
    assert send(url, "POST", f"/v1/interactions/{job['id']}/cancel", {})[0] == 200


def upload(url, data=b"A short text.\n"):
    """
    A file in two legs, and a question about it.
    """
    _, headers, _ = send(
        url,
        "POST",
        "/upload/v1beta/files",
        {"file": {"displayName": "notes.txt"}},
        **{
            "x-goog-upload-protocol": "resumable",
            "x-goog-upload-command": "start",
            "x-goog-upload-header-content-length": str(len(data)),
            "x-goog-upload-header-content-type": "text/plain",
        },
    )
    address = urlsplit(
        {name.lower(): value for name, value in headers.items()}["x-goog-upload-url"]
    )
    path = f"{address.path}?{address.query}".removeprefix(urlsplit(url).path)
    commands = {"x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0"}
    status, _, body = send(url, "POST", path, data, **commands)
    assert status == 200, body
    file = json.loads(body)["file"]
    document = {"type": "document", "uri": file["uri"], "mime_type": "text/plain"}
    create(url, [{"type": "text", "text": "Sum it up."}, document])


class Changed:
    """
    An emulator; `change(path, status, body)` gives status and body as they go out.
    """

    def __init__(self, seed, change=None):
        how = Replaying.parse(on_miss="synthesize")
        emulating = Emulating(seed=seed)
        self.app = App(replaying({}, how, lambda cassettes: synthesizer(cassettes, how, emulating)))
        self.change = change
        self.url = ""
        self.asked = []

    async def __call__(self, scope, receive, send_):
        body = await read(receive)
        self.asked.append((scope["method"], scope["path"], body))
        told = {}

        heard = [{"type": "http.request", "body": body, "more_body": False}]

        async def hear():
            return heard.pop() if heard else await receive()

        async def keep(message):
            told.setdefault("status", message.get("status"))
            told.setdefault("headers", message.get("headers", ()))
            told["body"] = told.get("body", b"") + message.get("body", b"")

        await self.app({key: scope[key] for key in scope if key != "state"}, hear, keep)
        status, data = told["status"], told["body"]
        if self.change is not None:
            status, data = self.change(scope["path"], status, data)
        headers = [(name.decode(), value.decode()) for name, value in told["headers"]]
        headers = [each for each in headers if each[0] != "content-length"]
        await say(send_, data, status=status, headers=headers)


@contextlib.contextmanager
def emulated(seed=2, change=None):
    """
    An emulator as the real API.
    """
    upstream = Changed(seed, change)
    with BackgroundServer(upstream) as server:
        upstream.url = server.url
        yield upstream


def recorded(path, *talks):
    """
    A cassette of these talks with the emulator whose seed is 1.
    """
    with emulated(seed=1) as upstream:
        recording = Recording(Take(path, upstream.url, key="a-key-of-nobody"))
        with BackgroundServer(App(recording.worlds())) as server:
            for talk in talks:
                talk(server.url)
        assert [] == recording.reports
        return recording.finish()

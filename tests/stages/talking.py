"""
A stand-in for the API that says hello, in this process; bare requests to it, and its cassettes.
"""

import contextlib
import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

from samples.replayed import ask, cassette, reply
from stages.small_upstreams import read, say

from mockgemini.cassette.saving import save
from mockgemini.server.running import BackgroundServer

MODEL = "gemini-2.5-flash"


def greeting(text):
    """
    What the stand-in answers to an input.
    """
    content = [{"text": f"Hello, {text}!", "type": "text"}]
    steps = [{"content": content, "type": "model_output"}]
    return {"id": f"v1_{text.lower()}", "status": "completed", "steps": steps}


@dataclass
class Talking:
    """
    The stand-in; `keys` are those that requests came with.
    """

    url: str = ""
    keys: list = field(default_factory=list)

    async def __call__(self, scope, receive, send):
        """
        A greeting; to `no` a refusal.
        """
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.keys.append(headers.get("x-goog-api-key"))
        wish = json.loads(await read(receive))
        status = 400 if wish["input"] == "no" else 200
        await say(send, json.dumps(greeting(wish["input"])).encode(), status=status)


@contextlib.contextmanager
def talking():
    """
    The stand-in while it runs.
    """
    upstream = Talking()
    with BackgroundServer(upstream) as server:
        upstream.url = server.url
        yield upstream


def post(url, text="World", *, key=None, **more):
    """
    The status and body that an input is answered with.
    """
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    headers = {"content-type": "application/json"} | ({"x-goog-api-key": key} if key else {})
    body = json.dumps({"model": MODEL, "input": text} | more)
    with contextlib.closing(connection):
        connection.request("POST", f"{parts.path}/v1/interactions", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def put_vcrpy(path, *texts):
    """
    Write what vcrpy would have recorded of these greetings, as JSON, which is YAML too.
    """
    head = {"content-type": ["application/json"]}
    pairs = [
        {
            "request": {
                "method": "POST",
                "uri": "https://generativelanguage.googleapis.com/v1beta/interactions",
                "headers": head,
                "body": json.dumps({"model": MODEL, "input": text}),
            },
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": head,
                "body": {"string": json.dumps(greeting(text))},
            },
        }
        for text in texts
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": 1, "interactions": pairs}))
    return path


def put_cassette(path, *texts, **rules):
    """
    Write a cassette in which these inputs were greeted.
    """
    save(cassette(*((ask(text), reply(greeting(text))) for text in texts), **rules), path)
    return path

"""
A job of which nobody asks how far it is: the server tells, signed, when it is over.
"""

import base64
import hashlib
import hmac
import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from journeys.sdks import PATIENCE, get, post, serving

from mockgemini.spaces.notices import SECRET

JOB = {
    "agent": "deep-research-preview-04-2026",
    "input": "Who invented the zip?",
    "background": True,
}


@pytest.fixture
def receiver():
    """
    A program that takes webhooks: its address, and what it got.
    """
    got = queue.Queue()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            got.put((dict(self.headers.items()), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            """
            Say nothing.
            """

    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}/told", got
        server.shutdown()
        thread.join()


def test_a_webhook(receiver):
    """
    The job is seen at work, its end is told with a good signature, and then it is completed.
    """
    uri, got = receiver
    webhook = {"uris": [uri, "http://192.0.2.1/never"], "user_metadata": {"tenant": "a"}}

    with serving() as server:
        job = json.loads(
            post(f"{server.url}/v1/interactions", {**JOB, "webhook_config": webhook}).read()
        )
        headers, body = got.get(timeout=PATIENCE)
        seen = json.loads(get(f"{server.url}/v1/interactions/{job['id']}", key="any"))
        code = server.end()

    told = json.loads(body)
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    words = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = "v1," + base64.b64encode(hmac.digest(key, words, hashlib.sha256)).decode()
    assert "in_progress" == job["status"]
    assert ("interaction.completed", job["id"]) == (told["type"], told["data"]["id"])
    assert {"tenant": "a"} == told["user_metadata"]
    assert signature == headers["webhook-signature"]
    assert "completed" == seen["status"]
    assert 0 == code


def test_a_webhook_does_not_hold_the_server():
    """
    A server that is ended while it still has something to tell ends cleanly.
    """
    webhook = {"uris": ["http://127.0.0.1:9/nobody"]}

    with serving(None, "--pace", "recorded") as server:
        post(f"{server.url}/v1/interactions", {**JOB, "webhook_config": webhook}).read()
        code = server.end()

    assert 0 == code
    assert "" == server.err

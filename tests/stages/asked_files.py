"""
Requests to the Files API as clients send them, and a store of files to answer them.
"""

import asyncio
import json

from mockgemini.clock import INSTANT, ManualClock
from mockgemini.exchange import Body, Request
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.files import FileStore

BASE = "http://127.0.0.1:8765/s/films"


def store(seed=b"files", **how):
    """
    A store with a clock that stands still.
    """
    clock = how.pop("clock", None) or ManualClock()
    return FileStore(Dice(seed), clock, how.pop("pace", INSTANT), **how)


def ask(files, method, path, body=b"", *, base=BASE, **headers):
    """
    The answer to a request; the names of headers are written with underscores.
    """
    path, _, query = path.removeprefix(base).partition("?")
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    request = Request(method, path, query, named, Body.of(body), base)
    return asyncio.run(files.respond(request))


def told(answer):
    """
    The body as JSON.
    """
    return json.loads(answer.body.read())


def problem(answer):
    """
    Status, Google's word and the sentence of a refusal.
    """
    error = told(answer)["error"]
    assert answer.status == error["code"]
    return error["code"], error["status"], error["message"]


def header(answer, name):
    """
    The first value of a header; None where there is none.
    """
    return next((value for key, value in answer.headers if key == name), None)


def start(files, *, mime_type="application/pdf", size=None, file=None, **headers):
    """
    The answer to the start of a resumable upload.
    """
    named = {"x_goog_upload_protocol": "resumable", "x_goog_upload_command": "start"}
    if mime_type is not None:
        named["x_goog_upload_header_content_type"] = mime_type
    if size is not None:
        named["x_goog_upload_header_content_length"] = str(size)
    body = b"" if file is None else json.dumps({"file": file}).encode()
    return ask(files, "POST", "/upload/v1beta/files", body, **(named | headers))


def send(files, url, data=b"", command="upload, finalize", offset=0):
    """
    The answer to one leg of an upload; `offset` None sends none.
    """
    named = {"x_goog_upload_command": command}
    if offset is not None:
        named["x_goog_upload_offset"] = str(offset)
    return ask(files, "POST", url, data, **named)


def address(answer):
    """
    Where an upload goes on.
    """
    return header(answer, "x-goog-upload-url")


def upload(files, data=b"%PDF-1.4 nothing", **how):
    """
    The file that comes of a whole upload, as it is told.
    """
    return told(send(files, address(start(files, **how)), data))["file"]


def get(files, name):
    """
    The answer to a GET of a file.
    """
    return ask(files, "GET", f"/v1beta/{name}")


def listed(files, query=""):
    """
    A page of files.
    """
    return told(ask(files, "GET", f"/v1/files?{query}"))

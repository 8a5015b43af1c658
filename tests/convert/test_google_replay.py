"""
Google's own recordings come out with their JSON, framed again as the API writes it.
"""

import base64

import pytest

from mockgemini.convert import google_replay
from mockgemini.convert.framing import RESTORED
from mockgemini.convert.google_replay import ADDRESS, UPLOAD
from mockgemini.convert.pairing import PARSED
from mockgemini.convert.places import Place
from mockgemini.errors import CassetteError
from mockgemini.exchange import Stream

HOST = "generativelanguage.googleapis.com"
SSE = {"Content-Type": "text/event-stream"}
CREATED = {"event_type": "interaction.created", "interaction": {"id": ""}}


def sent(answer, path="/v1/interactions", body=None, **asked):
    """
    One exchange as test-server writes it.
    """
    request = {
        "method": "POST",
        "url": path,
        "request": f"POST {path} HTTP/1.1",
        "headers": {"Test-Name": "t", "Content-Type": "application/json"},
        "bodySegments": [body],
        "serverAddress": HOST,
        "port": 443,
        "protocol": "https",
        **asked,
    }
    return {"request": request, "shaSum": "00", "response": {"statusCode": 200, **answer}}


def server(*interactions):
    return google_replay.read(Place({"recordID": "t", "interactions": [*interactions]}, "a.json"))


def replayed(url, answer, method="post", segments=({},)):
    """
    One exchange as the replay client of google-genai writes it.
    """
    request = {"method": method, "url": url, "headers": {"x-goog-api-key": "{REDACTED}"}}
    response = {"status_code": 200, "headers": {}, "sdk_response_segments": [], **answer}
    return {"request": {**request, "body_segments": [*segments]}, "response": response}


def replay(*interactions):
    return google_replay.read(
        Place({"replay_id": "m/f/x", "interactions": [*interactions]}, "a.json")
    )


# --- google/test-server -----------------------------------------------------------------------


def test_a_reply_of_test_server():
    """
    Parsed bodies are encoded again, and said to be.
    """
    answer = {"headers": {"Content-Type": "application/json"}, "bodySegments": [{"id": "é"}]}

    found = server(sent(answer, body={"input": "hi"}))

    (exchange,) = found.exchanges
    assert "POST /v1/interactions" == str(exchange.request)
    assert (("content-type", "application/json"),) == exchange.request.headers
    assert b'{"input":"hi"}' == exchange.request.body.payload.read()
    assert '{"id":"é"}'.encode() == exchange.answer.body.read()
    assert ("google test-server", [PARSED]) == (found.kind, found.warnings)


def test_a_stream_of_test_server():
    """
    An interaction's stream gets names and its end back.
    """
    found = server(sent({"headers": SSE, "bodySegments": [CREATED]}))

    answer = found.exchanges[0].answer
    assert isinstance(answer, Stream)
    assert ["interaction.created", "done"] == [event.name for event in answer.events]
    assert [PARSED, RESTORED] == found.warnings


def test_a_generation_of_test_server():
    """
    With `alt=sse` chunks are bare data, without it a JSON array.
    """
    url = "/v1beta/models/m:streamGenerateContent"
    chunks = {"headers": {}, "bodySegments": [{"candidates": []}, {"candidates": [1]}]}

    streamed, listed = server(sent(chunks, f"{url}?alt=sse"), sent(chunks, url)).exchanges

    assert (
        b'data: {"candidates":[]}\r\n\r\ndata: {"candidates":[1]}\r\n\r\n' == streamed.answer.body
    )
    assert b'[{"candidates":[]},\r\n{"candidates":[1]}]' == listed.answer.body.read()


def test_an_upload_of_test_server():
    """
    An upload's start has no body, and its address leads back to where the request went.
    """
    url = "http://localhost:14530/upload/v1beta/files?upload_id=AAwnv3IAwQ76&upload_protocol=resumable"
    answered = {"Content-Length": "0", "X-Goog-Upload-Url": url, "X-Goog-Upload-Status": "active"}

    (exchange,) = server(sent({"headers": answered}, "/upload/v1beta/files")).exchanges

    assert b"" == exchange.answer.body.read()
    assert dict(exchange.answer.headers)["x-goog-upload-url"].startswith("/upload/v1beta/files?")


@pytest.mark.parametrize(
    "lost",
    [
        sent({"headers": {"Content-Length": "9"}}),
        sent({}, headers={"Content-Length": "9"}),
    ],
)
def test_bodies_that_test_server_lost(lost):
    """
    A body that is no JSON is not in the file, so its exchange is left out.
    """
    found = server(lost)

    assert [] == found.exchanges
    assert ["an exchange lacks a body that the recorder did not keep: skipped"] == found.warnings


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"serverAddress": "", "method": "GET"}, ["GET /v1/interactions"]),
        ({"url": None, "method": None}, ["POST /v1/interactions"]),
        ({"url": f"https://{HOST}/v1/models"}, ["POST /v1/models"]),
        ({"serverAddress": "github.com"}, []),
    ],
)
def test_addresses_of_test_server(asked, expected):
    """
    Method and path stand alone or in the request line; other servers are foreign.
    """
    found = server(sent({"headers": {}}, **asked))

    assert expected == [str(exchange.request) for exchange in found.exchanges]


def test_an_empty_stream_of_test_server():
    """
    A stream without segments has no events.
    """
    (exchange,) = server(sent({"headers": SSE})).exchanges

    assert () == exchange.answer.events


def test_damage_is_named():
    """
    An event that is no object is one sentence with its place.
    """
    with pytest.raises(CassetteError, match=r"an event of a stream is no JSON object at /interac"):
        server(sent({"headers": SSE, "bodySegments": [1]}))


# --- google-genai -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("{MLDEV_URL_PREFIX}/models/m:generateContent", "/v1beta/models/m:generateContent"),
        ("{MLDEV_URL_PREFIX}/v1beta/files", "/upload/v1beta/files"),
        ("{VERTEX_URL_PREFIX}/publishers/google/models/m", "/v1beta1/publishers/google/models/m"),
        ("http://localhost:1/v1/x", "/v1/x"),
    ],
)
def test_shortened_addresses_are_restored(url, expected):
    """
    The word for host and version becomes a version again, an upload's `/upload` comes back.
    """
    found = replay(replayed(url, {"body_segments": [{"a": 1}]}))

    assert f"POST {expected}" == str(found.exchanges[0].request)
    assert ("{" in url) == (ADDRESS in found.warnings)


def test_a_reply_of_a_replay():
    """
    Bodies are encoded again; an empty object that was asked with is none.
    """
    chunks = {"body_segments": [{"a": 1}]}

    get, post = replay(
        replayed("{MLDEV_URL_PREFIX}/models", chunks, "get"),
        replayed("{MLDEV_URL_PREFIX}/models/m:generateContent", chunks, segments=[{"b": 2}]),
    ).exchanges

    assert ("GET", b"") == (get.request.method, get.request.body.payload.read())
    assert b'{"b":2}' == post.request.body.payload.read()
    assert b'{"a":1}' == post.answer.body.read()


def test_a_stream_of_a_replay():
    """
    Chunks of a stream are framed again.
    """
    url = "{MLDEV_URL_PREFIX}/models/m:streamGenerateContent?alt=sse"

    found = replay(replayed(url, {"headers": SSE, "body_segments": [{"candidates": []}]}))

    assert b'data: {"candidates":[]}\r\n\r\n' == found.exchanges[0].answer.body
    assert [PARSED, RESTORED, ADDRESS] == found.warnings


def test_errors_of_a_replay():
    """
    A failure keeps its status.
    """
    failed = {"status_code": 404, "body_segments": [{"error": {"code": 404}}]}

    (exchange,) = replay(replayed("{MLDEV_URL_PREFIX}/models/m", failed, "get")).exchanges

    assert (404, b'{"error":{"code":404}}') == (exchange.answer.status, exchange.answer.body.read())


def test_an_upload_of_a_replay():
    """
    The second leg, recorded without address, goes where the first leg's answer said.
    """
    url = f"https://{HOST}/upload/v1beta/files?upload_id=AAwnv3IAwQ76&upload_protocol=resumable"
    start = replayed(
        "{MLDEV_URL_PREFIX}/v1beta/files",
        {"headers": {"X-Goog-Upload-URL": url}, "body_segments": [{}]},
    )
    data = {"bytes": base64.b64encode(b"\xff\x00").decode()}
    done = {"body_segments": [{"file": {}}]}

    found = replay(start, replayed("", done, "POST", [data]))

    first, second = found.exchanges
    assert b"" == first.answer.body.read()
    assert f"POST {dict(first.answer.headers)['x-goog-upload-url']}" == str(second.request)
    assert "upload, finalize" == second.request.header("x-goog-upload-command")
    assert (b"\xff\x00", b'{"file":{}}') == (
        second.request.body.payload.read(),
        second.answer.body.read(),
    )
    assert UPLOAD in found.warnings


@pytest.mark.parametrize(
    ("interaction", "reason"),
    [
        (replayed("", {}, segments=[{"file_path": "x.png"}]), "an upload lacks a body"),
        (replayed("", {}, segments=[]), "an upload lacks a body"),
        (
            replayed(
                "{MLDEV_URL_PREFIX}/x",
                {"byte_segments": [base64.b64encode(bytes(100)).decode()]},
                "get",
            ),
            "a download was cut short",
        ),
    ],
)
def test_bodies_that_a_replay_lost(interaction, reason):
    """
    Files named but not kept, and downloads cut by the recorder, are left out.
    """
    found = replay(interaction)

    assert [] == found.exchanges
    assert found.warnings[0].startswith(reason)


@pytest.mark.parametrize("url", ["https://storage.example/x", "http://[::1/x"])
def test_an_upload_elsewhere_is_not_the_apis(url):
    """
    A second leg whose address is foreign, or none, is skipped as any other request is.
    """
    start = replayed("{MLDEV_URL_PREFIX}/v1beta/files", {"headers": {"X-Goog-Upload-URL": url}})

    found = replay(start, replayed("", {}, segments=[{"bytes": "AA"}]))

    assert ["POST /upload/v1beta/files"] == [str(each.request) for each in found.exchanges]


def test_a_short_download_is_whole():
    """
    Bytes shorter than the recorder's limit are all of them, in the alphabet for URLs.
    """
    answer = {"byte_segments": ["-_8="], "body_segments": []}

    (exchange,) = replay(replayed("{MLDEV_URL_PREFIX}/files/x:download", answer, "get")).exchanges

    assert b"\xfb\xff" == exchange.answer.body.read()

"""
What goes out to an upstream and what comes back: the client's own words, and nothing of ours.
"""

import asyncio
import socket

import pytest
from stages.small_upstreams import read, say

from mockgemini.errors import UpstreamError
from mockgemini.exchange import Body, Request
from mockgemini.record.upstream import Upstream
from mockgemini.server.running import BackgroundServer


@pytest.fixture
def echo():
    """
    An upstream that remembers what it was asked.
    """
    seen = []

    async def app(scope, receive, send):
        headers = [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]]
        target = scope["raw_path"].decode(), scope["query_string"].decode()
        seen.append((scope["method"], target, headers, await read(receive)))
        await say(
            send,
            b"hi",
            headers=[("X-One", "1"), ("x-one", "2"), ("connection", "x"), ("alt-svc", "h3")],
        )

    with BackgroundServer(app) as server:
        yield server.url, seen


def asked(url, request, **kinds):
    """
    What comes of one request: the answer's head and its body.
    """

    async def ask():
        upstream = Upstream(url, **kinds)
        try:
            answer = await upstream.send(request)
            body = b""
            while chunk := await answer.read():
                body += chunk
            assert answer.is_at_end
            return answer, body
        finally:
            await upstream.close()
            await upstream.close()

    return asyncio.run(ask())


def test_a_request_passes_without_what_is_ours(echo):
    """
    Headers meant for us alone do not go out, nor does any that the client did not send.
    """
    url, seen = echo
    headers = (
        ("host", "localhost:1"),
        ("connection", "keep-alive, x-mine"),
        ("x-mine", "1"),
        ("accept-encoding", "gzip"),
        ("cookie", "a=b"),
        ("x-mockgemini-test", "1"),
        ("user-agent", "sdk"),
        ("user-agent", "sdk2"),
        ("content-length", "2"),
    )

    answer, body = asked(url, Request("POST", "/v1/x", "a=%20", headers, Body.of(b"{}")))

    method, target, sent, sent_body = seen[0]
    assert ("POST", ("/v1/x", "a=%20"), b"{}") == (method, target, sent_body)
    assert [
        ("accept-encoding", "identity"),
        ("content-length", "2"),
        ("host", url.removeprefix("http://")),
        ("user-agent", "sdk"),
        ("user-agent", "sdk2"),
    ] == sorted(sent)
    assert (200, b"hi") == (answer.status, body)
    assert (("x-one", "1"), ("x-one", "2"), ("content-length", "2")) == answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/v1/a%2Fb%20c%C3%A9",
        "//evil.example/x",
        "/../../x",
        "/@evil.example/",
        "/v1/files/..%2f",
        "/v1/x:y",
        "/%zz",
        "/v1/x;a=b",
    ],
)
def test_no_path_leads_to_another_host(path, echo):
    """
    A path reaches the one upstream as it was spelled, whatever it looks like.
    """
    url, seen = echo

    asked(url, Request("GET", path, "b=%2F&c"))

    assert (path, "b=%2F&c") == seen[0][1]


def test_a_prefix_is_put_before_every_path(echo):
    """
    An upstream may itself be a space of a mockgemini.
    """
    url, seen = echo

    asked(url + "/s/a/", Request("GET", "/v1/x"))

    assert "/s/a/v1/x" == seen[0][1][0]


@pytest.mark.parametrize("target", ["http://evil.example/", "*", ""])
def test_what_is_no_path_is_refused(target):
    """
    A request as to a proxy goes nowhere.
    """
    with pytest.raises(UpstreamError, match="a path begins with"):
        asked("http://127.0.0.1:9", Request("GET", target))


@pytest.mark.parametrize("length", [None, "3000000"], ids=["chunked", "with its length"])
def test_a_large_body_goes_out_as_it_comes(length, echo):
    """
    What is large is not gathered first, and keeps its length if it had one.
    """
    url, seen = echo

    async def chunks():
        for _ in range(3):
            yield b"x" * 1_000_000

    name = ("transfer-encoding", "chunked") if length is None else ("content-length", length)

    asked(url, Request("POST", "/upload", headers=(name,), body=Body(chunks())))

    _, _, headers, body = seen[0]
    assert 3_000_000 == len(body)
    assert name in headers


@pytest.mark.parametrize("method", ["POST", "GET", "DELETE"])
def test_no_body_stays_no_body(method, echo):
    """
    A request without a body gets none on its way.
    """
    url, seen = echo

    asked(url, Request(method, "/x"))

    assert b"" == seen[0][3]
    assert "transfer-encoding" not in dict(seen[0][2])


def test_what_breaks_a_body_is_raised_as_it_is(echo):
    """
    A client that leaves while it sends is no fault of upstream's.
    """

    class Gone(Exception):  # noqa: N818
        pass

    async def chunks():
        yield b"x" * 100_000
        raise Gone

    body = Body(chunks())
    with pytest.raises(Gone):
        asked(echo[0], Request("POST", "/", headers=(("transfer-encoding", "chunked"),), body=body))


def test_a_body_that_cannot_be_kept_is_raised_as_it_is(echo):
    """
    Nor is a full disk, which looks like a connection that broke.
    """

    async def chunks():
        yield b"x"
        raise OSError(28, "No space left on device")

    body = Body(chunks())
    with pytest.raises(OSError, match="No space left"):
        asked(echo[0], Request("POST", "/", headers=(("transfer-encoding", "chunked"),), body=body))


def test_a_redirect_is_an_answer():
    """
    Nothing is followed: where to go next is for the client to decide.
    """

    async def app(_scope, _receive, send):
        await say(send, status=302, headers=[("location", "http://evil.example/")])

    with BackgroundServer(app) as server:
        answer, _ = asked(server.url, Request("GET", "/"))

    assert (302, "http://evil.example/") == (answer.status, dict(answer.headers)["location"])


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"http://127.0.0.1:{free_port()}", r"127\.0\.0\.1 could not be reached \(Connect"),
        ("http://no-such-host.invalid", r"no-such-host\.invalid .*\(no such name\)"),
    ],
    ids=["refused", "unknown"],
)
def test_an_upstream_that_is_away_is_named(url, words):
    """
    The sentence has the host and the reason, and never the address with its key.
    """
    with pytest.raises(UpstreamError, match=words) as caught:
        asked(url, Request("GET", "/v1/x", "key=secret"))

    assert "secret" not in str(caught.value)


def test_a_proxy_that_is_gone_is_named(monkeypatch):
    """
    Whose proxy does not answer reads which it was, without the password in its address.
    """
    port = free_port()
    monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "")

    with pytest.raises(UpstreamError) as caught:
        asked("http://google.test", Request("GET", "/v1/x"))

    assert f"google.test could not be reached through the proxy 127.0.0.1:{port} (" in str(
        caught.value
    )
    assert "secret" not in str(caught.value)


def test_a_proxy_of_the_network_is_used_and_netrc_is_not(monkeypatch, tmp_path, echo):
    """
    HTTP_PROXY and NO_PROXY are followed; passwords in .netrc are not sent to anybody.
    """
    url, seen = echo
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.setenv("no_proxy", "direct.invalid")

    answer, _ = asked("http://google.invalid", Request("GET", "/v1/x"))
    with pytest.raises(UpstreamError, match="no such name"):
        asked("http://direct.invalid", Request("GET", "/v1/x"))

    assert 200 == answer.status
    assert "google.invalid" == dict(seen[0][2])["host"]
    assert "authorization" not in dict(seen[0][2])


def test_no_header_ends_its_line(echo):
    """
    A key that was read with its line's end is refused by a sentence that does not hold it.
    """
    with pytest.raises(UpstreamError, match="does the key end with one") as caught:
        asked(echo[0], Request("GET", "/", headers=(("x-goog-api-key", "abc\r\n"),)))

    assert "abc" not in str(caught.value)


def test_an_upstream_knows_its_name():
    """
    The address is as given, without a slash at its end.
    """
    upstream = Upstream("https://google.test:8443/s/a/")

    assert ("https://google.test:8443/s/a", "google.test") == (upstream.url, upstream.host)

import asyncio
import logging

import pytest
from stages.driving import HELLO, PlainSpaces, Visit, visit

from mockgemini.clock import Pace
from mockgemini.errors import CassetteError, UpstreamError
from mockgemini.exchange import Live, Reply
from mockgemini.server.app import App
from mockgemini.server.visitors import Visitors


def asked(method="POST", path="/v1/interactions", **kinds):
    """
    The request that a responder sees, and what came back.
    """
    seen = []

    async def respond(request):
        await request.body.whole()
        seen.append(request)
        return HELLO

    told = visit(App(PlainSpaces(respond)), method, path, **kinds)
    return seen[0], told


def test_a_request_reaches_its_space_as_it_was_sent():
    """
    Method, percent-encoded path, query, headers and body are the client's; base is how it came.
    """
    request, told = asked(
        path="/s/a%20b/v1/files/x%2Fy",
        query="a=%20",
        headers=[("x-odd", "é".encode().decode("latin-1"))],
        body=[b"he", b"llo"],
    )

    assert ("POST", "/v1/files/x%2Fy", "a=%20") == (request.method, request.path, request.query)
    assert "http://127.0.0.1:8765/s/a%20b" == request.base
    assert b"hello" == request.body.payload.read()
    assert (200, b'{"hello":1}') == (told.status, told.body)


def test_a_server_that_gives_no_raw_path_will_do():
    """
    Where the scope has only the decoded path, it is quoted again.
    """
    seen = []

    async def respond(request):
        seen.append(request.path)
        return HELLO

    one = Visit(path="/v1/a b")
    del one.scope["raw_path"]
    asyncio.run(one(App(PlainSpaces(respond))))

    assert ["/v1/a%20b"] == seen


def test_spaces_are_made_on_first_use_and_ended():
    """
    A space begins with its first request and ends with DELETE; ending none is a 404.
    """
    spaces = PlainSpaces()
    app = App(spaces)

    visit(app, path="/s/a/v1/interactions")
    ended = [visit(app, "DELETE", "/s/a") for _ in range(2)]

    assert [200, 404] == [told.status for told in ended]
    assert {} == spaces.made


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/s/a", 404, "A space's name ends where /v1"),
        ("/s/../v1/x", 422, "A space is named by printable segments"),
        ("/s/forbidden/v1/x", 422, "There is no cassette for 'forbidden'."),
    ],
)
def test_a_path_that_leads_nowhere_is_explained(path, status, words):
    """
    What is no space gets a sentence, not a bare 404.
    """
    told = visit(App(PlainSpaces()), path=path)

    assert status == told.status
    assert words in told.message


@pytest.mark.parametrize(
    "path", ["/v1/interactions", "/s/a/v1/x", "/__mockgemini__/health", "/s/a", "/"]
)
def test_no_path_is_open_to_a_foreign_host(path):
    """
    Every path, the control plane's too, looks at the Host header first.
    """
    spaces = PlainSpaces()

    told = visit(App(spaces), path=path, headers=[("host", "evil.example")])

    assert (403, {}) == (told.status, spaces.made)
    assert "--allow-host" in told.message


def test_an_origin_is_refused_when_asked():
    """
    What visitors are let in is the caller's choice.
    """
    app = App(PlainSpaces(), Visitors(refuse_origins=True))

    told = visit(app, headers=[("origin", "https://evil.example")])

    assert 403 == told.status


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (CassetteError("a.yaml:3: no."), 422, "a.yaml:3: no."),
        (UpstreamError("google.test is away."), 424, "google.test is away."),
        (RuntimeError("secret"), 500, "mockgemini failed on this request (RuntimeError)"),
    ],
)
def test_an_error_of_a_responder_is_an_answer(error, status, words, caplog):
    """
    What a responder raises becomes this one request's answer, is in the journal, and if it is a bug
    in the log, once.
    """

    async def respond(_request):
        raise error

    spaces = PlainSpaces(respond)
    with caplog.at_level(logging.ERROR):
        told = visit(App(spaces), path="/v1/x", query="key=AIzaNobody")

    assert status == told.status
    assert words in told.message
    assert [status] == [entry.answer.status for entry in spaces.find("").journal]
    assert (status == 500) == (len(caplog.records) == 1)
    assert "AIza" not in caplog.text


def test_an_error_before_the_head_is_told_too(caplog):
    """
    A payload that cannot be read when it is due is a 500, not a broken connection.
    """

    class Gone:
        path = None
        size = 1

        def read(self):
            raise OSError("gone")

    async def respond(_request):
        return Reply(200, (), Gone())

    assert 500 == visit(App(PlainSpaces(respond))).status
    assert 1 == len(caplog.records)


@pytest.mark.parametrize("error", [UpstreamError("torn"), RuntimeError("torn")], ids=repr)
def test_an_answer_that_breaks_is_left_unfinished(error, caplog):
    """
    After the head an error can only break the connection.
    """

    async def chunks():
        yield b"a"
        raise error

    async def respond(_request):
        return Live(200, (), chunks())

    told = visit(App(PlainSpaces(respond)))

    assert (b"a", False) == (told.body, told.is_complete)
    assert "torn" in caplog.text


@pytest.mark.parametrize("body", [[None], [b"a", None]], ids=["at once", "half way"])
def test_a_client_that_leaves_while_it_sends_is_forgotten(body):
    """
    Nothing is answered, noted or logged for a request that never became whole.
    """

    async def respond(request):
        await request.body.whole()
        return HELLO

    spaces = PlainSpaces(respond)

    told = visit(App(spaces), body=body)

    assert (0, 0) == (told.status, len(spaces.find("").journal))


def test_the_journal_knows_who_left():
    """
    An entry says that its client left before the answer's end.
    """
    one = Visit()

    async def chunks():
        one.leave()
        await asyncio.Event().wait()
        yield b""

    async def respond(_request):
        return Live(200, (), chunks())

    spaces = PlainSpaces(respond)
    asyncio.run(one(App(spaces)))

    assert [True] == [entry.client_left for entry in spaces.find("").journal]


def test_a_space_has_its_own_pace():
    """
    Answers go out by the clock and the pace of their space.
    """

    async def respond(_request):
        return Reply(200, took=4.0)

    spaces = PlainSpaces(respond, pace=Pace(0.5))
    visit(App(spaces))

    assert 2.0 == spaces.find("").clock.now()


def test_closing_closes_the_spaces():
    """
    When the server is through, so are its spaces.
    """
    closed = []

    async def respond(_request):
        return HELLO

    async def close():
        closed.append(True)

    respond.close = close
    app = App(PlainSpaces(respond))
    visit(app)

    asyncio.run(_end(app))

    assert [True] == closed


async def _end(app):
    app.release()
    await app.close()


def test_only_http_is_spoken():
    """
    Other kinds of ASGI scopes are refused, as the protocol wants it.
    """
    with pytest.raises(AssertionError, match="lifespan"):
        asyncio.run(App(PlainSpaces())({"type": "lifespan"}, None, None))

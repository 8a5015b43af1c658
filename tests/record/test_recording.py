import asyncio
import gzip

import pytest

from mockgemini.clock import ManualClock
from mockgemini.errors import SecretError
from mockgemini.exchange import Body, Event, Payload, Reply, Request, Stream
from mockgemini.record.recording import ExchangeRecording, Terms

JSON = (("content-type", "application/json"), ("content-length", "2"), ("set-cookie", "a=b"))
SSE = (("content-type", "text/event-stream"),)


def recorded(request=None, *, status=200, headers=JSON, chunks=(b"{}",), cut=None, **terms):
    """
    What is kept of one exchange, and what is reported; a second passes between all steps.
    """
    kept, clock = [], ManualClock()
    given = Terms(
        **{"keep": kept.append, "revision": lambda _request: "steps", **terms}, clock=clock
    )
    request = (
        Request("POST", "/v1/interactions", body=Body.of(b"{}")) if request is None else request
    )
    recording = ExchangeRecording(request, given)
    clock.advance(1.0)
    recording.begin(status, headers)
    for chunk in chunks:
        clock.advance(1.0)
        recording.feed(chunk)
    clock.advance(1.0)
    recording.finish(cut)
    return kept, given.reports


def test_a_whole_reply_is_kept():
    """
    A reply is kept with the time it took, and with the headers that may be written down.
    """
    (exchange,), reports = recorded()

    expected = Reply(200, (("content-type", "application/json"),), Payload(b"{}"), 3.0)
    assert (expected, "steps", None, []) == (
        exchange.answer,
        exchange.revision,
        exchange.note,
        reports,
    )


def test_a_stream_is_kept_with_its_times():
    """
    A stream is kept with its head's time and those of its events, seconds since the request.
    """
    (exchange,), _ = recorded(headers=SSE, chunks=[b"data: 1\n\n", b"data: 2\n\n"])

    events = (Event(2.0, b"data: 1\n\n", None, "1"), Event(3.0, b"data: 2\n\n", None, "2"))
    assert Stream(200, SSE, events, 1.0) == exchange.answer


def test_nothing_of_the_client_is_kept_that_may_be_secret():
    """
    Of a request its line without the key, a few headers and the body are kept.
    """
    request = Request(
        "POST",
        "/v1/x",
        "key=secret&alt=sse",
        (("x-goog-api-key", "secret"), ("cookie", "secret"), ("api-revision", "2026-05-20")),
        Body.of(b"hello"),
        "http://localhost:1/s/a",
    )

    (exchange,), _ = recorded(request)

    kept = exchange.request
    assert ("/v1/x", "alt=sse", "") == (kept.path, kept.query, kept.base)
    assert (("api-revision", "2026-05-20"),) == kept.headers
    assert b"hello" == kept.body.payload.read()


def test_the_revision_is_asked_of_the_whole_request():
    """
    What tells the revision may stand in headers that are not kept.
    """
    request = Request("GET", "/v1/x", headers=(("x-goog-api-client", "google-genai-sdk/1.75.0"),))

    (exchange,), _ = recorded(request, revision=lambda asked: asked.header("x-goog-api-client"))

    assert "google-genai-sdk/1.75.0" == exchange.revision


@pytest.mark.parametrize("cut", ["client", "upstream", "timeout"])
def test_half_a_stream_is_kept_and_half_a_reply_is_not(cut):
    """
    A torn stream is kept with its cut; a torn reply is reported.
    """
    (exchange,), _ = recorded(headers=SSE, cut=cut)
    kept, reports = recorded(cut=cut)

    assert (cut, []) == (exchange.answer.cut, kept)
    assert ["POST /v1/interactions was not recorded: its answer was cut off"] == [
        report.partition(" (")[0] for report in reports
    ]


@pytest.mark.parametrize(
    ("status", "record_errors", "is_kept"),
    [
        (302, False, True),
        (399, False, True),
        (400, False, False),
        (400, True, True),
        (503, True, True),
    ],
)
def test_errors_are_kept_when_asked(status, record_errors, is_kept):
    """
    Answers of status 400 and beyond pass unrecorded, unless they are wanted.
    """
    kept, reports = recorded(status=status, record_errors=record_errors)

    assert (is_kept, []) == (len(kept) == 1, reports)


def test_what_is_packed_is_kept_plain():
    """
    A packed body is kept as what it says, without its encoding.
    """
    (exchange,), _ = recorded(
        headers=(*JSON, ("content-encoding", "gzip")), chunks=[gzip.compress(b"{}")]
    )

    assert b"{}" == exchange.answer.body.read()
    assert (("content-type", "application/json"),) == exchange.answer.headers


def test_what_cannot_be_unpacked_keeps_its_encoding():
    """
    A body in an encoding that we do not know is kept as it came, and says so.
    """
    (exchange,), _ = recorded(headers=(("content-encoding", "br"),), chunks=[b"\x8b"])

    assert (("content-encoding", "br"),) == exchange.answer.headers
    assert b"\x8b" == exchange.answer.body.read()
    assert "br" in exchange.note


def test_what_is_not_packed_as_it_claims_is_reported():
    """
    Bytes that do not unpack cannot be kept; that is said once.
    """
    kept, reports = recorded(headers=(("content-encoding", "gzip"),), chunks=[b"no gzip", b"no"])

    assert [] == kept
    assert [
        "POST /v1/interactions was not recorded: its answer is not the gzip that it claims to be"
    ] == reports


def test_an_answer_that_did_not_wait_is_reported():
    """
    A request that was answered before all of it was there cannot be kept.
    """

    async def chunks():
        yield b""

    kept, reports = recorded(Request("POST", "/upload/v1/files", body=Body(chunks())))

    assert ([], 1) == (kept, len(reports))
    assert "before all of it was sent" in reports[0]


@pytest.mark.parametrize("error", [SecretError("a key at /input"), OSError("disk full")], ids=repr)
def test_what_cannot_be_written_is_reported(error):
    """
    An exchange that cannot be kept does not break the client's answer.
    """

    def keep(_exchange):
        raise error

    assert [f"POST /v1/interactions was not recorded: {error}"] == recorded(keep=keep)[1]


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_request_can_be_made_ready_before_its_answer(is_whole):
    """
    It is the very one that is kept; a body that is still on its way cannot be looked at.
    """

    async def chunks():
        yield b"{}"

    async def record():
        prepared, kept = [], []
        terms = Terms(kept.append, lambda _: None, ManualClock(), prepare=prepared.append)
        request = Request("POST", "/x", body=Body.of(b"{}") if is_whole else Body(chunks()))
        recording = ExchangeRecording(request, terms)
        recording.prepare()
        await request.body.whole()
        recording.begin(200, JSON)
        recording.finish(None)
        return prepared, [exchange.request for exchange in kept]

    prepared, (kept,) = asyncio.run(record())

    assert ([kept] if is_whole else []) == prepared
    assert all(each is kept for each in prepared)

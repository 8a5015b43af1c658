import json
from dataclasses import replace

import pytest

from mockgemini.clock import ManualClock
from mockgemini.exchange import (
    Body,
    Event,
    Faulty,
    Live,
    Payload,
    Piece,
    Reply,
    Request,
    Spool,
    Stream,
)
from mockgemini.redaction import redactor
from mockgemini.server import journal as journals
from mockgemini.server.journal import Journal

KEY = "made-up-key-of-nobody"


def replied(source=None, status=200, **headers):
    given = {"x-mockgemini-source": source, **headers}
    return Reply(status, tuple((name, value) for name, value in given.items() if value))


def test_an_entry_tells_who_asked_what_and_who_answered():
    """
    An entry shows the request line, its body, the status, and where the answer came from.
    """
    journal, clock = Journal(), ManualClock()
    clock.advance(2.0)
    answer = replied("cassette", **{"x-mockgemini-exchange": "weather.yaml#2"})
    request = Request(
        "POST", "/v1/interactions", "a=1", (("content-type", "text/plain"),), Body.of(b"hi")
    )

    journal.note(request, answer, 1.0)

    assert [
        {
            "time": "2026-01-01T00:00:01+00:00",
            "request": "POST /v1/interactions?a=1",
            "headers": {"content-type": "text/plain"},
            "body": "hi",
            "status": 200,
            "source": "cassette",
            "exchange": "weather.yaml#2",
            "fault": None,
            "client_left": False,
        }
    ] == journal.read(clock)["entries"]


def test_the_ring_forgets_but_the_counts_do_not():
    """
    Old entries go; what was counted stays counted.
    """
    journal = Journal(size=2)
    for answer in [replied("cassette"), replied("script"), replied("script"), replied("miss", 422)]:
        journal.note(Request("GET", "/v1/x"), answer, 0.0)

    told = journal.read(ManualClock())

    assert 2 == len(journal) == len(told["entries"])
    assert (4, 1, {"cassette": 1, "script": 2}) == (
        told["requests"],
        told["misses"],
        told["sources"],
    )


def test_clear_forgets_everything():
    """
    After `clear` it is as new.
    """
    journal = Journal()
    journal.note(Request("GET", "/v1/x"), replied("script", 422), 0.0)

    journal.clear()

    assert (0, 0, 0, {}) == (len(journal), journal.requests, journal.misses, journal.sources)


def test_no_secret_is_told():
    """
    Keys in the query, in headers, in bodies and in halves of long bodies never come out.
    """
    journal = Journal(redactor(known=[KEY]))
    request = Request(
        "POST",
        "/v1/interactions",
        f"key={KEY}",
        (("x-goog-api-key", KEY), ("authorization", f"Bearer {KEY}"), ("api-revision", KEY)),
        Body.of(b"x" * 1990 + KEY.encode() + b"y" * 100_000),
    )

    journal.note(request, replied(), 0.0)

    text = json.dumps(journal.read(ManualClock()))
    assert "made-up" not in text
    assert "REDACTED_key" in text


@pytest.mark.parametrize(
    ("headers", "is_whole", "is_held"),
    [
        ((), True, True),
        ((("content-length", "5"),), False, True),
        ((("content-length", "5000000"),), False, False),
        ((("transfer-encoding", "chunked"),), False, False),
    ],
    ids=["whole", "short", "long", "unknown"],
)
def test_large_bodies_are_let_go(headers, is_whole, is_held):
    """
    A body that waits in a file, or may come to, is not held for ten thousand requests.
    """

    async def chunks():
        yield b""

    body = Body.of(b"hello") if is_whole else Body(chunks())
    journal = Journal()

    entry = journal.note(Request("POST", "/v1/x", headers=headers, body=body), replied(), 0.0)

    assert is_held == (entry.request.body is body)
    assert ("hello" if is_whole else "") == journal.read(ManualClock())["entries"][0]["body"]


def test_a_body_in_a_file_is_let_go():
    """
    The file of a spooled body lives no longer than its request.
    """
    spool = Spool()
    spool.write(b"x" * 2_000_000)

    entry = Journal().note(Request("POST", "/", body=Body.of(spool.payload())), replied(), 0.0)

    assert Payload() == entry.request.body.payload


def test_the_chunks_of_a_live_answer_are_let_go():
    """
    Of an answer from upstream the head alone is held; of others, all.
    """

    async def chunks():
        yield b""

    journal = Journal()
    stream = Stream(200)
    journal.note(
        Request("GET", "/"), Live(200, (("x-mockgemini-source", "upstream"),), chunks()), 0
    )
    journal.note(Request("GET", "/"), stream, 0)

    live, kept = journal

    assert ("upstream", Reply) == (live.source, type(live.answer))
    assert kept.answer is stream


def test_a_translation_tells_what_it_lost():
    """
    Of an answer that was translated an entry tells the revisions, and every loss.
    """
    journal = Journal()
    lost = (("x-mockgemini-loss", "event 1: a"), ("x-mockgemini-loss", "event 2: b"))
    answer = Reply(200, (("x-mockgemini-translated", "a-to-b"), *lost))

    journal.note(Request("GET", "/v1/x"), answer, 0.0)

    (entry,) = journal.read(ManualClock())["entries"]
    assert ("a-to-b", ["event 1: a", "event 2: b"]) == (entry["translated"], entry["losses"])


def test_a_faulty_answer_is_held_in_one_piece():
    """
    Of an answer that went out byte by byte the journal holds what was said, not when.
    """
    journal = Journal()
    pieces = tuple(Piece(float(number), b"%d" % number) for number in range(5))

    entry = journal.note(Request("GET", "/v1/x"), Faulty(200, (), pieces, "reset"), 0.0)

    assert Faulty(200, (), (Piece(0.0, b"01234"),), "reset") == entry.answer


def test_large_bodies_are_held_up_to_a_limit(monkeypatch):
    """
    Of many large requests and made-up answers the oldest lose their bodies, not their entries.
    """
    monkeypatch.setattr(journals, "HELD", 300_000)
    journal = Journal()
    large = b"x" * 100_000
    made_up = replace(replied("synthesizer"), body=Payload(large))
    played = replace(replied("cassette"), body=Payload(large))

    for answer in (made_up, played, played):
        journal.note(Request("POST", "/v1/x", body=Body.of(large)), answer, 0.0)

    told = [(entry.request.body.held, entry.answer.body.size) for entry in journal]
    assert [(0, 0), (100_000, 100_000), (100_000, 100_000)] == told


def test_a_long_stream_that_was_made_up_is_large(monkeypatch):
    """
    Events weigh as their bytes do.
    """
    monkeypatch.setattr(journals, "HELD", 100_000)
    journal = Journal()
    headers = replied("script").headers
    events = (Event(0.0, b"x" * 120_000),)

    journal.note(Request("POST", "/v1/x"), Stream(200, headers, events), 0.0)
    (entry,) = journal

    assert isinstance(entry.answer, Reply)
    assert "script" == entry.source

"""
Exchanges to the text of a cassette, as a reviewer finds it.
"""

import re
from itertools import pairwise
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st
from samples.cassette_values import (
    JSON,
    bodies,
    contents,
    events_of,
    loaded,
    posted,
    sample,
    streams,
    texts,
)
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import WHOLE, loads
from mockgemini.cassette.writing import Writer, dump
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream

replies = st.builds(
    lambda body, took: Reply(200, JSON, Payload(body), took), bodies, st.sampled_from([0.0, 0.871])
)
answers = st.one_of(
    replies,
    streams.map(lambda body: Stream(200, JSON, events_of(body), 0.089, None)),
    st.lists(st.builds(Poll, st.sampled_from([0.0, 1.5]), replies), min_size=1, max_size=2).map(
        lambda states: Polls(tuple(states))
    ),
)
sendable = texts.filter(lambda text: not re.search("[\0-\x08\n-\x1f\x7f\ud800]", text))
exchanges = st.builds(
    lambda body, answer, value, note: Exchange(
        Request("POST", "/v1/interactions", value, (("content-type", value),), Body.of(body)),
        answer,
        revision="steps",
        note=note,
    ),
    bodies,
    answers,
    sendable,
    st.one_of(st.none(), texts.filter(lambda text: "\ud800" not in text)),
)


@given(st.lists(exchanges, max_size=3))
def test_what_is_written_is_read(pairs):
    """
    Whatever was exchanged is read again, byte for byte, and every reader of YAML reads the same.
    """
    text = dump(Cassette(Header(note="a\nb"), tuple(pairs)))

    again = loaded(text)

    assert [contents(each) for each in pairs] == [contents(each) for each in again.exchanges]
    assert text == dump(again)


def test_how_a_cassette_looks():
    """
    A cassette reads from top to bottom: what was asked, what was answered, what was put aside.
    """
    reply = Reply(200, (*JSON, ("vary", "Origin")), Payload(b'{"id":"v1_a","count":1.5}'), 0.8712)
    exchange = posted(b'{"model":"m","input":"What?\\nNow."}', reply)
    header = Header(
        recorded="2026-06-03T09:14:22Z", upstream="https://x.example", ignore=("/seed",)
    )

    text = dump(Cassette(header, (exchange,)), describe=lambda _: "reply · text\n→ completed")

    assert text == (
        "# Recorded by mockgemini; comments like these are derived and may be rewritten.\n"
        "cassette: 1\n"
        "recorded: '2026-06-03T09:14:22Z'\n"
        "upstream: https://x.example\n"
        "ignore: [/seed]\n"
        "\n"
        "exchanges:\n"
        "\n"
        "# reply · text → completed\n"
        "- request:\n"
        "    method: POST\n"
        "    path: /v1/interactions\n"
        "    headers: {content-type: application/json}\n"
        "    body:\n"
        "      model: m\n"
        "      input: |-\n"
        "        What?\n"
        "        Now.\n"
        "  revision: steps\n"
        "  answer:\n"
        "    status: 200\n"
        "    took: 0.871\n"
        "    headers: {content-type: application/json}\n"
        "    body: {id: v1_a, count: 1.5}\n"
        "\n"
        "...\n"
    )


def test_an_empty_cassette():
    """
    A cassette without exchanges is one.
    """
    assert () == loaded(dump(Cassette())).exchanges


def test_streams_polls_and_blobs():
    """
    Events are one a line, polls one entry a state, and blobs stand below their exchange.
    """
    text = dump(sample())

    assert re.search(
        r'^      0\.250 step\.delta \{"index":1,"text":"🙂 \$blob:"\}$', text, re.MULTILINE
    )
    assert "  - at: 0.0\n    times: 13\n    every: 10.0\n    status: 200\n" in text
    assert "  note: slow\n  polls:\n" in text
    assert re.search(r"^  blobs:\n    [0-9a-f']+: iVBORw0", text, re.MULTILINE)


def test_no_totals_and_no_ordinals():
    """
    An exchange's text does not depend on what else is in the cassette, so that merges are easy.
    """
    whole, part = sample(), Cassette(sample().header, sample().exchanges[1:])

    assert dump(whole).endswith(dump(part).partition("exchanges:\n")[2])


def test_headers_that_come_twice():
    """
    Repeated headers are a list, and headers that are not allowed are dropped.
    """
    headers = (("warning", "a"), ("set-cookie", "b"), ("warning", "c"))
    text = dump(Cassette(Header(), (posted(b"", Reply(200, headers)),)))

    assert "    headers: {warning: [a, c]}\n" in text
    assert "set-cookie" not in text


def test_a_part_keeps_when_it_was_asked():
    """
    The moment of a request is written for unfinished recordings only.
    """
    exchange = posted(b"", Reply(200))
    exchange.at = 1.23456

    assert "  at: 1.235\n" in Writer(is_unfinished=True).exchange(exchange)
    assert "at: " not in Writer().exchange(exchange)


def test_no_time_is_negative():
    """
    A clock that went back leaves no time that could not be read.
    """
    text = dump(Cassette(Header(), (posted(b"", Stream(200, (), (), -0.5)),)))

    assert 0.0 == loaded(text).exchanges[0].answer.head


@needs_recordings
def test_real_traffic_is_kept():
    """
    Real bodies come back byte for byte, and JSON as Google writes it is structure.
    """
    found = [each for path in RECORDINGS.rglob("*.y*ml") for each in bodies_in(path)]
    found += [path.read_bytes() for path in RECORDINGS.rglob("*.json")]

    text = dump(Cassette(Header(), tuple(posted(body, Reply(200)) for body in found)))

    assert found == [each.request.body.payload.read() for each in loaded(text).exchanges]
    assert text == dump(loaded(text))
    is_json = [body[:1] in {b"{", b"["} for body in found]
    assert 60 < sum(is_json) == text.count("\n    body:")


def bodies_in(path):
    """
    All texts under `string`, `body` and `content` in a recording of vcrpy.
    """
    events = yaml.parse(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    scalars = [each.value for each in events if isinstance(each, yaml.ScalarEvent)]
    for key, value in pairwise(scalars):
        if key in {"string", "body", "content"}:
            yield value.encode()


def test_requests_without_an_end_are_forgotten():
    """
    Only so many wait for their answers at a time; the first then is spelled when it is written.
    """
    writer = Writer(is_unfinished=True)
    exchanges = [posted(b"%d" % number, Reply(200)) for number in range(300)]

    for exchange in exchanges:
        writer.prepare(exchange.request)

    assert all(f"text: '{n}'" in writer.exchange(each) for n, each in enumerate(exchanges))


def test_a_growing_recording_has_bodies_as_text():
    """
    To see that a structure says the same takes longer than all else, and waits for the cassette.
    """
    exchange = posted(b'{"a":[1.50,"b"]}', Reply(200, JSON, Payload(b'{"c": 1}')))

    growing, whole = Writer(is_unfinished=True).exchange(exchange), Writer().exchange(exchange)

    assert 'text: \'{"a":[1.50,"b"]}\'' in growing
    assert "text: '{\"c\": 1}'" in growing
    assert "body: {c: 1}" in whole


@given(bodies, answers)
def test_a_growing_recording_says_the_same(body, answer):
    """
    Whatever is kept, it is read from a growing recording as it is from a cassette.
    """
    exchange = posted(body, answer)
    writer = Writer(is_unfinished=True)
    writer.prepare(exchange.request)

    text = f"{writer.header(Header())}{writer.exchange(exchange)}\n{WHOLE}\n"
    (read,) = loads(text, Path("x.yaml.part"), is_part=True).exchanges

    assert contents(exchange) == contents(read)

"""
Exchanges to the text of a cassette, as a reviewer finds it, and without secrets.
"""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from cassette_values import (
    JSON,
    LARGE,
    bodies,
    contents,
    events_of,
    loaded,
    posted,
    sample,
    streams,
    texts,
)
from hypothesis import given
from hypothesis import strategies as st
from shared import RECORDINGS, needs_recordings

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import WHOLE, loads
from mockgemini.cassette.writing import Writer, dump
from mockgemini.errors import SecretError
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.redaction import Secrets, placeholder, redactor

KEY = "AIza" + "Sy0-_" * 7
TOKEN = "ghp_" + "a1B2c3D4e" * 4

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


# --- secrets ----------------------------------------------------------------------------------


def everywhere(secret):
    """
    A cassette with a secret in every place that is written.
    """
    body = json.dumps({"a": f"the {secret}"}).encode()
    reply = Reply(200, (("location", f"https://x/?key={secret}"),), Payload(body))
    stream = b'event: a\ndata: "%s"\n\n: %s\n\n\xff%s' % ((b" " + secret.encode(),) * 3)
    asked = Request(
        "POST", f"/v1/{secret}", f"key={secret}", (("content-type", secret),), Body.of(body)
    )
    return Cassette(
        Header(upstream=f"https://x/?key={secret}", client=secret, note=f"note {secret}"),
        (
            Exchange(asked, reply, note=f"note {secret}"),
            Exchange(asked, Stream(200, (), events_of(stream))),
            Exchange(asked, Polls((Poll(0.0, reply),))),
        ),
    )


def test_secrets_are_replaced_everywhere():
    """
    No place of a cassette keeps a secret, and the header tells where there were some.
    """
    text = dump(everywhere(KEY), describe=lambda exchange: f"{exchange.request} {KEY}")

    cassette = loaded(text)

    assert KEY[4:] not in text + repr([contents(each) for each in cassette.exchanges])
    assert placeholder("api_key", KEY) in text
    where = placeholder("api_key", KEY)
    assert (f"request POST /v1/{where}", f"answer to POST /v1/{where}", "the header") == (
        cassette.header.redacted
    )
    assert b"\xff " + where.encode() == cassette.exchanges[1].answer.events[-1].raw


def test_a_comment_keeps_no_piece_of_a_secret():
    """
    A comment is told of what is left, so that no shortened secret comes into it.
    """
    pairs = everywhere(KEY).exchanges

    text = dump(Cassette(Header(), pairs), describe=_first_words)

    assert 3 == text.count("# {")
    assert KEY[:6] not in text


def _first_words(exchange):
    answer = exchange.answer
    said = answer.events[0].data if isinstance(answer, Stream) else ""
    return (exchange.request.body.payload.read().decode() + said)[:20]


def test_redacting_twice_changes_nothing():
    """
    A cassette that was read and written again is the same, byte for byte.
    """
    some = redactor(["the known one"], ["[0-9a-f]{8}"])
    text = dump(everywhere(KEY + " the known one 0a1b2c3d"), some)

    assert text == dump(loaded(text), some)


def test_suspects_are_not_written():
    """
    What resembles a secret stops the writing; the error names the place and not the secret.
    """
    pairs = everywhere(TOKEN).exchanges

    for suspicious in [Cassette(Header(), (pair,)) for pair in pairs] + [
        Cassette(Header(note=TOKEN))
    ]:
        with pytest.raises(SecretError, match="looks like a GitHub token") as caught:
            dump(suspicious)
        assert TOKEN not in str(caught.value)
        assert re.match("(request|answer|the header)", str(caught.value))


def test_suspects_are_replaced_where_they_have_to_be_written():
    """
    A writer of growing recordings replaces what resembles a secret, and keeps the account.
    """
    writer = Writer(describe=lambda _: f"comment {TOKEN}", is_unfinished=True)

    text = "".join(writer.exchange(pair) for pair in everywhere(TOKEN).exchanges)

    assert TOKEN not in text
    assert writer.suspects
    assert TOKEN not in repr(writer.suspects)


def test_allowed_by_name():
    """
    What was allowed by name is written as it is.
    """
    some = redactor(allowed=[TOKEN, KEY])

    assert TOKEN in dump(everywhere(TOKEN), some)
    assert KEY in dump(Cassette(Header(note=KEY)), some)


def test_base64_is_no_secret():
    """
    Data put aside is not searched for secrets.
    """
    text = dump(Cassette(Header(), (posted(json.dumps({"a": LARGE}).encode(), Reply(200)),)))

    assert LARGE in text


@pytest.mark.parametrize("body", ['{"a": 1}', f'"{TOKEN}"', f'{{"a":"{LARGE}"}}'])
def test_a_request_can_be_spelled_before_its_answer(body):
    """
    What is written, and what account is kept of it, is the same as without; and only if it is.
    """
    exchange, other = (posted(body.encode(), Reply(status)) for status in (200, 201))
    ready, writer = Writer(is_unfinished=True), Writer(is_unfinished=True)

    ready.prepare(exchange.request)
    ready.prepare(other.request)

    assert ([], []) == (ready.redacted, ready.suspects)
    assert writer.exchange(exchange) == ready.exchange(exchange)
    assert (writer.redacted, writer.suspects) == (ready.redacted, ready.suspects)


def test_what_became_a_secret_meanwhile_goes():
    """
    A request that was spelled before a key was known is spelled again.
    """
    secrets = Secrets()
    writer = Writer(redactor(secrets), is_unfinished=True)
    exchange = posted(b"my own key", Reply(200))

    writer.prepare(exchange.request)
    secrets.add("my own key")

    assert "my own key" not in writer.exchange(exchange)
    assert writer.redacted


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

"""
Cassettes are written without secrets, and tell where there were some.
"""

import json
import re

import pytest
from samples.cassette_values import LARGE, contents, events_of, loaded, posted

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.writing import Writer, dump
from mockgemini.errors import SecretError
from mockgemini.exchange import Body, Exchange, Payload, Poll, Polls, Reply, Request, Stream
from mockgemini.redaction import Secrets, placeholder, redactor

KEY = "AIza" + "Sy0-_" * 7
TOKEN = "ghp_" + "a1B2c3D4e" * 4


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

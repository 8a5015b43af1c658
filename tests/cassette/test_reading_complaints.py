"""
Every way in which the text of a cassette can be wrong, and what is said of it.
"""

import time

import pytest
from samples.cassette_texts import (
    ANSWERED,
    ASKED,
    EXCHANGE,
    FRAME,
    HEADER,
    ONE,
    POLL,
    REPLY,
    STREAM,
    TOP,
    read,
)

from mockgemini.errors import CassetteError


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        # the file
        ("", 1, "not a cassette: expected 'cassette: 1' at the top"),
        ("# nothing\n", 1, "not a cassette"),
        ("- a\n", 1, "not a cassette"),
        ("interactions:\n- request: {}\nversion: 1\n", 1, "not a cassette"),
        ("exchanges:\n" + ASKED + ANSWERED + "...\n", 1, "not a cassette"),
        ("cassette: 1\n", 1, "expected a line 'exchanges:'"),
        ("cassette: 1\nexchanges: {}\n...\n", 2, "expected a line 'exchanges:'"),
        ("#\ncassette: 2\nexchanges: []\n...\n", 2, "a cassette of format 2, and this version"),
        (ONE.replace("1", "true", 1), 1, "a cassette of format True"),
        (ONE.replace("1", "1.0", 1), 1, "a cassette of format 1.0"),
        (ONE.replace("1", "'1'", 1), 1, "a cassette of format '1'"),
        (HEADER.replace("@@", "version: 1"), 2, "'version' is no key of a cassette's header"),
        (HEADER.replace("@@", "note: 1"), 2, "'note' takes a text, not 1; put it in quotes"),
        (HEADER.replace("@@", "recorded: 2026-06-03"), 2, "2026-06-03 needs quotes"),
        (HEADER.replace("@@", "ignore: /a"), 2, "'ignore' takes a list of texts, not '/a'"),
        (HEADER.replace("@@", "normalize: [1]"), 2, "'normalize' takes a list of texts"),
        (HEADER.replace("@@", "cassette: 1"), 2, "the key 'cassette' stands here twice"),
        (HEADER.replace("@@", "..."), 2, "'...' ends a cassette, and here its exchanges follow"),
        (ONE[:-4], 5, "the cassette is cut short"),
        (ONE.replace("exchanges:", "exchanges: []"), 3, "an exchange behind 'exchanges: []'"),
        (ONE + "a: 1\n", 6, "nothing may follow '...', but 'a: 1' does"),
        (ONE + "---\n" + ONE, 6, "nothing may follow"),
        (ONE.encode() + b"\xff", 6, "not UTF-8, at byte 86"),
        (ONE.replace("GET", "G\0T"), 3, "control characters are not allowed"),
        # what stands between exchanges
        (
            TOP + "  - request: {}\n...\n",
            3,
            "expected an exchange ('- request:' in the first column",
        ),
        (TOP + "\t- request: {}\n...\n", 3, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "request: {}\n...\n", 5, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "exchanges: []\n...\n", 5, "expected an exchange"),
        (TOP + ASKED + ANSWERED + "---\n...\n", 5, "expected an exchange"),
        (TOP + "-\n  request: {}\n...\n", 3, "expected an exchange"),
        (TOP + "- {request: {}}\n...\n", 3, "an exchange begins with '- request:', not with"),
        (TOP + "- {}\n  request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "-   request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "- 'request': {}\n...\n", 3, "an exchange begins with '- request:'"),
        (TOP + "- &a\n  request: {}\n...\n", 3, "an exchange begins with '- request:'"),
        # an exchange
        (EXCHANGE.replace("@@", ""), 3, "has either 'answer' or 'polls', this one has neither"),
        (EXCHANGE.replace("@@", ANSWERED + "  polls: []\n"), 3, "this one has both"),
        (EXCHANGE.replace("@@", ANSWERED + ANSWERED), 5, "the key 'answer' stands here twice"),
        (
            EXCHANGE.replace("@@", ANSWERED + "  answers: 1\n"),
            5,
            "'answers' is no key of an exchange",
        ),
        (
            EXCHANGE.replace("@@", ANSWERED + "  'note': x\n"),
            4,
            "expected 'answer' and its value here",
        ),
        (EXCHANGE.replace("@@", ANSWERED + "  note: 1\n"), 5, "'note' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "  revision: [a]\n"), 5, "'revision' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "  at: -1\n"), 5, "'at' takes seconds from 0"),
        (EXCHANGE.replace("@@", ANSWERED + "  blobs: 1\n"), 5, "'blobs' takes a mapping"),
        (EXCHANGE.replace("@@", ANSWERED + "  blobs: {a: 1}\n"), 5, "'a' takes a text"),
        (EXCHANGE.replace("@@", ANSWERED + "   x: 1\n"), 5, "not readable as YAML"),
        (EXCHANGE.replace("@@", "  answer: &a {status: 200}\n"), 4, "anchors (&a) are not allowed"),
        (EXCHANGE.replace("@@", "  answer: *a\n"), 4, "aliases (*name) are not allowed"),
        (EXCHANGE.replace("@@", "  answer: !!python/name:os.system {}\n"), 4, "tags ("),
        (EXCHANGE.replace("@@", "  answer:\n    <<: {}\n"), 5, "the key << needs quotes"),
        (TOP + "- answer: {status: 200}\n...\n", 3, "an exchange has a 'request'"),
        # a request
        (TOP + "- request: 1\n" + ANSWERED + "...\n", 3, "'request' takes a mapping, not 1"),
        (FRAME.replace("@@", "x: 1"), 3, "'x' is no key of a request; it has body, bytes"),
        (FRAME.replace("@@", "path: /b"), 3, "the key 'path' stands here twice"),
        (FRAME.replace("@@", "query: 1"), 3, "'query' takes a text"),
        (FRAME.replace("@@", "headers: []"), 3, "'headers' takes a mapping"),
        (
            FRAME.replace("@@", "headers: {a: 1}"),
            3,
            "the header 'a' takes a text or a list of texts",
        ),
        (
            FRAME.replace("@@", "headers: {a: []}"),
            3,
            "the header 'a' takes a text or a list of texts",
        ),
        (
            FRAME.replace("@@", 'headers: {a: "b\\r\\nc: d"}'),
            3,
            "the header 'a' holds what HTTP cannot",
        ),
        (
            FRAME.replace("@@", "body: 1, text: a"),
            3,
            "a body is one of 'body' and 'text', not both",
        ),
        (FRAME.replace("@@", "text: 1"), 3, "'text' takes a text"),
        (
            FRAME.replace("@@", "bytes: $blob:0123456789abcdef"),
            3,
            "the blob 0123456789abcdef is neither",
        ),
        (FRAME.replace("@@", "bytes: '$blob:../a'"), 3, "a blob's name is 16 hex digits"),
        (FRAME.replace("@@", "body: {}, json: neat"), 3, "'neat' is no spelling of JSON"),
        (ONE.replace("/a", "a"), 3, "'path' begins with '/', not as in 'a'"),
        (ONE.replace("path: /a", "query: a"), 3, "'path' begins with '/', not as in ''"),
        (ONE.replace("method: GET, ", ""), 3, "a request has a 'method', and this one has none"),
        (ONE.replace("GET", "no"), 3, "no needs quotes"),
        # an answer
        (EXCHANGE.replace("@@", "  answer: 1\n"), 4, "'answer' takes a mapping"),
        (
            REPLY.replace("@@", "took: 1"),
            4,
            "'status' takes a whole number from 100 to 599, not None",
        ),
        (REPLY.replace("@@", "status: 1000"), 5, "'status' takes a whole number from 100 to 599"),
        (REPLY.replace("@@", "status: true"), 5, "'status' takes a whole number"),
        (REPLY.replace("@@", "status: 200.0"), 5, "'status' takes a whole number"),
        (REPLY.replace("@@", "status: 200\n    took: fast"), 6, "'took' takes a number of seconds"),
        (REPLY.replace("@@", "status: 200\n    took: true"), 6, "'took' takes a number of seconds"),
        (
            REPLY.replace("@@", "status: 200\n    took: " + "9" * 4000),
            6,
            "'took' takes seconds from 0",
        ),
        (REPLY.replace("@@", "status: 200\n    took: " + "9" * 9000), 6, "a number of 9000 digits"),
        (REPLY.replace("@@", "status: 200\n    took: 1.0e+999"), 6, "1.0e+999 needs quotes"),
        (REPLY.replace("@@", "status: 200\n    head: 1"), 6, "'head' is no key of an answer"),
        (
            REPLY.replace("@@", "status: 200\n    body: $blob:0123456789abcdef"),
            3,
            "is neither under",
        ),
        (STREAM.replace("@@", "      0.1 a b\n"), 8, "an event is '<seconds with 3 digits>"),
        (STREAM.replace("@@", "    took: 1\n"), 8, "'took' is no key of an answer"),
        (STREAM.replace("@@", "    head: []\n"), 8, "'head' takes a number of seconds"),
        (STREAM.replace("@@", "    cut: here\n"), 8, "'cut' is one of client, upstream, timeout"),
        (
            STREAM.replace("@@", "    framing: odd\n"),
            8,
            "'framing' is one of event, data, data-crlf",
        ),
        (STREAM.replace("@@", "    body: 1\n"), 8, "'body' is no key of an answer"),
        (REPLY.replace("@@", "status: 200\n    events: 1"), 6, "'events' takes a text"),
        # polls
        (EXCHANGE.replace("@@", "  polls: []\n"), 4, "'polls' takes a list of at least one answer"),
        (EXCHANGE.replace("@@", "  polls: {}\n"), 4, "'polls' takes a list of at least one answer"),
        (EXCHANGE.replace("@@", "  polls: [1]\n"), 4, "'polls' takes a list of answers, not of 1"),
        (POLL.replace("@@", "at: 0"), 4, "'status' takes a whole number"),
        (POLL.replace("@@", "status: 200\n    times: 0"), 6, "'times' takes a whole number from 1"),
        (POLL.replace("@@", "status: 200\n    every: -1"), 6, "'every' takes seconds from 0"),
        (POLL.replace("@@", "status: 200\n    events: a"), 6, "'events' is no key of a poll"),
    ],
)
def test_what_is_wrong_is_said(path, text, line, problem):
    """
    Whatever is wrong with a file is said in one sentence, with the file and the line.
    """
    with pytest.raises(CassetteError) as caught:
        read(path, text)

    told = str(caught.value)
    assert f"{path}:{line}: " == told[: told.index(": ") + 2]
    assert problem in told
    assert "\n" not in told


def test_the_line_of_a_key_is_that_of_the_outermost_one(path):
    """
    A key of ours is found even where a body has one of the same name.
    """
    text = (
        TOP
        + "- request:\n    method: POST\n    path: /a\n    body:\n      status: done\n      a:\n"
        "        status: no one\n  answer:\n    status: 7\n...\n"
    )

    with pytest.raises(CassetteError, match=r"yaml:11: 'status' takes"):
        read(path, text)


@pytest.mark.parametrize("deep", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000, "? " * 200_000])
@pytest.mark.parametrize("place", ["header", "request", "answer"])
def test_nesting(path, deep, place):
    """
    Nesting without end is an error at once, wherever it stands.
    """
    text = {
        "header": f"cassette: 1\nignore: {deep}\nexchanges: []\n...\n",
        "request": TOP + f"- request: {deep}\n" + ANSWERED + "...\n",
        "answer": TOP + ASKED + f"  answer: {deep}\n...\n",
    }[place]
    began = time.monotonic()

    with pytest.raises(CassetteError, match=r"yaml:\d+: "):
        read(path, text)

    assert time.monotonic() - began < 5

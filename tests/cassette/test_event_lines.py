"""
Events as lines, and back with their exact bytes.
"""

import re

import pytest
from hypothesis import given
from samples.cassette_values import SMALL, events_of, streams

from mockgemini.cassette.event_lines import EventLineError, framing_of, read, write
from mockgemini.exchange import Event

SEEN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+"


def same(text):
    """
    Redacts nothing.
    """
    return text


@given(streams)
def test_lines_keep_every_byte(body):
    """
    Whatever a stream holds, its lines give back each event: name, data and bytes.
    """
    events = events_of(body)
    framing = framing_of(events)

    lines, blobs = write(events, framing, same)

    assert events == read("".join(f"{line}\n" for line in lines), framing, blobs.get)


@given(streams)
def test_a_line_is_one_line(body):
    """
    Each event is a single line of what YAML lets stand as it is.
    """
    lines, _ = write(events_of(body), "event", same)

    for line in lines:
        assert re.fullmatch(r"[0-9]+\.[0-9]{3} (![a-z0-9]+|[\w.-]+) " + SEEN, line)
        assert line == line.rstrip(" ")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"event: done\ndata: [DONE]\n\n", "0.000 done [DONE]"),
        (b"event: a\ndata: \n\n", '0.000 !raw "event: a\\ndata: \\n\\n"'),
        (b"event: a\ndata:  x\n\n", '0.000 !raw "event: a\\ndata:  x\\n\\n"'),
        (b"event: a\ndata: x \n\n", '0.000 !raw "event: a\\ndata: x \\n\\n"'),
        (b"event: a b\ndata: x\n\n", '0.000 !raw "event: a b\\ndata: x\\n\\n"'),
        (b"event: a\ndata: \t\x7f\n\n", '0.000 !raw "event: a\\ndata: \\t\\u007f\\n\\n"'),
        (
            "event: a\ndata: \u2028🙂\n\n".encode(),
            '0.000 !raw "event: a\\ndata: \\u2028\\ud83d\\ude42\\n\\n"',
        ),
        ("event: a\ndata: 🙂\n\n".encode(), "0.000 a 🙂"),
        (b": ping\n\n", '0.000 !raw ": ping\\n\\n"'),
        (b"[{}]", '0.000 !raw "[{}]"'),
        (b"\xff\n\n", "0.000 !b64 /woK"),
    ],
)
def test_how_lines_look(body, line):
    """
    An event that is framed as usual is plain; any other one is told exactly.
    """
    assert [line] == write(events_of(body), "event", same)[0]


@pytest.mark.parametrize(
    ("body", "framing", "lines"),
    [
        (
            b'data: {"a":1}\r\n\r\n' * 2 + b"data: x\n\n",
            "data-crlf",
            ['0.000 - {"a":1}', '0.250 - {"a":1}', '0.500 !raw "data: x\\n\\n"'],
        ),
        (b"data: a\n\n", "data", ["0.000 - a"]),
        (b"", "event", []),
        (b"x\n\n", "event", ['0.000 !raw "x\\n\\n"']),
    ],
)
def test_framings(body, framing, lines):
    """
    Streams that are framed otherwise are plain too, in the framing that most of their events have.
    """
    events = events_of(body)

    assert framing == framing_of(events)
    assert lines == write(events, framing, same)[0]


def test_base64_is_folded():
    """
    Long base64 is put aside, in plain lines and in exact ones.
    """
    body = f'event: a\ndata: "{SMALL}"\n\ndata: "{SMALL}"\n\n'.encode()

    lines, blobs = write(events_of(body), "event", same)

    assert [SMALL] == list(blobs.values())
    assert all("$blob:" in line and SMALL not in line for line in lines)


@pytest.mark.parametrize("data", [b"a secret b", b"\xff a secret b"])
def test_secrets_go_everywhere(data):
    """
    Redaction sees every event, plain, exact, or no text at all.
    """
    body = b"event: a\ndata: " + data + b"\n\n: " + data + b"\n\n"

    lines, blobs = write(events_of(body), "event", lambda text: text.replace("secret", "REDACTED"))

    assert body.replace(b"secret", b"REDACTED") == b"".join(
        event.raw for event in read("\n".join(lines), "event", blobs.get)
    )


def test_no_time_before_the_request():
    """
    An event cannot come before the request, whatever the clock said.
    """
    assert ["0.000 a b"] == write(
        [Event(-0.01, b"event: a\ndata: b\n\n", "a", "b")], "event", same
    )[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "an event is '<seconds with 3 digits> <name> <data>', not ''"),
        ("0.1 a b", "an event is"),
        ("0.100 a", "an event is"),
        ("-0.100 a b", "an event is"),
        ("1" * 400 + ".000 a b", "an event is"),
        ("٣.000 a b", "an event is"),
        ("0.100 ä b", "'ä' is no name of an event"),
        ("0.100 !row b", "'!row' is no name of an event"),
        ("0.100 !raw b", "behind !raw stands a JSON string, not 'b'"),
        ("0.100 !raw [1]", "behind !raw stands a JSON string"),
        ("0.100 !b64 ***", "behind !b64 stands base64, not '***'"),
        ("0.100 !b64 ä", "behind !b64 stands base64"),
    ],
)
def test_lines_that_are_none(line, problem):
    """
    A line that is no event is told by its number.
    """
    with pytest.raises(EventLineError) as caught:
        read(f"0.000 a b\n{line}\n", "event", {}.get)

    assert 1 == caught.value.number
    assert str(caught.value).startswith(problem)

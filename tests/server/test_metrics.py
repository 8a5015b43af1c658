import re

import pytest
from stages.driving import HELLO, PlainSpaces, visit

from mockgemini import __version__
from mockgemini.clock import ManualClock
from mockgemini.exchange import Event, Live, Payload, Reply, Stream
from mockgemini.server.app import App
from mockgemini.server.metrics import CONTENT_TYPE, Metrics

SAMPLE = re.compile(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{[a-z_]+="([^"\\\n]*)"\})? (\S+)')
"""A line of the text format 0.0.4 with at most one label, which is all that we use."""

METRICS = "/__mockgemini__/metrics"


def told(app):
    """
    The samples that an application tells, by name and label.
    """
    return read(visit(app, path=METRICS).body.decode())


def read(text):
    """
    The samples of a text, which has to keep to the format.
    """
    assert text.endswith("\n")
    samples, family = {}, None
    for line in text.splitlines():
        if line.startswith("#"):
            word, name, rest = line[2:].split(" ", 2)
            assert (word == "HELP") == (name != family), f"HELP comes first, once: {line}"
            assert word == "HELP" or rest in ("counter", "gauge")
            assert word == "TYPE" or not any(known[0] == name for known in samples)
            family = name
        else:
            name, label, value = SAMPLE.fullmatch(line).groups()
            assert name == family, f"{line} stands in the family {family}"
            assert (name, label) not in samples
            samples[name, label] = float(value)
    return samples


def from_(source, answer=HELLO):
    """
    The answer with its source.
    """
    headers = (*answer.headers, ("x-mockgemini-source", source))
    return type(answer)(answer.status, headers, answer.body)


def test_it_is_what_prometheus_reads():
    """
    The text keeps to the format and says so, and whoever asks makes no space by it.
    """
    spaces = PlainSpaces()
    answer = visit(App(spaces), path=METRICS)

    samples = read(answer.body.decode())

    assert CONTENT_TYPE == dict(answer.headers)["content-type"]
    assert 1.0 == samples["mockgemini_info", __version__]
    assert 0.0 == samples["mockgemini_spaces", None]
    assert {} == spaces.made


@pytest.mark.parametrize(
    ("respond", "label"),
    [
        (from_("cassette"), "cassette"),
        (from_("miss", Reply(422, (), Payload(b"{}"))), "miss"),
        (from_("elsewhere"), "elsewhere"),
        (HELLO, "error"),
    ],
    ids=["cassette", "miss", "unheard-of", "none"],
)
def test_requests_are_counted_by_who_answered(respond, label):
    """
    Each request counts for its source, and bytes are those of the body.
    """

    async def answer(_request):
        return respond

    app = App(PlainSpaces(answer))
    visit(app)
    visit(app, path="/s/a/v1/x")

    samples = told(app)

    assert 2.0 == samples["mockgemini_requests_total", label]
    assert (2.0 if label == "miss" else 0.0) == samples["mockgemini_misses_total", None]
    assert 2.0 * respond.body.size == samples["mockgemini_sent_bytes_total", None]
    assert 2.0 == samples["mockgemini_spaces", None]
    assert 0.0 == samples["mockgemini_open_streams", None]


def test_a_space_that_ends_takes_no_count_with_it():
    """
    Counters stay when a space is reset or ended.
    """
    app = App(PlainSpaces())
    visit(app, path="/s/a/v1/x")

    visit(app, "POST", "/s/a/__mockgemini__/reset")
    visit(app, "DELETE", "/s/a")

    samples = told(app)
    assert 1.0 == samples["mockgemini_requests_total", "error"]
    assert 0.0 == samples["mockgemini_spaces", None]


def test_what_is_under_way_is_seen():
    """
    A stream is open until its last byte is out, and its bytes are counted as they went.
    """
    app, seen = App(PlainSpaces()), []

    async def chunks():
        seen.append(read(app._metrics.text(0)))
        yield b"data: 1\n\n"

    async def answer(_request):
        return Live(200, (), chunks())

    app._spaces = PlainSpaces(answer)
    visit(app)

    assert [1.0] == [each["mockgemini_open_streams", None] for each in seen]
    assert 9.0 == told(app)["mockgemini_sent_bytes_total", None]


def test_a_stream_at_once_has_its_size():
    """
    What goes out in one send is counted as well.
    """

    async def answer(_request):
        return Stream(200, (), (Event(0.0, b"data: 1\n\n"),))

    app = App(PlainSpaces(answer))
    visit(app)

    assert 9.0 == told(app)["mockgemini_sent_bytes_total", None]


def test_it_knows_how_long_it_runs():
    """
    The uptime is by the clock, in seconds.
    """
    clock = ManualClock()
    metrics = Metrics(clock)

    clock.advance(90.5)

    assert 90.5 == read(metrics.text(0))["mockgemini_uptime_seconds", None]

"""
Recordings of httpmock come out as they were served.
"""

import pytest
import yaml
from samples.shared import RECORDINGS, needs_recordings

from mockgemini.convert import httpmock
from mockgemini.convert.pairing import PARSED
from mockgemini.convert.places import Place
from mockgemini.convert.sniffing import read
from mockgemini.exchange import Stream

FILES = sorted((RECORDINGS / "rig").glob("**/*.yaml"))


def made(when=None, then=None):
    when = {"path": "/v1/interactions", "method": "POST", **(when or {})}
    return httpmock.read(
        [Place(None, "a.yaml"), Place({"when": when, "then": then or {}}, "a.yaml")]
    )


@needs_recordings
@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_real_recordings_are_whole(path):
    """
    Each document is one exchange, with the very text of its bodies, its query and its revision.
    """
    expected = list(yaml.safe_load_all(path.read_text("utf-8")))

    found = read(path)

    assert httpmock.KIND == found.kind
    for raw, exchange in zip(expected, found.exchanges, strict=True):
        when, then, answer = raw["when"], raw["then"], exchange.answer
        query = "&".join(f"{each['name']}={each['value']}" for each in when["query_param"])
        body = answer.body if isinstance(answer, Stream) else answer.body.read()
        assert (when["method"], when["path"]) == (exchange.request.method, exchange.request.path)
        assert query == exchange.request.query
        assert when.get("body", "").encode() == exchange.request.body.payload.read()
        assert (then["status"], then["body"].encode()) == (answer.status, body)
        assert then["body"].startswith("event:") == isinstance(answer, Stream)
        assert path.parent.name == exchange.revision


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ({"body": "é"}, "é".encode()),
        ({"body_base64": "/w=="}, b"\xff"),
        ({"json_body": {"a": 1}}, b'{"a":1}'),
        ({"json_body": '{"a": 1}'}, b'{"a": 1}'),
        ({}, b""),
    ],
)
def test_bodies_have_many_shapes(side, expected):
    """
    A body is a text, base64, or JSON that is written again with a warning.
    """
    found = made(side, side)

    (exchange,) = found.exchanges
    assert expected == exchange.request.body.payload.read() == exchange.answer.body.read()
    assert isinstance(side.get("json_body"), dict) == (PARSED in found.warnings)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (
            {"query_param": [{"name": "a b", "value": "é&"}, {"name": "key", "value": "s"}]},
            "a%20b=%C3%A9%26",
        ),
        ({"query_param": [{"name": "flag"}]}, "flag="),
        ({"host": "generativelanguage.googleapis.com"}, ""),
        ({"path": "//v1/interactions"}, ""),
    ],
)
def test_addresses_are_put_together(when, expected):
    """
    Query parameters are encoded, keys dropped, a host taken where there is one.
    """
    (exchange,) = made(when).exchanges

    assert ("/v1/interactions", expected) == (exchange.request.path, exchange.request.query)


def test_other_hosts_are_foreign():
    """
    A mock of another service is not imported.
    """
    found = made({"host": "api.example", "scheme": "http"})

    assert [] == found.exchanges
    assert ["an exchange with api.example is none with the Gemini API: skipped"] == found.warnings


@pytest.mark.parametrize(("delay", "took"), [(250, 0.25), ({"secs": 1, "nanos": 500_000_000}, 1.5)])
def test_a_delay_is_the_time_it_took(delay, took):
    """
    A mock's delay, in milliseconds or as a duration, is the answer's time.
    """
    assert took == made(then={"delay": delay}).exchanges[0].answer.took

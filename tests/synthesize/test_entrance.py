import pytest
from samples.synthesized_corpus import FLASH, NEW, ask, told

from mockgemini.exchange import Request
from mockgemini.synthesize.entrance import Entrance
from mockgemini.synthesize.synthesizer import Setting, Synthesizer
from mockgemini.wire.operation import operation
from mockgemini.wire.refusal import Refused

CLOSED = Entrance(frozenset({"right"}))


def entered(entrance, method="POST", path="/v1/interactions", query="", **headers):
    """
    The status with which a request is refused, None where it comes in.
    """
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    try:
        entrance.check(Request(method, path, query, named), operation(method, path))
    except Refused as refused:
        return refused.refusal.status
    return None


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {"x_goog_api_key": "right"}),
        ("", {"x_goog_api_key": " right "}),
        ("", {"authorization": "Bearer right"}),
        ("", {"authorization": "bearer right"}),
        ("key=right", {}),
        ("alt=sse&key=right", {}),
    ],
)
def test_ways_to_tell_a_key(query, headers):
    """
    A key comes in a header of its own, as a bearer's token or in the query; any place will do.
    """
    assert entered(CLOSED, query=query, **headers) is None
    assert entered(Entrance(), query=query, **headers) is None


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {}),
        ("", {"x_goog_api_key": ""}),
        ("", {"x_goog_api_key": "  "}),
        ("", {"authorization": "Bearer "}),
        ("", {"authorization": "Basic abc"}),
        ("key=", {}),
    ],
)
def test_without_a_key_nobody_comes_in(query, headers):
    """
    No key, or an empty one, is a 403 wherever it was looked for.
    """
    assert 403 == entered(Entrance(), query=query, **headers)
    assert 403 == entered(CLOSED, query=query, **headers)


@pytest.mark.parametrize(
    ("query", "headers"),
    [("", {"x_goog_api_key": "wrong"}), ("key=wrong", {}), ("key=right", {"x_goog_api_key": "no"})],
)
def test_a_wrong_key(query, headers):
    """
    A key that is not valid is a 400, and the header's counts before the query's.
    """
    assert 400 == entered(CLOSED, query=query, **headers)
    assert entered(Entrance(), query=query, **headers) is None


def test_uploads_go_on_without_a_key():
    """
    The address of an upload that has begun is its own authority; its beginning wants the key.
    """
    path = "/upload/v1/files"

    assert 403 == entered(CLOSED, path=path)
    assert entered(CLOSED, path=path, query="upload_id=a") is None
    assert 403 == entered(CLOSED, query="upload_id=a")


def test_the_front_end_speaks():
    """
    It refuses in its own words and shape, whatever was asked for: a number, a status, details.
    """
    synthesizer = Synthesizer(Setting(entrance=CLOSED))
    body = {"model": FLASH, "input": "Hi!"}

    wrong = told(ask(synthesizer, body, key="wrong", revision=NEW))["error"]
    none = told(ask(synthesizer, body, key=None))["error"]

    assert (400, "INVALID_ARGUMENT") == (wrong["code"], wrong["status"])
    assert "API key not valid. Please pass a valid API key." == wrong["message"]
    assert "API_KEY_INVALID" == wrong["details"][0]["reason"]
    assert (403, "PERMISSION_DENIED") == (none["code"], none["status"])
    assert none["message"].startswith("Method doesn't allow unregistered callers")

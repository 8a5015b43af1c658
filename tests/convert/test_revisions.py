"""
The revision of an exchange is found although the recording kept no header that tells.
"""

import pytest

from mockgemini.convert.revisions import revisions
from mockgemini.exchange import Payload, Poll, Polls, Reply, Request
from mockgemini.wire import register

OLD, NEW = register.NAMES


def asked(path="/v1beta/interactions", **headers):
    lines = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Request("POST", path, headers=lines)


def said(text):
    return Reply(200, body=Payload(text.encode()))


SHOWS_OLD, SHOWS_NEW, SHOWS_NONE = said(f'{{"{OLD}":[]}}'), said(f'{{"{NEW}":[]}}'), said("{}")


@pytest.mark.parametrize(
    ("request_", "answer", "expected"),
    [
        (asked(), SHOWS_OLD, OLD),
        (asked(), SHOWS_NEW, NEW),
        (asked(x_goog_api_client="google-genai-sdk/1.55.0 gl-python/3"), SHOWS_NONE, OLD),
        (asked(x_goog_api_client="google-genai-sdk/3.4.0 gl-python/3"), SHOWS_NONE, NEW),
        (asked(api_revision="2026-05-07"), SHOWS_NONE, OLD),
        (asked("/v1/interactions"), SHOWS_NONE, NEW),
        (asked(), said("[]"), NEW),
        (asked(), said("no JSON"), NEW),
        (asked(), said('{"id":"v1_x","status":"in_progress","role":"agent"}'), OLD),
        (asked(), said('{"id":"v1_x","status":"in_progress"}'), NEW),
        (asked(), Polls((Poll(0.0, SHOWS_NONE),)), NEW),
        (asked("/v1beta/models/m:generateContent"), SHOWS_NEW, None),
    ],
)
def test_one_exchange(request_, answer, expected):
    """
    The request's own word counts first, then what the answer shows.
    """
    assert [expected] == revisions([(request_, answer)], [None])


def test_other_answers_of_the_file_tell():
    """
    An answer that shows nothing speaks what others in its file show.
    """
    pairs = [(asked(), SHOWS_NONE), (asked(), SHOWS_OLD), (asked(), SHOWS_NONE)]

    assert [OLD, OLD, OLD] == revisions(pairs, ["2026-09-01T00:00:00Z"] * 3)


def test_the_day_tells_where_nothing_else_does():
    """
    What was recorded before the newer revision came speaks the older one.
    """
    pairs = [(asked(), SHOWS_NONE), (asked(), SHOWS_NONE)]

    assert [OLD, NEW] == revisions(pairs, ["2026-01-23T00:00:00Z", "2026-06-23T00:00:00Z"])

"""
What a reader found becomes exchanges without secrets, and what befell it becomes warnings.
"""

import gzip

import pytest

from mockgemini.convert.answers import Timing
from mockgemini.convert.pairing import Pair, Skipped, imported

HOST = "https://generativelanguage.googleapis.com"
KEY = "AIza" + "x" * 35


def pair(**given):
    return Pair(**{"method": "post", "address": f"{HOST}/v1beta/interactions", **given})


def one(**given):
    (exchange,) = imported("test", [pair(**given)]).exchanges
    return exchange


def test_the_request_is_as_on_the_wire_without_secrets():
    """
    Methods are upper case, names lower case; keys go from headers and query, unknown headers too.
    """
    found = one(
        address=f"{HOST}/v1beta/interactions?key={KEY}&alt=sse",
        asked=(
            ("Content-Type", "application/json "),
            ("X-Goog-Api-Key", KEY),
            ("Authorization", f"Bearer {KEY}"),
            ("Cookie", "a=b"),
        ),
        body=b"{}",
    ).request

    assert ("POST", "/v1beta/interactions", "alt=sse") == (found.method, found.path, found.query)
    assert (("content-type", "application/json"),) == found.headers
    assert b"{}" == found.body.payload.read()


def test_the_answer_is_decoded_and_its_transport_headers_go():
    """
    Encoding, length and transfer say nothing of the decoded body and are dropped with the rest.
    """
    found = one(
        answered=(
            ("Content-Encoding", "gzip"),
            ("Content-Length", "17"),
            ("Transfer-Encoding", "chunked"),
            ("Content-Type", "application/json"),
            ("Set-Cookie", "a=b"),
        ),
        answer=gzip.compress(b'{"a":1}'),
    ).answer

    assert (("content-type", "application/json"),) == found.headers
    assert b'{"a":1}' == found.body.read()


def test_repeated_headers_stay_repeated():
    """
    A header that came twice is there twice, in order.
    """
    found = one(answered=(("X-Goog-Upload-Header-Vary", "a"), ("x-goog-upload-header-vary", "b")))

    assert ["a", "b"] == [value for _, value in found.answer.headers]


def test_upload_addresses_are_relative():
    """
    The address that an answer gives, and the request to it, lose host and id alike.
    """
    url = f"{HOST}/upload/v1beta/files?upload_id=AJjja9YwCn3agIBy&upload_protocol=resumable"
    found = imported("test", [pair(answered=(("X-Goog-Upload-URL", url),)), pair(address=url)])

    start, upload = found.exchanges

    ((_, given),) = start.answer.headers
    assert str(upload.request) == f"POST {given}"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"address": "https://oauth2.googleapis.com/token"}, "with oauth2.googleapis.com is none"),
        ({"address": "data:text/plain,x"}, "not readable (an address begins with"),
        ({"method": "options"}, "OPTIONS request says nothing"),
        ({"method": "GET\r\nX: y"}, "no method that HTTP knows"),
        ({"status": 0}, "no answer (status 0)"),
        ({"asked": (("a", "b\r\nc: d"),)}, "a header holds a control character"),
        (
            {"answered": (("content-encoding", "br"),), "answer": b"\xff"},
            "still encoded as 'br'",
        ),
    ],
)
def test_what_cannot_be_imported_is_skipped_and_said(given, reason):
    """
    Each pair that is left out is counted under its reason, and the others stay.
    """
    found = imported("test", [pair(**given), pair(**given), pair()])

    assert 1 == len(found.exchanges)
    (warning,) = found.warnings
    assert reason in warning
    assert warning.endswith("skipped (2 exchanges)")


def test_readers_remarks_become_warnings():
    """
    Remarks and skipped pairs of a reader are told once, with their number; notes stay.
    """
    found = imported(
        "test", [pair(remarks=("odd",), note="n"), pair(remarks=("odd",)), Skipped("x")]
    )

    assert ["odd (2 exchanges)", "x: skipped"] == found.warnings
    assert ["n", None] == [exchange.note for exchange in found.exchanges]


def test_a_scrubbed_content_type_is_restored():
    """
    An answer without content type gets the one that the API sends, with a warning.
    """
    found = imported("test", [pair(answer=b'{"a":1}')])

    assert (("content-type", "application/json"),) == found.exchanges[0].answer.headers
    assert ["an answer had no content-type and got the one the API sends"] == found.warnings


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"answered": (("Server-Timing", "gfet4t7; dur=1222"),)}, 1.222),
        ({"answered": (("server-timing", "miss"),)}, 0.0),
        ({"timing": Timing(0.1, 0.3), "answered": (("server-timing", "x; dur=9"),)}, 0.3),
    ],
)
def test_times_come_from_the_reader_or_the_server(given, expected):
    """
    Without times of its own a recording has those that the API tells in `server-timing`.
    """
    assert expected == one(**given).answer.took


def test_when_and_who_are_those_of_the_first_that_tells():
    """
    The file's date is its first exchange's, its client the first one named; foreign ones are none.
    """
    found = imported(
        "test",
        [
            pair(address="https://oauth2.googleapis.com/", recorded="2020-01-01T00:00:00Z"),
            pair(),
            pair(
                answered=(("Date", "Mon, 10 Aug 2026 16:48:26 GMT"),),
                asked=(("X-Goog-Api-Client", "google-genai-sdk/2.17.0 gl-python/3.14.6"),),
            ),
            pair(recorded="2026-08-11T00:00:00Z", asked=(("x-goog-api-client", "other"),)),
        ],
    )

    assert "2026-08-10T16:48:26Z" == found.recorded
    assert "google-genai-sdk/2.17.0 gl-python/3.14.6" == found.client
    assert "test" == found.kind

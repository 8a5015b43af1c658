"""
What goes over the wire, as values.
"""

from mockgemini.exchange import Event, Exchange, Reply, Request, Stream


def test_requests():
    """
    A request knows its headers by their lower-case names and is called by method and address.
    """
    request = Request("GET", "/v1/files", "a=b", (("x", "1"), ("x", "2")))

    assert ("1", None) == (request.header("x"), request.header("y"))
    assert "GET /v1/files?a=b" == str(request)
    assert "GET /" == str(Request("GET", "/"))


def test_a_stream_has_the_bytes_of_its_events():
    """
    The body of a stream is what its events were, byte for byte.
    """
    assert b"ab" == Stream(200, events=(Event(0.0, b"a"), Event(1.0, b"b"))).body


def test_an_exchange_looks_for_its_answer_once():
    """
    An answer given as a callable is asked for once, and only when somebody wants it.
    """
    asked = []

    def answer():
        asked.append(1)
        return Reply(200)

    pair = Exchange(Request("GET", "/a"), answer, revision="steps", line=7)

    assert "<Exchange GET /a>" == repr(pair)
    assert [] == asked
    assert pair.answer is pair.answer
    assert [1] == asked


def test_what_is_printed_of_a_request():
    """
    Neither query nor headers are printed by a failing assertion: a key may be in them.
    """
    request = Request("GET", "/v1/x", "key=secret", (("x-goog-api-key", "secret"),))

    assert "<Request GET /v1/x>" == repr(request)

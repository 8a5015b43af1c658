"""
An exchange without its secrets, as a value.
"""

from samples.cassette_values import contents, events_of, posted, sample

from mockgemini.cassette.redacting import redacted
from mockgemini.exchange import Payload, Poll, Polls, Reply, Stream
from mockgemini.redaction import placeholder, redactor

OURS = redactor(["secret"])
X = placeholder("key", "secret").encode()


def test_every_text_is_redacted():
    """
    Secrets go from the request, from events, replies and polls; bytes that are no text stay.
    """
    reply = Reply(200, (), Payload(b"a secret"))
    stream = Stream(200, (), events_of(b"event: a\ndata: secret\n\n: secret\n\n\xffsecret"))

    told = [
        contents(redacted(posted(b"secret", answer, (("content-type", "secret"),)), OURS))
        for answer in (reply, stream, Polls((Poll(0.0, reply),)))
    ]

    assert 1 == repr(told).count("secret")
    *_, headers, revision, note, body, answer = told[0]
    assert ((("content-type", X.decode()),), "steps", None, X) == (headers, revision, note, body)
    assert [200, (), b"a " + X, 0.0] == answer


def test_files_stay(tmp_path):
    """
    A body in a file is left where it is.
    """
    (tmp_path / "a").write_bytes(b"secret")
    exchange = posted(b"", Reply(200, (), Payload(path=tmp_path / "a")))

    assert tmp_path / "a" == redacted(exchange, OURS).answer.body.path


def test_without_secrets_nothing_changes():
    """
    An exchange that holds no secret is told as it is.
    """
    for exchange in sample().exchanges:
        assert contents(exchange) == contents(redacted(exchange, OURS))


def test_streams_are_redacted_as_told():
    """
    A secret that is told in pieces goes from the value, too.
    """
    pieces = [b'event: a\ndata: {"text":"%s"}\n\n' % text for text in (b"sec", b"ret", b"!")]
    exchange = posted(b"", Stream(200, (), events_of(b"".join(pieces))))

    told = redacted(exchange, OURS).answer.body

    assert [X, b"", b"!"] == [line[15:-2] for line in told.split(b"\n") if b"data" in line]

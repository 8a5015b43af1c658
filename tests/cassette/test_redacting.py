"""
An exchange without its secrets, as a value.
"""

from cassette_values import contents, events_of, posted, sample

from mockgemini.cassette.redacting import redacted
from mockgemini.exchange import Payload, Poll, Polls, Reply, Stream


def redact(text):
    """
    Takes one secret out.
    """
    return text.replace("secret", "x")


def test_every_text_is_redacted():
    """
    Secrets go from the request, from events, replies and polls; bytes that are no text stay.
    """
    reply = Reply(200, (), Payload(b"a secret"))
    stream = Stream(200, (), events_of(b"event: a\ndata: secret\n\n: secret\n\n\xffsecret"))

    told = [
        contents(redacted(posted(b"secret", answer, (("content-type", "secret"),)), redact))
        for answer in (reply, stream, Polls((Poll(0.0, reply),)))
    ]

    assert 1 == repr(told).count("secret")
    assert [(("content-type", "x"),), "steps", None, b"x", [200, (), b"a x", 0.0]] == told[0][3:]


def test_files_stay(tmp_path):
    """
    A body in a file is left where it is.
    """
    (tmp_path / "a").write_bytes(b"secret")
    exchange = posted(b"", Reply(200, (), Payload(path=tmp_path / "a")))

    assert tmp_path / "a" == redacted(exchange, redact).answer.body.path


def test_without_secrets_nothing_changes():
    """
    An exchange that holds no secret is told as it is.
    """
    for exchange in sample().exchanges:
        assert contents(exchange) == contents(redacted(exchange, redact))

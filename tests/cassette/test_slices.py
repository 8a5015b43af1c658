"""
What of a cassette is read when it is loaded, and what not before somebody asks.
"""

import time

import pytest
from samples.cassette_texts import ASKED, FRAME, POLL, REPLY, STREAM, TOP, read
from samples.cassette_values import LARGE, posted, sample

from mockgemini.cassette.cassette import Cassette, Header
from mockgemini.cassette.reading import load
from mockgemini.cassette.saving import save
from mockgemini.cassette.writing import dump
from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload, Polls, Reply
from mockgemini.jsontext import blob_name


def with_image(path):
    """
    A saved cassette whose request and answers hold an image each; the file of it.
    """
    image = f'{{"image":"{LARGE}"}}'.encode()
    save(Cassette(Header(), (posted(image, Reply(200, (), Payload(b"\xff" * 5000))),)), path)
    return path.parent / "blobs" / f"{blob_name(LARGE)}.png"


def test_loading_opens_no_blob(path):
    """
    Blobs in files are not opened by loading, and their content is not looked at.
    """
    blob = with_image(path)
    for file in blob.parent.iterdir():
        file.write_bytes(b"")

    (exchange,) = load(path).exchanges

    assert f"$blob:{blob_name(LARGE)}" in exchange.request.body.payload.folded
    with pytest.raises(CassetteError, match=r"weather.yaml:\d+: the blob .* does not hold"):
        exchange.request.body.payload.read()
    with pytest.raises(CassetteError, match=r"weather.yaml:\d+: the blob .* does not hold"):
        exchange.answer.body.read()


def test_a_missing_blob_is_noticed_at_once(path):
    """
    A blob that is not there is told of when the cassette is loaded.
    """
    with_image(path).unlink()

    with pytest.raises(CassetteError, match="was it left out of the commit"):
        load(path)


@pytest.mark.parametrize("place", ["request", "answer", "polls", "events", "inline"])
def test_missing_blobs_anywhere(path, place):
    """
    So is one that an answer needs, of whatever kind, and one of those that stand inline.
    """
    name = "$blob:0123456789abcdef"
    text = {
        "request": FRAME.replace("@@", f"body: ['{name}']"),
        "answer": REPLY.replace("@@", f"{{status: 200, bytes: '{name}'}}"),
        "polls": POLL.replace("@@", f"{{status: 200, body: ['{name}']}}"),
        "events": STREAM.replace("@@", f'      0.000 a "{name}"\n'),
        "inline": FRAME.replace("@@", f"body: ['{name}']").replace("...", "  blobs: {}\n..."),
    }[place]
    path.write_text(text)

    with pytest.raises(
        CassetteError, match=r"weather.yaml:3: the blob 0123456789abcdef is neither"
    ):
        load(path)


def test_a_text_may_mention_a_blob(path):
    """
    A text that only speaks of a blob needs none.
    """
    text = FRAME.replace("@@", "body: [a $blob:0123456789abcdef, '$$blob:0123456789abcdef']")

    ((*_, body, _),) = read(path, text)

    assert b'["a $blob:0123456789abcdef","$blob:0123456789abcdef"]' == body


def test_answers_are_read_when_somebody_asks(path):
    """
    Loading reads requests; what is wrong with an answer is told when it is asked for.
    """
    path.write_text(TOP + ASKED + "  answer: {status: [}\n...\n")

    (exchange,) = load(path).exchanges

    with pytest.raises(CassetteError, match=r"weather.yaml:4: not readable as YAML"):
        _ = exchange.answer


def test_loading_takes_time_in_proportion(path):
    """
    A thousand exchanges are loaded in a moment: their answers are not even parsed.
    """
    exchange = dump(Cassette(Header(), (sample().exchanges[2],))).partition("exchanges:\n")[2]
    path.write_text("cassette: 1\nexchanges:\n" + exchange.removesuffix("...\n") * 1000 + "...\n")
    began = time.monotonic()

    cassette = load(path)

    assert time.monotonic() - began < 3
    assert 1000 == len(cassette.exchanges)
    assert isinstance(cassette.exchanges[999].answer, Polls)

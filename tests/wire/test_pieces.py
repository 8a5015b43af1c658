from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.wire.pieces import as_recorded, whole

KINDS = ["text", "summary", "arguments", "data"]


@given(st.sampled_from(KINDS), st.text(max_size=2000) | st.text("a\n", max_size=40))
def test_nothing_is_lost(kind, text):
    """
    The pieces, joined, are the text, and cut the same way every time; an empty text is one piece.
    """
    for pieces in (as_recorded, whole):
        cut = list(pieces(0, kind, text))

        assert text == "".join(cut)
        assert cut == list(pieces(7, kind, text))
        assert text or cut in ([""], [])


def test_texts():
    """
    The first piece is short, the others have about 66 characters; a short text is not cut.
    """
    first, *rest = [len(piece) for piece in as_recorded(0, "text", "x" * 20_000)]

    assert 2 <= first <= 10
    assert 60 <= median(rest) <= 70
    assert ["Hi!"] == list(as_recorded(0, "text", "Hi!"))


def test_summaries():
    """
    A summary comes by paragraphs, each with the blank lines behind it.
    """
    summary = "**One**\n\nthing\n\n\n**Two**\n\n\n"

    assert ["**One**\n\nthing\n\n\n", "**Two**\n\n\n"] == list(as_recorded(0, "summary", summary))
    assert ["Hm."] == list(as_recorded(0, "summary", "Hm."))


@pytest.mark.parametrize(("kind", "count"), [("arguments", 1), ("data", 4)])
def test_arguments_and_sound(kind, count):
    """
    Arguments come in one piece, sound by 24 KiB, each piece of it whole base64.
    """
    pieces = list(as_recorded(0, kind, "A" * 100_000))

    assert count == len(pieces)
    assert not [piece for piece in pieces if len(piece) % 4]

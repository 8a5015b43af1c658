"""
Texts cut in a stream exactly where a test has said.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.errors import UsageError
from mockgemini.synthesize.scripting.chunks import check, cut
from mockgemini.wire.outcome import FunctionCall, Text
from mockgemini.wire.pieces import as_recorded


def pieces_of(chunks, *texts):
    """
    The pieces of each text of a reply.
    """
    pieces = cut(chunks, map(Text, texts))()
    return [list(pieces(0, "text", text)) for text in texts]


@pytest.mark.parametrize(
    ("chunks", "texts", "expected"),
    [
        (["It ", "is."], ["It is."], [["It ", "is."]]),
        (["a", "", "b"], ["ab"], [["a", "", "b"]]),
        (["abc", "d"], ["ab", "cd"], [["ab"], ["c", "d"]]),
        (["ab"], ["", "ab", ""], [[""], ["ab"], [""]]),
    ],
)
def test_the_text_is_cut_as_told(chunks, texts, expected):
    """
    The chunks are the pieces; one that goes over the end of a text goes on in the next.
    """
    assert expected == pieces_of(chunks, *texts)


@given(st.lists(st.text(max_size=4), min_size=1), st.lists(st.integers(0, 12), max_size=3))
def test_nothing_is_lost(chunks, ends):
    """
    However a text is spread over parts and cut into chunks, the pieces are the text again.
    """
    whole = "".join(chunks)
    places = [0, *sorted(min(end, len(whole)) for end in ends), len(whole)]
    texts = [whole[a:b] for a, b in pairwise(places)]

    found = pieces_of(chunks, *texts)

    assert texts == ["".join(pieces) for pieces in found]


def test_all_but_texts_is_cut_as_ever():
    """
    What a test says of the text changes nothing for arguments and the like.
    """
    pieces = cut(["Hi"], [Text("Hi")])()

    assert list(as_recorded(0, "summary", "x" * 99)) == list(pieces(0, "summary", "x" * 99))


def test_every_stream_is_cut_alike():
    """
    A stream that is asked for again is cut in the same places.
    """
    begin = cut(["H", "i"], [Text("Hi")])

    assert [["H", "i"], ["H", "i"]] == [list(begin()(0, "text", "Hi")) for _ in range(2)]


def test_chunks_that_are_another_text_are_refused():
    """
    Chunks have to be the text of the reply, calls not counted.
    """
    parts = [Text("Hi"), FunctionCall("f")]
    check(["H", "i"], parts)

    with pytest.raises(UsageError, match="chunks= joined give 'Ho', and the reply's text is 'Hi'"):
        check(["H", "o"], parts)

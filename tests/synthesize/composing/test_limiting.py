from stages.staged import staged

from mockgemini.synthesize.composing.limiting import (
    for_thinking,
    is_too_little,
    shortened,
    stopped,
)
from mockgemini.wire.brief import Generation
from mockgemini.wire.outcome import Text


def limited(**generation):
    return staged("Hi", generation=Generation(**generation))


def test_a_text_ends_before_the_first_stop_sequence():
    """
    The earliest of the stop sequences ends the text and is no part of it; empty ones are none.
    """
    scene = limited(stop_sequences=("d", "bc", "", "x"))

    assert "a" == stopped(scene, "abcd")
    assert "Hello" == stopped(scene, "Hello")


def test_a_tiny_limit_leaves_nothing():
    """
    With fewer than 16 tokens nothing is to be shown; without a limit everything is.
    """
    assert is_too_little(limited(max_output_tokens=15))
    assert not is_too_little(limited(max_output_tokens=16))
    assert not is_too_little(limited())


def test_thinking_takes_half_of_the_limit_at_most():
    """
    What is left after thinking is at least half of the limit.
    """
    assert 30 == for_thinking(limited(max_output_tokens=60))
    assert None is for_thinking(limited())


def test_citations_go_with_the_text_they_are_of():
    """
    Of a text that is cut only the citations within what is left stay; they count bytes.
    """
    first, last = {"end_index": 3, "url": "a"}, {"end_index": 5, "url": "b"}
    whole = Text("éa and more", (first, last, {"url": "c"}))

    assert whole is shortened(whole, whole.text)
    assert Text("éa", (first, {"url": "c"})) == shortened(whole, "éa")

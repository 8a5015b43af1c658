import base64
import re

import pytest
from stages.staged import staged

from mockgemini.synthesize.composing.thinking import WITHOUT_THINKING, Musing
from mockgemini.synthesize.composing.voice import Voice
from mockgemini.wire.brief import Generation

PARAGRAPH = re.compile(r"\*\*[A-Z][^*\n]+\*\*\n\n[^\n]+\n\n\n")


def thinking(prompt="What is the weather?", model="gemini-2.5-flash", seed=b"seed", **settings):
    most, settled = settings.pop("most", None), settings.pop("is_settled", False)
    scene = staged(prompt, model=model, seed=seed, generation=Generation(**settings))
    musing = Musing(scene, most=most, is_settled=settled)
    return musing.told(scene.dice, musing.summary(Voice(scene)))


def thought(**settings):
    (part,) = thinking(**settings).parts
    return part


def test_a_thought_has_a_signature_and_no_summary():
    """
    Unless summaries are asked for, a thought is a signature of at least a hundred bytes.
    """
    found = thought()

    assert "" == found.summary
    assert 100 <= len(base64.b64decode(found.signature))


def test_a_summary_is_made_of_titled_paragraphs():
    """
    A summary is paragraphs, each a bold title and a body, with three newlines behind.
    """
    summaries = {thought(seed=bytes([n]), thinking_summaries="auto").summary for n in range(9)}

    assert all(
        PARAGRAPH.fullmatch(PARAGRAPH.sub("", summary, 1)) or "" == PARAGRAPH.sub("", summary)
        for summary in summaries
    )
    assert {1, 2} == {len(PARAGRAPH.findall(summary)) for summary in summaries}


def test_a_summary_tells_what_it_is_about():
    """
    The summary names the subject of the prompt.
    """
    summary = thought(thinking_summaries="auto").summary

    assert "the weather" in summary


def test_higher_levels_think_longer():
    """
    The levels differ in the tokens that thinking takes.
    """
    levels = ("minimal", "low", "medium", "high")

    means = [
        sum(thinking(seed=bytes([n]), thinking_level=level).tokens for n in range(40))
        for level in levels
    ]

    assert sorted(means) == means
    assert len(set(means)) == 4


def test_thinking_keeps_to_its_limit():
    """
    Thinking takes no more tokens than it is given.
    """
    assert 9 == thinking(thinking_level="high", most=9).tokens


@pytest.mark.parametrize("model", ["gemini-2.0-flash", "models/gemini-2.0-flash"])
def test_some_models_do_not_think(model):
    """
    A model that does not think has neither a thought nor tokens for it.
    """
    found = thinking(model=model)

    assert (0, ()) == (found.tokens, found.parts)


def test_what_is_settled_takes_no_thought():
    """
    Where nothing is left to think about, the thought has the recorded signature and took no tokens.
    """
    found = thinking(is_settled=True)

    assert (0, WITHOUT_THINKING) == (found.tokens, found.parts[0].signature)

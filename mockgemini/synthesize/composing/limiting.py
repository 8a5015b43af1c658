"""
Where an answer has to end before its time: stop sequences and the limit of output tokens.

Recorded: thinking counts towards the limit (57 of 60 tokens in one answer), the status is
`incomplete`, and a run that is cut before it has thought to an end has no parts at all. Documented:
a stop sequence is not part of the answer, which counts as `completed`.
"""

from __future__ import annotations

from dataclasses import replace

from mockgemini.synthesize.scene import Scene
from mockgemini.wire.fields import mapping
from mockgemini.wire.outcome import Text

_TOO_LITTLE = 16
"""Output tokens below which all goes into thinking (a guess)."""


def stopped(scene: Scene, text: str) -> str:
    """
    The text up to the first of the stop sequences.
    """
    if not scene.brief.generation.stop_sequences:
        return text
    ends = [text.find(each) for each in scene.brief.generation.stop_sequences if each]
    return text[: min((end for end in ends if end >= 0), default=len(text))]


def is_too_little(scene: Scene) -> bool:
    """
    Whether the limit cuts the run before there is anything to show.
    """
    most = scene.brief.generation.max_output_tokens
    return most is not None and most < _TOO_LITTLE


def for_thinking(scene: Scene) -> int | None:
    """
    The tokens that thinking may take, half of the limit; None where there is no limit.
    """
    most = scene.brief.generation.max_output_tokens
    return None if most is None else most // 2


def shortened(whole: Text, kept: str) -> Text:
    """
    The text with only its beginning kept, and the citations that lie within.
    """
    if kept == whole.text:
        return whole
    size = len(kept.encode("utf-8", "surrogatepass"))
    ends = [(mapping(each).get("end_index"), each) for each in whole.citations]
    cited = tuple(each for end, each in ends if not isinstance(end, int) or end <= size)
    return replace(whole, text=kept, citations=cited)

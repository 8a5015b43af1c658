"""
One `pattern` of a schema: does a text match, and a text that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema import regex_language, regex_sampling
from mockgemini.synthesize.schema.regex import Node, shortest, spelled
from mockgemini.synthesize.schema.regex_reading import RegexError, read
from mockgemini.synthesize.schema.regex_sampling import NoTextError

_TRIES = 4
_SPARE = 5
_LONGEST = 100_000


class Pattern:
    """
    A regular expression that is searched for, as ECMAScript reads it; a RegexError if it is none.
    """

    __slots__ = ("_compiled", "node", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        try:
            self.node: Node = read(source)
            self._compiled = re.compile(spelled(self.node), re.ASCII)
        except RecursionError:
            raise RegexError("it is nested too deeply") from None
        except (re.error, OverflowError) as problem:
            raise RegexError(str(problem)) from None

    def fits(self, text: str) -> bool:
        """
        Is it found somewhere in the text?
        """
        return self._compiled.search(text) is not None


def matching(
    wanted: Sequence[Pattern],
    unwanted: Iterable[Pattern],
    lengths: tuple[int, int | None],
    dice: Dice,
) -> str:
    """
    A text of that length that fits all of `wanted` and none of `unwanted`.

    A NoTextError where there is none; a regex_language.UnsolvableError where it cannot be told.
    """
    unwanted = tuple(unwanted)
    for index in range(_TRIES * len(wanted)):
        text = _sampled(wanted[index % len(wanted)].node, index >= len(wanted), lengths, dice)
        if text is None or text.endswith("\n"):
            # Some engines see the end before the newline already; the automaton knows better.
            continue
        if _is_right(text, wanted, unwanted, lengths):
            return text
    nodes = [each.node for each in unwanted]
    text = regex_language.find([each.node for each in wanted], nodes, lengths, dice)
    if not _is_right(text, wanted, unwanted, lengths):
        raise regex_language.UnsolvableError("its automaton and Python's differ")
    return text


def _is_right(
    text: str,
    wanted: Sequence[Pattern],
    unwanted: tuple[Pattern, ...],
    lengths: tuple[int, int | None],
) -> bool:
    low, high = lengths
    return (
        low <= len(text)
        and (high is None or len(text) <= high)
        and all(each.fits(text) for each in wanted)
        and not any(each.fits(text) for each in unwanted)
    )


def _sampled(
    node: Node,
    is_greedy: bool,  # noqa: FBT001
    lengths: tuple[int, int | None],
    dice: Dice,
) -> str | None:
    least = shortest(node)
    low, high = lengths
    if least > _LONGEST or low > _LONGEST:
        raise regex_language.UnsolvableError("its texts are too long")
    needed = max(low - least, 0)
    spare = needed if is_greedy else needed + _SPARE
    if high is not None:
        spare = min(spare, max(high - least, 0))
    try:
        return regex_sampling.sample(node, dice, spare, is_greedy=is_greedy)
    except NoTextError:
        return None

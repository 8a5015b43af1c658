"""
Code execution: Python that fits the prompt, and what it would print. It is never executed.
"""

from __future__ import annotations

import re

from mockgemini.synthesize.composing import arithmetic
from mockgemini.synthesize.composing.arithmetic import Sum
from mockgemini.synthesize.composing.topic import topic
from mockgemini.synthesize.composing.used import Used, call_id, signature
from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.brief import Tool
from mockgemini.wire.outcome import ToolCall, ToolResult

_CALLS_FOR_CODE = re.compile(
    r"\b(calculat|comput|code|python|script|execut|run\b|plot|chart|simulat|solve|sort|count|sum\b"
    r"|averag|mean\b|median|prime|fibonacci|factorial|how (many|much)|convert|equation|matrix"
    r"|statistic|random)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\w.])-?\d{1,12}(?:\.\d{1,6})?(?![\w.]*\w)")
_MOST_NUMBERS = 50


def use(scene: Scene, tool: Tool, dice: Dice) -> Used | None:  # noqa: ARG001 - it has no settings
    """
    Code for what can be worked out, or where the prompt asks for code.
    """
    found = arithmetic.found(scene.prompt)
    if found is None and _CALLS_FOR_CODE.search(scene.prompt) is None:
        return None
    found = found or worked(scene.prompt)
    says = f"The code gives **{found.result}** for {found.asked}."
    return Used(executed(scene, found.code, found.result + "\n", dice), says)


def executed(scene: Scene, code: str, printed: str, dice: Dice) -> tuple[ToolCall, ToolResult]:
    """
    The call, as recorded without a language, and what was printed.
    """
    name = call_id(scene, dice)
    return (
        ToolCall("code_execution", {"code": code}, name, signature(scene, dice)),
        ToolResult(
            "code_execution", name, printed, is_error=False, signature=signature(scene, dice)
        ),
    )


def worked(prompt: str) -> Sum:
    """
    What can be worked out of any prompt: a sum, else that of its numbers, else of its words.
    """
    found = arithmetic.found(prompt)
    if found is not None:
        return found
    numbers = _NUMBERS.findall(prompt[: arithmetic.READ])[:_MOST_NUMBERS]
    return _of_numbers(numbers) if len(numbers) > 1 else _of_text(prompt)


def _of_numbers(numbers: list[str]) -> Sum:
    listed = ", ".join(numbers)
    code = f"numbers = [{listed}]\nprint(sum(numbers))\n"
    return Sum(f"the sum of {listed}", code, _total(numbers))


def _total(numbers: list[str]) -> str:
    values = [float(each) if "." in each else int(each) for each in numbers]
    return str(sum(values))


def _of_text(prompt: str) -> Sum:
    words = topic(prompt).split()
    code = f"words = {words!r}\nprint(len(words))\n"
    return Sum("the number of words in the task", code, str(len(words)))

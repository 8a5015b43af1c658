import pytest
from stages.staged import staged

from mockgemini.synthesize.composing.executing import use, worked
from mockgemini.synthesize.dice import Dice
from mockgemini.wire.brief import Tool

TOOL = Tool("code_execution")


def executed(prompt, **scene):
    return use(staged(prompt, **scene), TOOL, Dice(b""))


def test_sum_is_worked_out_by_code():
    """
    The call has code, as recorded without a language, and the result is what it prints.
    """
    used = executed("What is 12 * 7?")

    call, result = used.parts

    assert {"code": "result = 12 * 7\nprint(result)\n"} == call.arguments
    assert ("84\n", False, call.id) == (result.result, result.is_error, result.call_id)
    assert "The code gives **84** for 12 * 7." == used.says


@pytest.mark.parametrize(
    ("prompt", "result"),
    [
        ("Average these in Python: 3, 4 and 5.5", "12.5\n"),
        ("Sort 10 and 20 with code", "30\n"),
        ("Write Python code", "2\n"),
    ],
    ids=["fractions", "whole numbers", "words"],
)
def test_code_is_run_where_it_is_asked_for(prompt, result):
    """
    Prompts that ask for code get some, about their numbers or else about their words.
    """
    assert result == executed(prompt).parts[1].result


def test_talk_needs_no_code():
    """
    A prompt without anything to work out does not use the tool.
    """
    assert executed("Tell me a story.") is None


def test_anything_can_be_worked_on():
    """
    Agents find something to work out of any prompt.
    """
    assert "3" == worked("Report on tea").result


def test_only_later_models_sign():
    """
    Signatures stand on both parts, or on none with Gemini 2.
    """
    signed = [part.signature is not None for part in executed("1 + 1 is?").parts]
    unsigned = [part.signature for part in executed("1 + 1 is?", model="gemini-2.5-pro").parts]

    assert [True, True] == signed
    assert [None, None] == unsigned

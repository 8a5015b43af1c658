import re

import pytest
from stages.staged import parts_of, staged

from mockgemini.synthesize.composing.coding import Coding
from mockgemini.wire.brief import Function, Tool
from mockgemini.wire.outcome import (
    FunctionCall,
    FunctionResult,
    Text,
    Thought,
    ToolCall,
    ToolResult,
    Turn,
)
from mockgemini.wire.refusal import Refused

AGENT = "antigravity-preview-05-2026"
WEATHER = Function(
    "get_weather",
    "The weather of a city.",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)


def coded(prompt="Work out 6 * 7 and keep it in a file.", *turns, **brief):
    return Coding().compose(staged(prompt, *turns, **{"agent": AGENT, **brief}))


def test_work_is_told_step_by_step():
    """
    Code and its output, a function of the agent's own and its result, then text.
    """
    outcome = coded()

    call, result = parts_of(FunctionCall, outcome)[0], parts_of(FunctionResult, outcome)[0]

    assert [
        *(Thought, ToolCall, ToolResult, FunctionCall, FunctionResult),
        *(Thought, Text),
    ] == [type(part) for part in outcome.parts]
    assert "42\n" == parts_of(ToolResult, outcome)[0].result
    assert (call.id, "The file was written: /workspace/result.txt") == (
        result.call_id,
        result.result,
    )
    assert "`42`" in outcome.text
    assert "completed" == outcome.status


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("a-b-c", "a-b-c"),
        ({"type": "remote", "environment_id": "x-y"}, "x-y"),
        ("remote", None),
        ({"type": "remote"}, None),
        (None, None),
    ],
    ids=["named", "object", "new", "new object", "nothing"],
)
def test_environment_is_the_named_one(wanted, expected):
    """
    An environment that the request names is kept; else there is a new one, a UUID.
    """
    found = coded(environment=wanted).environment_id

    assert expected in (found, None)
    assert expected or re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-.{4}-[0-9a-f]{12}", found
    )


def test_first_agent_runs_in_the_foreground():
    """
    The first agent refuses to run in the background, the second does not.
    """
    with pytest.raises(Refused, match="does not support background"):
        coded(background=True)

    assert coded(agent="antigravity-preview-09-2026", background=True) is not None


@pytest.mark.parametrize("budget", ["10", 10], ids=type)
def test_budget_ends_the_work(budget):
    """
    With too small a budget, told as a number or in a text, the work ends before the report.
    """
    outcome = coded(agent_config={"max_total_tokens": budget})

    assert ("budget_exceeded", "") == (outcome.status, outcome.text)


@pytest.mark.parametrize("budget", ["1000000", True, "many", None], ids=str)
def test_large_and_odd_budgets_do_not(budget):
    """
    A budget that is large enough, or none at all, changes nothing.
    """
    assert coded().parts == coded(agent_config={"max_total_tokens": budget}).parts


def test_functions_of_the_client_are_called():
    """
    Where the prompt asks for one of the client's functions, the agent waits for its result.
    """
    asked = coded("What is the weather in Paris?", functions=(WEATHER,))
    call = parts_of(FunctionCall, asked)[0]
    result = Turn("user", (FunctionResult(call.id, call.name, "22 degrees"),))
    before = (Turn("user", (Text("What is the weather in Paris?"),)), Turn("model", asked.parts))

    answer = coded("", result, functions=(WEATHER,), history=before)

    assert ("requires_action", "get_weather") == (asked.status, call.name)
    assert "completed" == answer.status
    assert "22 degrees" in answer.text


def test_declared_tools_are_used_as_well():
    """
    What the client declares is used beside the agent's own tools, and told of.
    """
    outcome = coded("Who sells tea near Rome?", tools=(Tool("google_search"), Tool("bash")))

    assert ["code_execution", "google_search"] == [
        part.kind for part in parts_of(ToolCall, outcome)
    ]
    assert outcome.parts[-1].citations


def test_summaries_are_told_when_asked():
    """
    Thoughts tell a paragraph where summaries are asked for.
    """
    outcome = coded(agent_config={"thinking_summaries": "auto"})

    assert all(part.summary.startswith("**") for part in parts_of(Thought, outcome))


def test_others_do_other_work():
    """
    Models and other agents are not for this composer.
    """
    assert not Coding().concerns(staged("x").brief)

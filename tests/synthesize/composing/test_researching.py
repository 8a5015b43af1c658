import re

import pytest
from stages.staged import cited, parts_of, seen, staged

from mockgemini.synthesize.composing.researching import Researching
from mockgemini.wire.brief import Format, Function, Tool
from mockgemini.wire.outcome import Media, Text, Thought, ToolCall, ToolResult, Turn
from mockgemini.wire.refusal import Refused

AGENT = "deep-research-preview-04-2026"
PROMPT = "Research the history of Google TPUs with a focus on 2025."


def researched(prompt=PROMPT, *turns, **brief):
    brief = {"agent": AGENT, "background": True, **brief}
    return Researching().compose(staged(prompt, *turns, **brief))


def test_report_is_thought_searched_and_cited():
    """
    Thoughts, a search and pages lead to a report whose citations are sentences of it.
    """
    outcome = researched()

    (report,) = parts_of(Text, outcome)

    assert [Thought, ToolCall, ToolResult, Thought, ToolCall, ToolResult, Thought, Text] == [
        type(part) for part in outcome.parts
    ]
    assert report.text.startswith("# The history of Google TPUs with a focus on 2025\n")
    assert all(each.endswith(".") for each in cited(report))
    assert ("completed", (("google_search", 1),)) == (outcome.status, outcome.usage.tools)
    assert all(part.summary == "" for part in parts_of(Thought, outcome))


def test_summaries_are_told_when_asked():
    """
    With thinking summaries every thought tells paragraphs, the first one its plan.
    """
    outcome = researched(agent_config={"thinking_summaries": "auto"})

    told = [part.summary for part in parts_of(Thought, outcome)]

    assert told[0].startswith("**Generating research plan**\n\n")
    assert [2, 1, 1] == [len(re.findall(r"\n\n\n", each)) for each in told]


def test_charts_come_when_asked():
    """
    Visualization adds a picture behind the report, and words under it.
    """
    outcome = researched(agent_config={"visualization": "auto"})

    *_, report, chart, caption = outcome.parts

    assert (Text, Media, Text) == (type(report), type(chart), type(caption))
    assert (800, 450) == seen(chart).pixels


def test_plan_comes_first_where_it_is_agreed_on():
    """
    Collaborative planning gives a plan; the request that goes on without it gets the report.
    """
    planned = researched(agent_config={"collaborative_planning": True})
    before = (Turn("user", (Text(PROMPT),)), Turn("model", planned.parts))

    report = researched("Go on.", history=before, previous_interaction_id="v1_x")

    assert [Thought, Text] == [type(part) for part in planned.parts]
    assert planned.parts[1].text.startswith("Here is my research plan")
    assert parts_of(Text, report)[0].text.startswith("# The history of Google TPUs")


def test_declared_tools_are_used_as_well():
    """
    What the client declares is used beside the agent's own search.
    """
    tools = (Tool("mcp_server", {"name": "archive"}), Tool("google_search"))

    kinds = [part.kind for part in parts_of(ToolCall, researched(tools=tools))]

    assert ["google_search", "url_context", "mcp_server_tool"] == kinds


@pytest.mark.parametrize(
    ("brief", "words"),
    [
        ({"background": False}, "background"),
        ({"store": False}, "store"),
        ({"functions": (Function("f"),)}, "function calling"),
        ({"formats": (Format("text", schema={"type": "object"}),)}, "structured output"),
    ],
    ids=["foreground", "unstored", "functions", "schema"],
)
def test_what_the_agent_cannot_do_is_refused(brief, words):
    """
    The agent runs in the background, is stored, and takes neither functions nor schemas.
    """
    with pytest.raises(Refused, match=words) as refused:
        researched(**brief)

    assert 400 == refused.value.refusal.status
    assert AGENT in refused.value.refusal.message


def test_others_do_other_work():
    """
    Models and other agents are not for this composer.
    """
    assert not Researching().concerns(staged(PROMPT).brief)
    assert not Researching().concerns(staged(PROMPT, agent="antigravity-preview-05-2026").brief)


def test_same_dice_same_report():
    """
    The same scene gives the same report.
    """
    assert researched() == researched()

import pytest
from stages.staged import staged

from mockgemini.synthesize.composing import tools
from mockgemini.synthesize.composing.used import told
from mockgemini.wire.brief import Generation, Tool, ToolChoice
from mockgemini.wire.outcome import FunctionResult, Text, Thought, Turn

SEARCH, CODE, PAGES = Tool("google_search"), Tool("code_execution"), Tool("url_context")
THOUGHT = Thought(signature="x")


def names(parts):
    return [getattr(part, "kind", type(part).__name__) + _use(part) for part in parts]


def _use(part):
    return {"ToolCall": " call", "ToolResult": " result"}.get(type(part).__name__, "")


@pytest.mark.parametrize(
    ("model", "order"),
    [
        (
            "gemini-2.5-flash",
            [
                "Thought",
                "code_execution call",
                "code_execution result",
                "Text",
                "google_search call",
                "google_search result",
            ],
        ),
        (
            "gemini-3-flash-preview",
            [
                "google_search call",
                "google_search result",
                "Thought",
                "code_execution call",
                "code_execution result",
                "Text",
            ],
        ),
    ],
)
def test_order_is_that_of_the_generation(model, order):
    """
    Gemini 2 tells of searches behind the text, later models before their thoughts.
    """
    scene = staged("What is 12 * 7, and who knows?", model=model, tools=(SEARCH, CODE))
    used = tools.uses(scene)

    parts = tools.woven(scene, (THOUGHT,), told("Hm.", used), used)

    assert order == names(parts)


def test_client_acts_alone():
    """
    Where the client has to act, nothing else is used and nothing is said.
    """
    scene = staged("Look up the news, please.", tools=(SEARCH, Tool("computer_use")))
    used = tools.uses(scene)

    parts = tools.woven(scene, (THOUGHT,), None, used)

    assert "requires_action" == tools.status(used)
    assert ["Thought", "FunctionCall"] == names(parts)


def test_tools_are_used_in_the_order_declared():
    """
    Every tool that the prompt calls for is used; the others are not.
    """
    scene = staged("Read https://example.com and tell me?", tools=(PAGES, CODE, SEARCH))

    used = tools.uses(scene)

    assert ["url_context", "google_search"] == [each.parts[0].kind for each in used]
    assert "completed" == tools.status(used)
    assert ["google_search"] == [
        each.parts[0].kind for each in tools.uses(scene, but=frozenset({"url_context"}))
    ]


@pytest.mark.parametrize(
    "scene",
    [
        staged("Who won?", tools=(Tool("bash"),)),
        staged("Who won?", tools=(SEARCH,), generation=Generation(tool_choice=ToolChoice("none"))),
        staged(
            "", Turn("user", (Text("Who won?"), FunctionResult("a", result="b"))), tools=(SEARCH,)
        ),
    ],
    ids=["unknown", "forbidden", "results came"],
)
def test_tools_are_left_alone(scene):
    """
    Unknown tools, forbidden ones, and those for which the answer is already there stay unused.
    """
    assert () == tools.uses(scene)


@pytest.mark.parametrize(
    ("model", "tokens", "calls"),
    [
        ("gemini-2.5-flash", {94, 128}, ()),
        ("gemini-3-flash-preview", {0}, (("google_search", 1),)),
    ],
)
def test_searches_are_counted_as_recorded(model, tokens, calls):
    """
    Gemini 2 counts a search's tokens, later models how often they searched.
    """
    scene = staged("Who won the cup?", model=model, tools=(SEARCH,))

    counted = tools.counted(scene, tools.uses(scene))

    assert counted.tokens in tokens
    assert calls == counted.calls


def test_other_tools_count_by_their_text():
    """
    What goes into other tools and comes out of them counts as text.
    """
    scene = staged("What is 12 * 7?", tools=(CODE, Tool("file_search"), Tool("retrieval")))

    counted = tools.counted(scene, tools.uses(scene))

    assert counted.tokens > 20
    assert (("retrieval", 1),) == counted.calls

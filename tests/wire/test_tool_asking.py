import pytest
from stages.refusing import words

from mockgemini.wire.brief import Function, Tool, ToolChoice
from mockgemini.wire.given import Given
from mockgemini.wire.tool_asking import read, read_choice

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"type": "function", "name": "get_weather", "parameters": SCHEMA}


def offered(*tools):
    return read(Given({"tools": list(tools)}))


def said(*tools):
    return words(offered, *tools)


def test_tools():
    """
    The client's functions and the server's tools are told apart, settings kept.
    """
    mcp = {"type": "mcp_server", "name": "weather", "url": "https://example.com"}

    functions, tools = offered(
        {**WEATHER, "description": "The weather.", "defer_loading": True},
        {"type": "google_search"},
        mcp,
        {"type": "retrieval"},
        {"type": "function", "name": "now", "parameters": None},
    )

    assert (Function("get_weather", "The weather.", SCHEMA), Function("now")) == functions
    settings = {"name": "weather", "url": "https://example.com"}
    assert (Tool("google_search"), Tool("mcp_server", settings), Tool("retrieval")) == tools
    assert ((), ()) == offered()


def test_spellings():
    """
    What some SDKs write in camelCase is read as what it is.
    """
    _, tools = offered({"type": "computer_use", "excludedPredefinedFunctions": ["drag"]})

    assert (Tool("computer_use", {"excluded_predefined_functions": ["drag"]}),) == tools


def test_unknown_types():
    """
    A type there is not is refused in the words that Google documents.
    """
    assert (
        "The value 'invalid_tool_type_xyz' is not supported for 'type' at 'tools[1]'. "
        "Supported values: 'function', 'code_execution', 'mcp_server', 'filesystem', "
        "'google_maps', 'google_search', 'bash', 'computer_use', 'file_search', 'url_context'."
    ) == said(WEATHER, {"type": "invalid_tool_type_xyz"})
    assert said({"function_declarations": []}).startswith("The value '' is not supported")


@pytest.mark.parametrize(
    ("tool", "message"),
    [
        (7, "Invalid value at 'tools[0]': expected an object, not a number."),
        ({"type": "function"}, "Missing name in tool of type function at 'tools[0]'."),
        (
            {"type": "function", "name": 7},
            "Invalid value at 'tools[0].name': expected a string, not a number.",
        ),
        (
            {**WEATHER, "parameters": []},
            "Invalid value at 'tools[0].parameters': expected an object, not a list.",
        ),
        (
            {**WEATHER, "parameters": {**SCHEMA, "required": []}},
            "Invalid value at 'tools[0].parameters.required': 'required' must not be empty.",
        ),
        (
            {**WEATHER, "parameters": {"properties": {"a": {"items": {"required": []}}}}},
            (
                "Invalid value at 'tools[0].parameters.properties.a.items.required': "
                "'required' must not be empty."
            ),
        ),
    ],
    ids=str,
)
def test_bad_tools(tool, message):
    """
    A tool that cannot be used is refused by its place, and so is an empty list of what is required.
    """
    assert message == said(tool)


def test_names():
    """
    A function's name is an identifier, and is there once.
    """
    assert said({"type": "function", "name": "get weather"}).startswith(
        "Invalid function name at 'tools[0].name'. Must start with a letter or an underscore."
    )
    assert "Duplicate function declaration found: get_weather." == said(WEATHER, WEATHER)


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        (None, ToolChoice()),
        ("any", ToolChoice("any")),
        ("none", ToolChoice("none")),
        ("validated", ToolChoice("validated")),
        ({"allowed_tools": {"mode": "any", "tools": ["f"]}}, ToolChoice("any", ("f",))),
        ({"allowed_tools": {"tools": []}}, ToolChoice("auto", ())),
        ({"allowed_tools": {"mode": "any"}}, ToolChoice("any")),
        ({"mode": "any", "tools": ["f"]}, ToolChoice("any", ("f",))),
    ],
    ids=str,
)
def test_choices(value, choice):
    """
    A choice is a word, or a word and the functions it is about.
    """
    given = Given({"tool_choice": value}, "generation_config")

    assert choice == read_choice(given)
    assert {} == given.left


def test_bad_choices():
    """
    A choice there is not is refused.
    """
    supported = "Supported values: 'auto', 'any', 'none', 'validated'."

    assert (
        f"The value 'ANY' is not supported for 'tool_choice' at 'generation_config'. {supported}"
    ) == words(read_choice, Given({"tool_choice": "ANY"}, "generation_config"))
    assert (
        f"The value 'x' is not supported for 'mode' at 'tool_choice.allowed_tools'. {supported}"
    ) == words(read_choice, Given({"tool_choice": {"allowed_tools": {"mode": "x"}}}))

from mockgemini.wire.outcome import FunctionCall, FunctionResult, Text, Thought, Turn
from mockgemini.wire.steps.asking import read_brief


def test_steps():
    """
    A history of steps is read as who said what; turns may stand in their place.
    """
    steps = [
        {"type": "user_input", "content": [{"type": "text", "text": "hi"}]},
        {"type": "thought", "signature": "s"},
        {"type": "model_output", "content": [{"type": "text", "text": "yo"}]},
        {"type": "function_call", "id": "c", "name": "f", "arguments": {}},
        {"type": "function_result", "call_id": "c", "name": "f", "result": "r"},
    ]

    brief = read_brief({"model": "m", "input": steps})

    hi = Turn("user", (Text("hi"),))
    assert (
        hi,
        Turn("model", (Thought("", "s"), Text("yo"), FunctionCall("f", {}, "c"))),
        Turn("user", (FunctionResult("c", "f", "r"),)),
    ) == brief.turns
    assert (hi,) == read_brief({"model": "m", "input": [{"role": "user", "content": "hi"}]}).turns

import pytest

from mockgemini.wire.outcome import FunctionCall, FunctionResult, Media, Text, Thought, Turn
from mockgemini.wire.turns import read, said_last

RESULT = {"type": "function_result", "call_id": "c", "result": "r"}
CALL = {"type": "function_call", "name": "f"}
USER = (Turn("user", (Text("hi"),)),)


@pytest.mark.parametrize(
    ("value", "turns"),
    [
        (None, ()),
        ([], ()),
        ("hi", USER),
        ({"type": "text", "text": "hi"}, USER),
        ([{"type": "text", "text": "hi"}], USER),
        ({"role": "user", "content": "hi"}, USER),
        ([{"role": "user", "content": [{"type": "text", "text": "hi"}]}], USER),
        (["hi", {"type": "image"}], (Turn("user", (Text("hi"), Media("image"))),)),
        (
            [{"role": "user", "content": "hi"}, {"role": "user", "content": "hi"}],
            USER + USER,
        ),
        (
            ["hi", {"type": "thought"}, CALL, RESULT, "hi"],
            (
                *USER,
                Turn("model", (Thought(), FunctionCall("f"))),
                Turn("user", (FunctionResult("c", result="r"), Text("hi"))),
            ),
        ),
        (
            [{"role": "model", "content": "hi"}, CALL],
            (
                Turn("model", (Text("hi"),)),
                Turn("model", (FunctionCall("f"),)),
            ),
        ),
        ([{"role": "critic"}], (Turn("critic", ()),)),
    ],
)
def test_reading(value, turns):
    """
    However input is spelled, it is who said what; bare contents of one side are one turn.
    """
    assert turns == read(value, lambda _: None)


def test_items_of_a_revision():
    """
    A message of the user's own stands alone; one of the model's joins what the model did.
    """
    own = {"u": Turn("user", (Text("U"),)), "m": Turn("model", (Text("M"),))}

    turns = read(["hi", "u", "u", "m", CALL, "m", "m"], lambda item: own.get(str(item)))

    message, apart = Text("M"), Text("M", is_apart=True)
    assert (
        *USER,
        own["u"],
        own["u"],
        Turn("model", (message, FunctionCall("f"), message, apart)),
    ) == turns


def test_what_is_said_last_begins_where_the_model_ends():
    """
    Several turns of the client's in a row are one thing said.
    """
    turns = [
        *USER,
        Turn("model", (Text("no"),)),
        Turn("user", (Text("a"),)),
        Turn("x", (Text("b"),)),
    ]

    assert (Text("a"), Text("b")) == said_last(turns)
    assert () == said_last(turns[:2])

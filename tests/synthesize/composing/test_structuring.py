import json

import pytest
from jsonschema import Draft202012Validator
from stages.staged import staged

from mockgemini.synthesize.composing.shaping import Shaping
from mockgemini.synthesize.composing.structuring import Structure, unshaped, wanted
from mockgemini.wire.brief import Format
from mockgemini.wire.outcome import FunctionCall, FunctionResult, Text, Turn
from mockgemini.wire.refusal import Refused

_DEEP: list = []
for _ in range(99):
    _DEEP = [_DEEP]
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
}


def answer(prompt, schema, mime_type="application/json", **more):
    asked = Format("text", mime_type, schema, "response_format.schema")
    scene = staged(prompt, formats=(asked,), **more)
    return Structure(scene, asked, Shaping()).text(scene.dice)


def test_the_answer_is_compact_json_with_what_the_prompt_holds():
    """
    Recorded for the same prompt: the values on one line, in the schema's order.
    """
    assert '{"name":"John Doe","age":30}' == answer("Extract: John Doe is 30 years old.", PERSON)


def test_other_scripts_are_not_escaped():
    """
    The text of the answer has its characters as they are.
    """
    schema = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}

    assert '{"query":"天気は?"}' == answer("天気は?", schema)


def test_without_a_schema_there_is_an_object_that_reflects_the_prompt():
    """
    JSON without a schema holds the prompt and the answer in words.
    """
    assert {"request": "Hi", "answer": "In words."} == json.loads(
        unshaped(staged("Hi"), ["In words."])
    )


def test_an_enum_is_one_bare_word():
    """
    `text/x.enum` gives one of the words, without quotation marks; other values are JSON.
    """
    words = {"type": "string", "enum": ["Percussion", "String", "Brass"]}

    assert "Brass" == answer("Is a trumpet brass?", words, "text/x.enum")
    assert "7" == answer("Hi", {"const": 7}, "text/x.enum")


def test_results_of_functions_are_used():
    """
    What functions gave goes into the JSON as well.
    """
    call = FunctionCall("look_up", {}, "a")
    history = (Turn("user", (Text("who?"),)), Turn("model", (call,)))
    result = Turn("user", (FunctionResult("a", "look_up", [{"found": "Jane Roe"}, 41, _DEEP]),))
    asked = Format("text", "application/json", PERSON)

    scene = staged("", result, history=history)
    text = Structure(scene, asked, Shaping()).text(scene.dice)

    assert {"name": "Jane Roe", "age": 41} == json.loads(text)


def test_recursive_schemas_have_an_end():
    """
    A schema that refers to itself has an instance.
    """
    tree = {
        "$defs": {
            "Node": {
                "type": "object",
                "properties": {"below": {"type": "array", "items": {"$ref": "#/$defs/Node"}}},
                "required": ["below"],
            }
        },
        "$ref": "#/$defs/Node",
    }

    Draft202012Validator(tree).validate(json.loads(answer("Hi", tree)))


def test_a_schema_that_nothing_fits_is_refused():
    """
    The refusal names the place and the keyword.
    """
    with pytest.raises(Refused, match=r"response_format\.schema/minimum"):
        answer("Hi", {"type": "integer", "minimum": 2, "maximum": 1})


@pytest.mark.parametrize(
    ("form", "is_wanted"),
    [
        (Format("text", "application/json"), True),
        (Format("text", None, PERSON), True),
        (Format("text", "text/x.enum", PERSON), True),
        (Format("text", "text/plain"), False),
        (Format("image", "image/png"), False),
    ],
)
def test_which_formats_are_structured(form, is_wanted):
    """
    A schema or a JSON type makes a text structured; plain text and media are not.
    """
    assert (form if is_wanted else None) == wanted(staged("Hi", formats=(form,)))

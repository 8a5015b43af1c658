import pytest

from mockgemini.contract.description import Description
from mockgemini.contract.view import view

TEXT = {"type": "string"}
PARTS = {
    "Text": {
        "type": "object",
        "properties": {"type": {"const": "text"}, "text": TEXT},
        "required": ["type"],
    },
    "Image": {"type": "object", "properties": {"type": {"enum": ["image", "photo"]}, "data": TEXT}},
    "Bare": {"type": "object", "properties": {"name": TEXT}, "required": ["name", "gone"]},
}
WHOLE = Description("x", {"$defs": PARTS}, {})


def seen(schema, side="received"):
    return view(WHOLE, schema, side)


def ref(name):
    return {"$ref": f"#/$defs/{name}"}


@pytest.mark.parametrize(
    ("schema", "types"),
    [
        (TEXT, {"string"}),
        ({"type": ["string", "null"]}, {"string"}),
        ({"anyOf": [TEXT, {"type": "null"}, {"type": "integer"}]}, {"string", "integer"}),
        ({"type": "object", "oneOf": [TEXT, ref("Text")]}, {"string", "object"}),
        ({"const": True}, {"boolean"}),
        ({"enum": [1, 1.5, None]}, {"integer", "number"}),
        ({"properties": {"a": TEXT}}, {"object"}),
        ({}, set()),
        ({"anyOf": [TEXT, {}]}, set()),
        (None, set()),
    ],
)
def test_types(schema, types):
    """
    A schema takes the JSON types of all its members; one that takes anything has none.
    """
    assert types == seen(schema).types


def test_words():
    """
    Listed words are the only ones, unless any text may stand beside them.
    """
    closed = seen({"type": "string", "enum": ["a", "b"]})
    opened = seen({"anyOf": [{"enum": ["a"]}, {"const": "b"}, TEXT]})

    assert ({"a", "b"}, False) == (closed.words, closed.is_open)
    assert ({"a", "b"}, True) == (opened.words, opened.is_open)


def test_unions():
    """
    Objects of a union are told by their tag, one with two tags by either; others have none.
    """
    union = seen({"oneOf": [ref("Text"), ref("Image"), ref("Bare")]})

    assert {"text", "image", "photo"} == union.tagged.keys()
    assert union.tagged["image"] is union.tagged["photo"]
    ((bare),) = union.untagged
    assert frozenset({"name"}) == bare.required
    assert not union.takes_any_object
    assert seen({"anyOf": [ref("Text"), {"type": "object"}]}).takes_any_object


def test_members_that_nobody_has_listed():
    """
    What stands for all other members is no member.
    """
    rest = {"type": "object", "properties": {"type": {"type": "string", "not": {"enum": ["text"]}}}}

    assert ["text"] == list(seen({"anyOf": [ref("Text"), rest]}).tagged)


def test_arrays():
    """
    Of several arrays, the items of all are known.
    """
    assert [TEXT, ref("Text")] == seen(
        {"oneOf": [{"type": "array", "items": TEXT}, {"type": "array", "items": ref("Text")}]}
    ).items


def test_parts_of_a_whole():
    """
    An `allOf` has the fields of all its parts.
    """
    more = {"properties": {"more": TEXT}, "required": ["more"]}

    (whole,) = seen({"allOf": [ref("Text"), more], "description": "x"}).objects
    assert ({"type", "text", "more"}, {"type", "more"}) == (set(whole.properties), whole.required)
    assert {"string"} == seen({"allOf": [TEXT, {"description": "x"}]}).types


def test_fields_that_go_one_way():
    """
    What is read only is not sent, what is written only is not received.
    """
    properties = {
        "id": {**TEXT, "readOnly": True},
        "stream": {**TEXT, "writeOnly": True},
        "n": TEXT,
    }
    schema = {"type": "object", "properties": properties, "required": ["id", "stream"]}

    (sent,) = seen(schema, "sent").objects
    (received,) = seen(schema).objects

    assert ({"stream", "n"}, {"stream"}) == (set(sent.properties), sent.required)
    assert ({"id", "n"}, {"id"}) == (set(received.properties), received.required)


def test_likeness():
    """
    Objects are alike by the fields they share.
    """
    text, bare = seen(ref("Text")).objects[0], seen(ref("Bare")).objects[0]

    assert (1.0, 0.0) == (text.likeness(text), text.likeness(bare))
    assert 0.0 == seen({"type": "object"}).objects[0].likeness(seen({"type": "object"}).objects[0])

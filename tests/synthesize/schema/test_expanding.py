"""
What a schema asks of the value itself: its own keywords, others that hold as well, and choices.
"""

import pytest

from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.expanding import Expanding
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError


def every(expanding, sub):
    waiting = [sub]
    for each in waiting:
        expansion = expanding.expanded(each)
        ways = [way for choice in expansion.choices for way in choice.ways]
        waiting += [*expansion.shared, *(inner for way in ways for inner in way)]


def expanded(schema):
    document = Document(schema)
    return Expanding(document).expanded(document.top)


def test_plain_keywords_are_a_leaf():
    """
    A schema without references and choices is itself all it asks.
    """
    expansion = expanded({"type": "string"})

    assert {"type": "string"} == expansion.leaf.words
    assert ((), ()) == (expansion.shared, expansion.choices)
    assert expanded(True).leaf is None


def test_references_and_all_of_hold_as_well():
    """
    What holds without a choice is listed, in the order of references first.
    """
    schema = {
        "allOf": [{"title": "one"}, {"title": "two"}],
        "$ref": "#/$defs/a",
        "$defs": {"a": {"title": "a"}},
    }

    assert ["a", "one", "two"] == [sub.words["title"] for sub in expanded(schema).shared]


@pytest.mark.parametrize(
    ("schema", "keyword", "ways", "last", "is_checked"),
    [
        ({"anyOf": [{}, {}]}, "anyOf", 2, 0, False),
        ({"oneOf": [{}, {}, {}]}, "oneOf", 3, 3, True),
        ({"oneOf": [{}]}, "oneOf", 1, 0, False),
        ({"not": {}}, "not", 1, 0, True),
        ({"if": {}, "then": {}}, "if", 2, 0, True),
        ({"dependentSchemas": {"a": {}}}, "dependentSchemas", 2, 0, False),
    ],
    ids=lambda value: str(value)[:40],
)
def test_choices_have_ways(schema, keyword, ways, last, is_checked):
    """
    Each chooser has its ways, and last resorts where a way may do too much.
    """
    (choice,) = expanded(schema).choices

    assert (keyword, ways, last) == (choice.keyword, len(choice.ways), len(choice.last_resorts))
    assert is_checked == choice.is_checked


def test_an_asker_is_known_to_what_is_inside():
    """
    Schemas in place know who asks what was evaluated.
    """
    schema = {"allOf": [{"anyOf": [{}]}], "unevaluatedProperties": False}
    document = Document(schema)
    expanding = Expanding(document)
    (inner,) = expanding.expanded(document.top).shared

    assert (document.top,) == inner.owners
    assert (document.top,) == expanding.expanded(inner).choices[0].ways[0][0].owners


@pytest.mark.parametrize("schema", [False, {"not": True}, {"not": {"title": "x"}}], ids=str)
def test_nothing_fits(schema):
    """
    `false`, and the negation of what everything fits, have no instance.
    """
    document = Document(schema)
    expanding = Expanding(document)

    with pytest.raises(NoInstanceError):
        every(expanding, document.top)


def test_a_negated_false_asks_nothing():
    """
    Everything does not fit `false`.
    """
    document = Document({"not": False})
    expanding = Expanding(document)
    (choice,) = expanding.expanded(document.top).choices

    assert ((), None) == (
        expanding.expanded(choice.ways[0][0]).choices,
        expanding.expanded(choice.ways[0][0]).leaf,
    )


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"anyOf": [{"$ref": "#"}, {"type": "string"}]},
        {
            "$ref": "#/$defs/a",
            "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"$ref": "#"}},
        },
    ],
    ids=str,
)
def test_references_in_a_circle_are_told(schema):
    """
    A schema that is asked of the same value for ever is unreadable; below the value it is fine.
    """
    document = Document(schema)
    expanding = Expanding(document)

    with pytest.raises(UnreadableError, match="for ever"):
        every(expanding, document.top)

    assert expanded({"items": {"$ref": "#"}, "$ref": "#/$defs/a", "$defs": {"a": False}}).leaf


@pytest.mark.parametrize(
    ("schema", "why"),
    [({"allOf": {}}, "a list"), ({"oneOf": []}, "a list"), ({"dependentSchemas": []}, "an object")],
    ids=str,
)
def test_what_cannot_be_understood_is_told(schema, why):
    """
    Choosers with a value that they cannot have are an UnreadableError.
    """
    with pytest.raises(UnreadableError, match=why):
        expanded(schema)

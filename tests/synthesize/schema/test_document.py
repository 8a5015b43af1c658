"""
Where references lead, and what becomes of those that lead nowhere.
"""

import pytest

from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.trouble import UnreadableError

NESTED = {
    "$id": "https://example.com/outer",
    "$ref": "inner",
    "$defs": {
        "a/b": {"title": "slash"},
        "named": {"$anchor": "spot", "title": "anchored"},
        "inner": {
            "$id": "inner",
            "$defs": {"x": {"title": "inner x"}},
            "anyOf": [{"$ref": "#/$defs/x"}, {"title": "second"}],
        },
        "urn": {"$id": "urn:example:it", "title": "urn", "$defs": {"y": {"title": "y"}}},
    },
}


def led(schema, reference, keyword="$ref"):
    document = Document(schema)
    asker = document.made({keyword: reference}, document.top.scope, "/here")
    return document.target(asker, keyword)


@pytest.mark.parametrize(
    ("reference", "title", "place"),
    [
        ("#/$defs/a~1b", "slash", "/$defs/a~1b"),
        ("#/$defs/a%2Fb", None, None),
        ("#spot", "anchored", "/$defs/named"),
        ("outer#spot", "anchored", "/$defs/named"),
        ("inner#/anyOf/1", "second", "/$defs/inner/anyOf/1"),
        ("#/$defs/inner/$defs/x", "inner x", "/$defs/inner/$defs/x"),
        ("https://example.com/inner#/$defs/x", "inner x", "/$defs/inner/$defs/x"),
        ("urn:example:it", "urn", "/$defs/urn"),
        ("urn:example:it#/$defs/y", "y", "/$defs/urn/$defs/y"),
    ],
)
def test_a_reference_leads_to_its_place(reference, title, place):
    """
    Pointers, anchors and addresses lead to the schema and tell where it stands.
    """
    if title is None:
        with pytest.raises(UnreadableError):
            led(NESTED, reference)
        return

    found = led(NESTED, reference)

    assert (title, place) == (found.words["title"], found.place)


def test_references_within_a_resource_stay_there():
    """
    `#/…` below an `$id` counts from there.
    """
    document = Document(NESTED)
    inner = document.target(document.top, "$ref")
    branch = document.below(inner, inner.words["anyOf"][0], ("anyOf", 0))

    assert "inner x" == document.target(branch, "$ref").words["title"]


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("#/$defs/none", "leads nowhere"),
        ("#/$defs/inner/anyOf/7", "leads nowhere"),
        ("#/title/0", "leads nowhere"),
        ("#nowhere", "no anchor 'nowhere'"),
        ("elsewhere", "not followed beyond it"),
        (7, "a reference is a string, not 7"),
        ("#/$defs", None),
        ("#/$id", "is an object or a boolean, not 'https"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(reference, why):
    """
    The error names the keyword and the place of the reference, or of what it leads to.
    """
    if why is None:
        assert "/$defs" == led(NESTED, reference).place
        return
    with pytest.raises(UnreadableError, match=why) as caught:
        led(NESTED, reference)

    assert caught.value.place in {"/here", "/$id"}


def test_a_dynamic_reference_finds_the_outermost_anchor():
    """
    `$dynamicRef` leads to the anchor of the outermost resource on the way.
    """
    schema = {
        "$id": "https://example.com/strict",
        "$dynamicAnchor": "node",
        "title": "strict",
        "$ref": "tree",
        "$defs": {
            "tree": {
                "$id": "tree",
                "$dynamicAnchor": "node",
                "title": "tree",
                "items": {"$dynamicRef": "#node"},
            }
        },
    }
    document = Document(schema)
    tree = document.target(document.top, "$ref")
    items = document.below(tree, tree.words["items"], ("items",))

    assert "tree" == tree.words["title"]
    assert document.target(items, "$dynamicRef").words["title"] == "strict"


def test_old_anchors_and_ids():
    """
    Draft 7's `$id: "#x"` is an anchor, and beside a `$ref` nothing counts there.
    """
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "definitions": {
            "a": {"$id": "#x", "title": "a"},
            "b": {"$id": "b.json", "$ref": "#x", "title": "not read"},
        },
        "dependencies": {"k": {"$id": "#k", "title": "k"}},
        "items": [{"$id": "#i", "title": "i"}, 1],
    }
    document = Document(schema)

    assert ["a", "k", "i"] == [led(schema, f"#{name}").words["title"] for name in "xki"]
    assert {"$ref": "#x"} == document.words(schema["definitions"]["b"])


def test_the_same_place_is_the_same_sub():
    """
    All ways to one place lead to one Sub, so that recursion ends.
    """
    schema = {"items": {"$ref": "#"}, "not": {"$ref": "#"}}
    document = Document(schema)
    items = document.below(document.top, schema["items"], ("items",))
    other = document.below(document.top, schema["not"], ("not",))

    assert document.target(items, "$ref") is document.target(other, "$ref")
    assert document.below(document.top, schema["items"], ("items",)) is items


def test_patterns_are_strings():
    """
    A pattern that is no string or no regular expression is told with its keyword.
    """
    document = Document({})

    with pytest.raises(UnreadableError, match="is a string, not 1"):
        document.pattern(1, "/a")
    with pytest.raises(UnreadableError, match="cannot be read") as caught:
        document.pattern("(", "/a", "patternProperties")

    assert ("patternProperties", "/a") == (caught.value.keyword, caught.value.place)

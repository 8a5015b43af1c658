"""
A recipe is the search written down: it makes the same of the same dice.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.hints import NO_HINTS, Hints
from mockgemini.synthesize.schema.instance import Instances
from mockgemini.synthesize.schema.recipes import recipe
from mockgemini.synthesize.schema.solving import Solver
from mockgemini.synthesize.schema.spot import Spot
from mockgemini.synthesize.schema.trouble import NoInstanceError

TEXT = {"type": "string"}
NAMES = ("city", "name", "count", "price", "tags", "is_open", "when", "x")
HINTS = (
    NO_HINTS,
    Hints("Meet Bob in Paris at 5", {"city": "Paris", "count": 5, "tags": ["a"]}),
    Hints("7 and 9", {"name": "x", "is_open": True}),
)
LEAVES = (
    TEXT,
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "null"},
    {"type": "integer", "minimum": 3, "maximum": 9},
    {"type": "number", "multipleOf": 0.3},
    {"type": "string", "format": "date"},
    {"type": "string", "pattern": "^[a-c]{3}$"},
    {"type": "string", "minLength": 20},
    {"type": ["string", "null"]},
    {"type": "string", "default": "d"},
    {"type": "string", "examples": ["e", "f"]},
    {"enum": ["a", "b", None]},
    {"const": 5},
    {"anyOf": [TEXT, {"type": "null"}]},
)


def lists(item):
    sizes = st.fixed_dictionaries({}, optional={"minItems": st.integers(0, 3)})
    return st.builds(lambda items, more: {"type": "array", "items": items, **more}, item, sizes)


def objects(item):
    below = st.dictionaries(st.sampled_from(NAMES), item, min_size=1)
    needed = st.sets(st.sampled_from((*NAMES, "more")), max_size=5)
    return st.builds(
        lambda properties, required: {
            "type": "object",
            "properties": properties,
            "required": sorted(required),
        },
        below,
        needed,
    )


NESTED = st.recursive(
    st.sampled_from(LEAVES), lambda below: lists(below) | objects(below), max_leaves=12
)


def tried(make):
    try:
        return make()
    except NoInstanceError as problem:
        return str(problem)


@given(objects(NESTED) | lists(NESTED), st.sampled_from(HINTS), st.binary(max_size=4))
def test_a_recipe_makes_what_the_search_finds(schema, hints, seed):
    """
    Whatever the schema, the prompt and the dice are.
    """
    solver = Solver(Document(schema))
    follow = recipe(solver, hints)

    searched = tried(lambda: Solver(Document(schema)).solve(Spot(Dice(seed)), hints))

    if follow is not None:
        solver.begin(hints)
        assert searched == tried(lambda: follow(Dice(seed)))


@pytest.mark.parametrize("leaf", LEAVES, ids=str)
def test_plain_schemas_have_a_recipe(leaf):
    """
    Objects and lists of values that hold no others need no search.
    """
    schema = {"type": "object", "properties": {"a": leaf, "b": {"type": "array", "items": leaf}}}

    assert recipe(Solver(Document(schema)), NO_HINTS) is not None


@pytest.mark.parametrize(
    "schema",
    [
        TEXT,
        {"type": "object", "minProperties": 2},
        {"type": "object", "maxProperties": 2},
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "propertyNames": {"minLength": 3}},
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "array", "items": TEXT, "uniqueItems": True},
        {"type": "array", "contains": TEXT},
        {"type": "array", "prefixItems": [TEXT]},
        {"type": "array", "items": {"anyOf": [TEXT, {"type": "object"}]}},
        {"type": "array", "items": TEXT, "minItems": 500},
        {"type": "object", "properties": {"a": False}, "required": ["a"]},
        {"type": "array", "items": {"$ref": "#"}},
        {"items": TEXT, "type": ["array", "null"]},
    ],
    ids=str,
)
def test_others_are_searched(schema):
    """
    Where values depend on one another, or there may be very many, there is no recipe.
    """
    assert recipe(Solver(Document(schema)), NO_HINTS) is None


def test_what_cannot_be_there_is_left_out():
    """
    An optional value that the search does not find is left out, one that has to be there is missed.
    """
    vain = {"type": "string", "pattern": "^a{9}$", "maxLength": 3}
    schema = {"type": "object", "properties": {"a": vain, "b": TEXT}, "required": ["b"]}
    solver = Solver(Document(schema))
    follow = recipe(solver, NO_HINTS)

    assert follow is not None
    assert all(["b"] == list(follow(Dice(bytes([number])))) for number in range(9))
    needed = recipe(Solver(Document(schema | {"required": ["a"]})), NO_HINTS)
    assert needed is not None
    with pytest.raises(NoInstanceError):
        needed(Dice(b""))


def test_what_the_prompt_gives_is_taken():
    """
    A whole list of the prompt's, a text or a number of it stands in the recipe as it is.
    """
    given = {"tags": ["a", "b"], "city": "Oslo", "count": 7}
    properties = {"tags": {"type": "array"}, "city": TEXT, "count": {"type": "integer"}}
    schema = {"type": "object", "properties": properties}

    follow = recipe(Solver(Document(schema)), Hints("", given))

    assert follow is not None
    assert given == follow(Dice(b""))


def test_a_list_ends_where_no_item_is_found():
    """
    Items beyond the fewest that there have to be are left out, if there is none.
    """
    vain = {"type": "string", "pattern": "^a{9}$", "maxLength": 3}
    none, one = ({"type": "array", "items": vain, "minItems": least} for least in (0, 1))

    follow, fail = (recipe(Solver(Document(each)), NO_HINTS) for each in (none, one))

    assert follow is not None
    assert fail is not None
    assert [] == follow(Dice(b""))
    with pytest.raises(NoInstanceError):
        fail(Dice(b""))


def test_recipes_are_written_for_what_comes_again(monkeypatch):
    """
    The first value for a prompt is searched, those after it follow the recipe; all are the same as
    ever, also when there were so many prompts that some were forgotten.
    """
    monkeypatch.setattr("mockgemini.synthesize.schema.instance._REMEMBERED", 2)
    schema = {"type": "object", "properties": dict.fromkeys(NAMES, TEXT)}
    kept, prompts = Instances(schema), [Hints(text) for text in ("Rome", "Oslo", "Bern")]

    for hints in prompts * 3:
        for _ in range(3):
            assert Instances(schema).made(Dice(b"x"), hints) == kept.made(Dice(b"x"), hints)

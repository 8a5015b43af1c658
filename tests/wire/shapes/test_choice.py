from typing import Annotated, Literal, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from mockgemini.wire.shapes.choice import Delta, OneOf, begun
from mockgemini.wire.shapes.shape import Object, Shape, Unknown


class Cat(Shape):
    """
    One member.
    """

    type: Literal["cat"]
    name: str


class Dog(Shape):
    """
    Another, under two types.
    """

    type: Literal["dog", "hound"]


class Owner(Shape):
    """
    One without a type.
    """

    name: str | None = None


class Sound(Delta):
    """
    A delta's own.
    """

    type: Literal["sound"]
    text: str


Animal = Annotated[Cat | Dog | Unknown, OneOf()]
Anyone = Annotated[str | int | list[Animal] | Cat | Owner | Object, OneOf()]


@pytest.mark.parametrize(
    ("union", "value", "name"),
    [
        (Animal, {"type": "cat"}, "type=cat"),
        (Animal, {"type": "hound"}, "type=hound"),
        (Animal, {"type": "owl"}, "unlisted"),
        (Animal, {}, "unlisted"),
        (Animal, {"type": 1}, "unlisted"),
        (Animal, "cat", None),
        (Animal, None, None),
        (Anyone, "cat", "string"),
        (Anyone, 1, "number"),
        (Anyone, True, None),
        (Anyone, [], "array"),
        (Anyone, {}, "untagged"),
        (Anyone, {"type": "owl"}, "object"),
        (Annotated[Cat | Owner, OneOf()], {"type": "owl"}, "untagged"),
    ],
)
def test_pick(union, value, name):
    """
    A value is the member of its kind; an object that of its type, else what takes the others.
    """
    bare, one_of = get_args(union)

    assert name == one_of.pick(one_of.members(bare), value)


def test_one_mistake_has_one_place():
    """
    A value of no kind of the union is one mistake, which says the kinds there are.
    """
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Anyone).validate_python(1.5)

    (told,) = error.value.errors()
    assert "a string or a number or an array or an object" == told["ctx"]["expected"]


def test_what_is_begun_needs_its_type_only():
    """
    Of a begun member nothing is required but its type; a delta's own shape stays whole.
    """
    form = TypeAdapter(Annotated[Cat | Sound | Unknown, OneOf(is_begun=True)])

    assert "cat" == form.validate_python({"type": "cat"}).type
    with pytest.raises(ValidationError):
        form.validate_python({"type": "cat", "name": 1})
    with pytest.raises(ValidationError):
        form.validate_python({"type": "sound"})


def test_begun_keeps_names():
    """
    What is begun is still the shape that it will be.
    """
    assert issubclass(begun(Cat, "type"), Cat)
    assert "BegunCat" == begun(Cat, "type").__name__


def test_schema_keeps_members_apart():
    """
    In JSON Schema, what is unknown is of none of the known types.
    """
    schema = TypeAdapter(Animal).json_schema()

    assert ["#/$defs/Cat", "#/$defs/Dog"] == [each["$ref"] for each in schema["anyOf"][:2]]
    rest = {"type": "string", "not": {"enum": ["cat", "dog", "hound"]}}
    assert {"type": rest} == schema["anyOf"][-1]["properties"]

"""
Goals made ready: what is counted out, what is left to choose, what is demanded.
"""

import pytest

from mockgemini.synthesize.schema.checking import Checking
from mockgemini.synthesize.schema.document import Document
from mockgemini.synthesize.schema.plans import Plans
from mockgemini.synthesize.schema.spot import Goal
from mockgemini.synthesize.schema.trouble import NoInstanceError, UnreadableError


def planned(schema):
    document = Document(schema)
    return Plans(document, Checking(document)).planned(Goal((document.top,)))


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"enum": [1, 2, "x"], "type": "integer"}, [1, 2]),
        ({"const": 1}, [1]),
        ({"enum": [1, 2, 3], "anyOf": [{"minimum": 2}, {"const": 1}]}, [1, 2, 3]),
        ({"enum": [1, 2, 3], "oneOf": [{"minimum": 2}, {"minimum": 3}]}, [2]),
        ({"allOf": [{"enum": [1, 2]}, {"enum": [2, 3]}]}, [2]),
        ({"type": "string"}, None),
    ],
    ids=str,
)
def test_values_are_counted_out(schema, values):
    """
    Where there is an `enum` or `const`, those of its values are known that fit all the rest.
    """
    assert values == planned(schema).values


def test_examples_and_defaults_are_kept_where_they_fit():
    """
    What does not fit, or is empty, is no example.
    """
    plan = planned(
        {"type": "string", "examples": ["a", 1, ""], "example": "b", "default": "", "title": "x"}
    )

    assert (["a", "b"], None) == (plan.likely, plan.default)
    assert "d" == planned({"default": "d", "examples": 1}).default


def test_choices_come_before_demands():
    """
    Nothing is demanded as long as there is something to choose.
    """
    plan = planned({"anyOf": [{"type": "string"}], "minLength": 1})

    assert plan.demand is None
    assert 1 == len(plan.choices)
    assert planned({"minLength": 1}).demand is not None


@pytest.mark.parametrize(
    ("schema", "error"),
    [({"enum": 1}, UnreadableError), ({"enum": [1], "type": "null"}, NoInstanceError)],
    ids=str,
)
def test_a_failure_is_remembered(schema, error):
    """
    A goal that nothing fits is told so again.
    """
    document = Document(schema)
    plans = Plans(document, Checking(document))

    for _ in range(2):
        with pytest.raises(error):
            plans.planned(Goal((document.top,)))


def test_plans_are_forgotten_when_they_are_too_many():
    """
    What is remembered is bounded.
    """
    document = Document({})
    plans = Plans(document, Checking(document))
    goals = [Goal((document.made({}, document.top.scope, f"/{index}"),)) for index in range(5001)]
    for goal in goals[1:]:
        plans.planned(goal)

    assert not plans.forget()
    first = plans.planned(goals[0])
    assert plans.forget()
    assert first is not plans.planned(goals[0])

from dataclasses import replace

import pytest

from mockgemini.wire.outcome import Error, Media, Outcome, Text, Thought
from mockgemini.wire.usage import Usage


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (Error("invalid_request"), "invalid_request"),
        (Error(404, extra={"status": "NOT_FOUND"}), "NOT_FOUND"),
        (Error(404), "404"),
        (Error(), "error"),
    ],
)
def test_name_of_an_error(error, name):
    """
    An error is called by its word, else by its number.
    """
    assert name == error.name


def test_text_of_an_outcome():
    """
    The text is what the model said, without its thoughts.
    """
    outcome = Outcome((Thought("Hm."), Text("Sun"), Media("image"), Text("ny.")))

    assert "Sunny." == outcome.text


def test_a_head_is_put_on_an_outcome():
    """
    What is told of the interaction changes, and nothing of what was done.
    """
    head = {"model": "m", "agent": None, "created": "a", "updated": "b", "service_tier": "flex"}
    outcome = Outcome(
        (Text("Hi"),), "completed", Usage(total=1), environment_id="e", extra={"x": 1}
    )

    assert replace(outcome, id="v1_a", **head) == outcome.headed(identity="v1_a", **head)

"""
What a brief tells of the request beside its fields.
"""

import pytest

from mockgemini.wire.brief import Brief
from mockgemini.wire.outcome import Media, Text, Turn


@pytest.mark.parametrize(
    ("brief", "name"),
    [
        (Brief(model="models/gemini-3.5-flash"), "gemini-3.5-flash"),
        (Brief(model="gemini-3.5-flash"), "gemini-3.5-flash"),
        (Brief(agent="agents/my-agent"), "my-agent"),
        (Brief(), ""),
    ],
)
def test_models_and_agents_have_a_bare_name(brief, name):
    """
    The name is that of the model or agent, without what stands before it.
    """
    assert name == brief.name


def test_what_is_asked_is_all_that_the_user_said_last():
    """
    Several turns in a row are asked together; what stands before the model's words is not.
    """
    picture = Media("image", uri="https://a/b.png")
    turns = (
        Turn("user", (Text("Hi"),)),
        Turn("model", (Text("Hello"),)),
        Turn("user", (Text("What is"), picture)),
        Turn("user", (Text("this?"),)),
    )

    brief = Brief(model="m", turns=turns)

    assert (Text("What is"), picture, Text("this?")) == brief.asked
    assert "What is\nthis?" == brief.prompt


def test_nothing_is_asked_behind_the_models_words():
    """
    Where the model spoke last, nothing is asked.
    """
    assert () == Brief(turns=(Turn("model", (Text("Hello"),)),)).asked

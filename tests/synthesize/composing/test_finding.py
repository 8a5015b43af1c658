import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize.composing.finding import find


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("What is the weather in Paris?", [("Paris",)]),
        ("Weather in Paris and London?", [("Paris", "London")]),
        (
            "Compare San Francisco, CA, New York and São Paulo",
            [("San Francisco, CA", "New York", "São Paulo")],
        ),
        ("Is Paris nice?", [("Paris",)]),
        ("John Doe is 30 years old", [("John Doe",)]),
        ("Extract: Jane.", [("Jane",)]),
        ("Sunny today", []),
        ("I think A is right", []),
        ("Ask Bob. Then ask Alice.", [("Bob",), ("Alice",)]),
        ("Write to Bob@Example.com", []),
    ],
)
def test_names_are_found(prompt, names):
    """
    Words with capitals are names, joined ones a group; how a sentence begins is none.
    """
    assert names == list(find(prompt).names)


@pytest.mark.parametrize(
    ("prompt", "numbers", "is_joined"),
    [
        ("Sum 7 and 11.", (7, 11), True),
        ("Set it to 20°C or −18.5 °C", (20, -18.5), False),
        ("1,000 shares at 3.5", (1000, 3.5), False),
        ("On 2025-11-01 at 10:30 or 10 am, version 1.2.3", (), False),
        ("Is 7 prime?", (7,), False),
    ],
)
def test_numbers_are_found(prompt, numbers, is_joined):
    """
    Numbers are told from dates, times and versions.
    """
    found = find(prompt)

    assert (numbers, is_joined) == (found.numbers, found.is_joined)


def test_what_has_a_shape_is_found():
    """
    Addresses, dates, times and quotations are known by what they look like.
    """
    found = find(
        'Mail "see you" to bob@example.com on 03/14/2025 at 10 am, or 2025-01-02T03:04:05Z, '
        "see https://example.com/a?b=c."
    )

    assert {
        "quote": ("see you",),
        "email": ("bob@example.com",),
        "date": ("03/14/2025",),
        "time": ("10 am",),
        "moment": ("2025-01-02T03:04:05Z",),
        "uri": ("https://example.com/a?b=c",),
    } == found.words


def test_what_a_prompt_is_about_is_found():
    """
    What stands behind `about` up to the end of the sentence is a topic.
    """
    assert "Q3 planning" == find("Meet Bob about the Q3 planning, please.").about


@given(st.text())
def test_any_prompt_is_read(prompt):
    """
    No text, however odd, keeps its values from being looked for.
    """
    found = find(prompt)

    found.text.encode()
    assert len(found.all_names) == sum(map(len, found.names))

import pytest
from samples.mutations import found_at

from mockgemini.wire.comparing import compare

FOLDED = {
    "id": "v1_a",
    "status": "completed",
    "usage": {"total_tokens": 3},
    "items": [
        {"type": "thought", "signature": "s"},
        {"type": "call", "id": "c", "arguments": {"a": 1}, "signature": ""},
        {"type": "result", "call_id": "c"},
        {"type": "said", "content": [{"type": "text", "text": "Sunny."}]},
    ],
}


def compared(whole):
    return [
        (each.severity, each.code, each.place) for each in compare(FOLDED, whole, "items", "asked")
    ]


def with_item(number, item):
    items = list(FOLDED["items"])
    items[number] = item
    return {**FOLDED, "items": items}


def test_same():
    """
    What adds up is not mentioned, nor what only one side tells of the interaction.
    """
    assert [] == compared(FOLDED)
    assert [] == compared({"items": FOLDED["items"], "model": "m"})


def test_what_was_asked_is_left_out():
    """
    A whole may repeat what the client said.
    """
    asked = {"type": "asked", "content": "hi"}

    assert [] == compared({**FOLDED, "items": [asked, *FOLDED["items"]]})
    both = {**FOLDED, "items": [asked, *FOLDED["items"]]}
    assert [] == list(compare(both, both, "items", "asked"))


@pytest.mark.parametrize(
    ("whole", "finding"),
    [
        (
            with_item(2, {"type": "result", "call_id": "c", "result": "r"}),
            ("info", "told_at_end", "items[2].result"),
        ),
        (
            with_item(1, {**FOLDED["items"][1], "signature": "t"}),
            ("info", "told_at_end", "items[1].signature"),
        ),
        (
            with_item(0, {"type": "thought", "signature": "t"}),
            ("breaking", "folds_differently", "items[0].signature"),
        ),
        (
            with_item(0, {"type": "thought", "signature": "s", "summary": []}),
            ("breaking", "folds_differently", "items[0].summary"),
        ),
        (
            with_item(1, {**FOLDED["items"][1], "arguments": {"a": 1, "b": 2}}),
            ("breaking", "folds_differently", "items[1].arguments.b"),
        ),
        (
            with_item(3, {"type": "said", "content": [{"type": "text", "text": "It is Sunny."}]}),
            ("breaking", "folds_differently", "items[3].content[0].text"),
        ),
        (
            {**FOLDED, "items": FOLDED["items"][:3]},
            ("breaking", "folds_differently", "items[3]"),
        ),
        (
            {**FOLDED, "items": [*FOLDED["items"], {"type": "said"}]},
            ("breaking", "folds_differently", "items[4]"),
        ),
        ({"id": "v1_a"}, ("breaking", "folds_differently", "items")),
        (
            {**FOLDED, "usage": {"total_tokens": 4}},
            ("breaking", "folds_differently", "usage.total_tokens"),
        ),
        ({**FOLDED, "id": "v1_b"}, ("breaking", "folds_differently", "id")),
    ],
    ids=[
        "late result",
        "late signature of a call",
        "other signature",
        "lost summary",
        "lost argument",
        "lost text",
        "item too much",
        "lost item",
        "no items",
        "other usage",
        "other id",
    ],
)
def test_apart(whole, finding):
    """
    What the whole has otherwise is found; results may come late, what deltas bring may not.
    """
    assert [finding] == compared(whole)


def test_words():
    """
    What was expected is the whole's, what was found is the deltas'.
    """
    (told,) = compare(FOLDED, {**FOLDED, "id": "v1_b"}, "items", "asked")

    assert ("'v1_b'", "'v1_a'") == (told.expected, told.found)
    (told,) = compare(FOLDED, with_item(2, {"type": "result"}), "items", "asked")
    assert ("nothing", "'c'") == (told.expected, told.found)
    assert [("folds_differently", "items[2].call_id")] == found_at([told])

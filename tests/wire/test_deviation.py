import pytest

from mockgemini.wire.deviation import CODES, Deviation, breaking, deviation, event_place, place


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), ""),
        (("steps", 0, "content", 1, "text"), "steps[0].content[1].text"),
        ((3, "text"), "[3].text"),
        (("labels", "a.b"), "labels['a.b']"),
    ],
    ids=["whole", "nested", "list", "odd key"],
)
def test_place(steps, words):
    """
    A place is written as a programmer would reach it.
    """
    assert words == place(*steps)


def test_severity_comes_with_the_code():
    """
    A deviation is as severe as its code says, and says so.
    """
    told = deviation("missing_field", "id", "the field", "nothing")

    assert Deviation("missing_field", "breaking", "id", "the field", "nothing") == told
    assert "breaking missing_field at id: expected the field, found nothing" == str(told)
    assert "info unknown_type: expected a, found b" == str(deviation("unknown_type", "", "a", "b"))


def test_events_are_part_of_the_place():
    """
    Seen from its stream, a place begins with the number of the event.
    """
    told = deviation("missing_field", "delta.text", "the field", "nothing").at_event(4)

    assert "event 4: delta.text" == told.place
    assert "event 4" == event_place(4)


def test_breaking():
    """
    What breaks clients can be told from the rest.
    """
    worse = deviation("missing_field", "id", "the field", "nothing")
    other = deviation("no_done", "event 9", "the end", "nothing")

    assert [worse] == breaking([other, worse])


def test_codes_are_sentences_to_a_reader():
    """
    Every code has a meaning in one sentence and one of the three severities.
    """
    for name, code in CODES.items():
        assert name.isidentifier()
        assert code.meaning.endswith(".")
        assert code.severity in {"breaking", "warning", "info"}

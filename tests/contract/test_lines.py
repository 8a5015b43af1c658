import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.contract_cassettes import CALLED, GET, POLLS, STREAM, cassette, event_lines, written

from mockgemini.cassette.reading import loads
from mockgemini.contract.lines import Lines, parted, steps_of
from mockgemini.wire.deviation import event_place, place

STEPS = st.lists(st.integers(0, 99) | st.text(min_size=1, max_size=6), max_size=4).map(tuple)


@given(STEPS)
def test_places_are_read_back(steps):
    """
    What a deviation's place is made of can be read from it.
    """
    assert steps == steps_of(place(*steps))


@given(STEPS, st.integers(1, 999))
def test_events_are_parted_from_places(steps, number):
    """
    The number of the event before a place is told apart from it.
    """
    assert (number, steps) == parted(event_place(number, place(*steps)))


def test_places_without_an_event():
    """
    A place in a body has no event, even if a key sounds like one.
    """
    assert (None, ("event", "x")) == parted("event.x")
    assert (None, ()) == parted("")


def test_lines_of_parts(tmp_path):
    """
    Every part of an exchange has the line that a reader would point at.
    """
    path = tmp_path / "a.yaml"
    lines = Lines(written(path, cassette("steps")))
    text = ["", *path.read_text().splitlines()]

    assert text[lines.of(STREAM)] == "- request:"
    assert text[lines.of(STREAM, "request", "body")].startswith("    body: {model:")
    assert text[lines.of(GET, "answer", "body", "usage", "total_tokens")].endswith("tokens: 12")
    assert "umbrella" in text[lines.of(GET, "answer", "body", "steps", 1, "content", 0, "text")]
    assert text[lines.of(POLLS, "polls", 1)] == "  - at: 30.0"
    assert text[lines.of(POLLS, "polls", 1, "body", "status")] == "      status: completed"
    assert event_lines(path)[1][6] == lines.event(CALLED, 7)


def test_what_is_not_there(tmp_path):
    """
    What is missing has the line of what is around it.
    """
    path = tmp_path / "a.yaml"
    lines = Lines(written(path, cassette("steps")))

    body = lines.of(GET, "answer", "body")
    steps = lines.of(GET, "answer", "body", "steps")

    assert body == lines.of(GET, "answer", "body", "mood", 3)
    assert steps == lines.of(GET, "answer", "body", "steps", 9, "content")
    assert steps == lines.of(GET, "answer", "body", "steps", "text")


@pytest.mark.parametrize("begin", ["\ufeff", ""])
def test_without_a_file(begin, tmp_path):
    """
    What lies in no file has no lines; a byte order mark does not count.
    """
    made = cassette("steps")

    assert (0, 0) == (Lines(made).of(GET, "answer"), Lines(made).event(STREAM, 1))

    path = tmp_path / "a.yaml"
    written(path, made)
    path.write_text(begin + path.read_text())
    lines = Lines(loads(path.read_text().removeprefix(begin), path))
    assert event_lines(path)[0][0] == lines.event(STREAM, 1)


@pytest.mark.parametrize("text", ["x: 1\n", "- {\n" * 9], ids=["other", "torn"])
def test_a_file_that_changed(text, tmp_path):
    """
    In a file that is no longer what was read, an exchange still has its line.
    """
    path = tmp_path / "a.yaml"
    made = written(path, cassette("steps"))
    path.write_text(text * 9)

    assert made.exchanges[0].line == Lines(made).of(STREAM, "answer", "body")

import pytest

from mockgemini.wire.content import followed, read, read_all, read_error
from mockgemini.wire.outcome import Error, Media, Text, Thought, ToolCall, Unknown

PLAIN, IMAGE = {"type": "text", "text": "A"}, {"type": "image", "uri": "u"}


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("hi", Text("hi")),
        ({"text": "hi"}, Text("hi")),
        ({"type": "text"}, Text("")),
        (
            {"type": "text", "text": "hi", "annotations": [{"url": "u"}], "x": 1},
            Text("hi", ({"url": "u"},), extra={"x": 1}),
        ),
        (
            {"type": "image", "data": "AAAA", "mime_type": "image/png", "resolution": "low"},
            Media("image", "image/png", "AAAA", extra={"resolution": "low"}),
        ),
        ({"type": "audio", "sample_rate": 8}, Media("audio", extra={"sample_rate": 8})),
        ({"type": "video", "uri": "u"}, Media("video", uri="u")),
        ({"type": "document"}, Media("document")),
        ({"type": "thought", "signature": ""}, Thought("", "")),
        ({"type": "thought", "summary": [PLAIN]}, Thought("A")),
        ({"type": "thought", "summary": []}, Thought()),
        (
            {"type": "thought", "summary": [PLAIN, IMAGE, PLAIN]},
            Thought("AA", extra={"summary": [PLAIN, IMAGE, PLAIN]}),
        ),
        ({"type": "file_search_call", "id": "c"}, ToolCall("file_search", id="c")),
        ({"type": "hologram", "a": 1}, Unknown("hologram", {"type": "hologram", "a": 1})),
        ({"a": 1}, Unknown("", {"a": 1})),
        (7, Unknown("", 7)),
        (None, Unknown("", None)),
    ],
)
def test_reading(value, part):
    """
    Every content becomes a part, what has no name an Unknown, and no field is lost.
    """
    assert part == read(value)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, ()),
        ([], ()),
        ("hi", (Text("hi"),)),
        (PLAIN, (Text("A"),)),
        (["hi", PLAIN], (Text("hi"), Text("A"))),
    ],
)
def test_reading_all(value, parts):
    """
    Contents may be a text, one content, or a list.
    """
    assert parts == read_all(value)


def test_borders():
    """
    A message right after content keeps the border between them, which else is clear anyway.
    """
    said, seen = (Text("A"),), (Media("image"),)

    assert (Text("A"), Text("A", is_apart=True)) == followed(said, said)
    assert (Text("A"), Media("image", is_apart=True)) == followed(said, seen)
    assert (Thought(), Text("A")) == followed((Thought(),), said)
    assert (Text("A"), Thought()) == followed(said, (Thought(),))
    assert said == followed((), said) == followed(said, ())


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ({"message": "no", "code": "not_found"}, Error("not_found", "no")),
        ({"code": 5, "status": "S"}, Error(5, "", {"status": "S"})),
        ({"code": None}, Error(extra={"code": None})),
        ({}, None),
        (None, None),
        ("no", None),
    ],
)
def test_errors(value, error):
    """
    Errors have a word or a number for a code; an empty one is none.
    """
    assert error == read_error(value)

"""
What is read quickly is read as the YAML parser reads it; all else is left to that.
"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mockgemini.cassette.emitting import NotStructuredError, entry
from mockgemini.cassette.parsing import parse
from mockgemini.cassette.quick_parsing import quickly
from mockgemini.errors import CassetteError

WORDS = st.sampled_from(
    [
        "",
        "a",
        "y",
        "null",
        "1",
        "-1",
        "1.5",
        "a: b",
        "a #b",
        "- a",
        "é",
        "😀",
        "x\ny",
        " x",
        "'",
        '"',
    ]
)
TEXTS = st.text(max_size=12) | WORDS | st.lists(WORDS, max_size=4).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
PIECES = st.sampled_from(
    [
        *"-:#|>{}[],'\"\\ \n\t&*!?%@~=<.0123456789aynu",
        "  ",
        "- ",
        ": ",
        "\n  ",
        "\\u00e9",
        "\\ud83d",
    ]
)


def emitted(value):
    """
    The value as our writer writes it below a key.
    """
    return "\n".join([*entry("request", value, 2), ""])


def agree(text):
    """
    Whatever is read quickly, the parser reads as the same.
    """
    found = quickly(text)
    assert found is None or found == parse(text, "")
    return found


REQUEST = """\
  request:
    method: POST
    body:
      model: gemini-2.5-flash
      input: |
        What should I wear?

          Two lines, please: now #1.
      previous: 'yes'
      said: "a \\"b\\" \\u00e9\\n"
      tools:
      - {type: function, name: get, parameters: {properties: {a: {type: [string, "null"]}}}}
      - type: google_search
        count: -1
      - plain text
      generation_config: {temperature: 0.5, stop: [], seed: 1, extra: {}}
"""


def test_a_request_as_we_write_it_is_read():
    """
    Blocks, lists, brackets, quotes and plain texts are read without the parser.
    """
    assert agree(REQUEST) is not None


def test_what_was_read_is_nobody_elses():
    """
    Who changes what came of a line changes nothing of what comes of the same line again.
    """
    text = "  a: {b: [1, {c: d}]}\n"

    for _ in range(2):
        found = quickly(text)
        assert {"a": {"b": [1, {"c": "d"}]}} == found
        found["a"]["b"][1]["c"] = found["a"]["b"] = found["a"]["e"] = "other"


@given(VALUES)
@example({"a": ["x\ny\n", {"b": "x"}, [], {}, [["a"]]]})
@example({"a": {"b": {"c": ["d" * 60, "e" * 60, {"f": "g" * 90}]}}})
def test_what_we_write_is_read_as_the_parser_reads_it(value):
    """
    Nothing of our writer's is read as something else.
    """
    try:
        text = emitted(value)
    except NotStructuredError:
        return

    agree(text)


@given(VALUES, st.data())
def test_what_others_write_is_read_so_too_or_not_at_all(value, data):
    """
    However a text is spoilt, the parser agrees with what is still read.
    """
    try:
        text = emitted(value)
    except NotStructuredError:
        return
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(at + 3, len(text))))
        text = text[:at] + data.draw(PIECES) + text[end:]

    agree(text)


@given(st.lists(PIECES | st.sampled_from(["  a: ", "\n    b: ", "\n  - "]), max_size=14))
def test_any_text_is_read_so_too_or_not_at_all(pieces):
    """
    The same for texts that nobody wrote.
    """
    text = "  a: " + "".join(pieces) + "\n"
    found = quickly(text)

    if found is not None:
        assert found == parse(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "  a: &x b\n",
        "  a: !t b\n",
        "  a: yes\n",
        "  a: 1\n  a: 2\n",
        "  y: 1\n",
        "  a: b\n    c\n",
        "  a:\n",
        "  a: \n",
        "  a: " + "long " * 20 + "\n",
        "  a: " + "long " * 20 + "# c\n",
        "  a: " + "long " * 20 + ": c\n",
        "  a: |\n",
        "  a: |\n    b\n\n    \n",
        "  a: 'it''s'\n",
        '  a: "\\x85"\n',
        '  a: "\\ud83d\\ude00"\n',
        "  a: {b: c\n",
        "  a: {b: c, b: d}\n",
        "  a: [b: c]\n",
        "  a: " + "[" * 50 + "]" * 50 + "\n",
        "  a: b # c\n",
        "  # c\n  a: b\n",
        "  a: b\tc\n",
        "  a: - b\n",
        "  a:\n    - b\n",
        "  a:\n  - - b\n",
        "  a:\n  - y: b\n",
        "  a:\n  b:\n",
        "  a: " + "1" * 5000 + "\n",
        "",
    ],
)
def test_what_is_unusual_is_left_to_the_parser(text):
    """
    Comments, other spellings and mistakes are not read quickly; the parser tells what they are.
    """
    assert quickly(text) is None


def test_deep_nesting_is_left_to_the_parser():
    """
    Which counts its levels.
    """
    text = "".join(f"{'  ' * depth}a:\n" for depth in range(1, 60)) + "  " * 60 + "a: b\n"

    assert quickly(text) is None
    with pytest.raises(CassetteError, match="readers of YAML"):
        parse("  y: 1\n", "x")


@pytest.mark.parametrize("text", ["  a: |\n    b", "  a: |2\n      b", "  a:\n  - |\n    b"])
def test_a_block_at_an_end_that_is_no_lines_is_left_to_the_parser(text):
    """
    Whether it ends with a newline is told by the last line's end.
    """
    assert quickly(text) is None
    assert quickly(text + "\n") == parse(text + "\n", "x")

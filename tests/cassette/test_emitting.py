"""
Values as YAML: every reader reads what was meant, and people like to.
"""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from samples.cassette_values import ODD, texts, values

from mockgemini.cassette.emitting import (
    LONGEST_KEY,
    WIDTH,
    NotStructuredError,
    emit,
    entry,
    flow_text,
    quoted,
    scalar,
)
from mockgemini.cassette.parsing import parse

no_surrogates = st.characters(exclude_categories=["Cs"])


def without_surrogates(value):
    """
    Whether all texts of a value can be written as UTF-8.
    """
    try:
        str(value).encode()
        repr(value).encode()
    except UnicodeEncodeError:
        return False
    return "\\ud800" not in repr(value)


def read_everywhere(text):
    """
    What a YAML text says, to all three readers.
    """
    text += "\n"
    value = parse(text, "x")
    assert value == yaml.safe_load(text)
    assert value == yaml.load(text, yaml.CSafeLoader)
    return value


def is_structured(value):
    """
    Whether a value can be emitted: all its keys are short and all its texts are whole.
    """
    try:
        emit(value, 0)
    except NotStructuredError:
        return False
    return without_surrogates(value)


@given(values.filter(is_structured), st.sampled_from([0, 2, 4]))
def test_what_is_emitted_is_read_the_same(value, indent):
    """
    Whatever the value, and wherever it stands, every reader gives it back.
    """
    lines = [" " * indent + "key:", *emit({"a": value, "b": [value, {"c": value}]}, indent + 2)]

    read = read_everywhere("\n".join(lines))

    assert {"key": {"a": value, "b": [value, {"c": value}]}} == read
    assert repr({"a": value, "b": [value, {"c": value}]}) == repr(read["key"])


keys = texts.filter(lambda text: without_surrogates(text) and len(text) < LONGEST_KEY / 12)


@given(st.dictionaries(keys, keys))
@example({text: text for text in ODD if without_surrogates(text) and len(text) < LONGEST_KEY / 12})
def test_texts_as_keys(value):
    """
    Keys are read as the texts they are.
    """
    text = "\n".join(emit({"a": value}, 0))

    assert {"a": value} == read_everywhere(text)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(text):
    """
    A text that YAML could take for something else stays a text: alone, in brackets, in a list.
    """
    if not without_surrogates(text):
        pytest.skip("no UTF-8 text holds half of a character")
    flow = flow_text({"a": text.replace("\n", " "), "b": [text.replace("\n", " ")]})

    assert {"a": text} == read_everywhere("\n".join(entry("a", text, 0)))
    assert [[text]] == read_everywhere("\n".join(emit([[text]], 0)))
    assert {"a": text.replace("\n", " ")} == read_everywhere(
        f"a: {scalar(text.replace(chr(10), ' '))}"
    )
    assert text.replace("\n", " ") == read_everywhere(flow)["a"]


@given(st.text(no_surrogates))
def test_quoted(text):
    """
    Whatever stands in a quoted text, it is one line of what can be seen.
    """
    line = quoted(text)

    assert [line] == line.splitlines()
    assert text == read_everywhere(line)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("a\nb\n", ["t: |", "  a", "  b"], id="a block"),
        pytest.param("a\nb", ["t: |-", "  a", "  b"], id="no newline at the end"),
        pytest.param("🙂\tx\n\n- y: 'z'", ["t: |-", "  🙂\tx", "", "  - y: 'z'"], id="emoji, tab"),
        pytest.param("  a\nb", ["t: |2-", "    a", "  b"], id="begins with blanks"),
        pytest.param("a \n b\n", ['t: "a \\n\\', '  \\ b\\n"'], id="a blank before a newline"),
        pytest.param("a\n\u2028", ['t: "a\\n\\', '  \\u2028"'], id="a character that YAML folds"),
        pytest.param("a\n\n", ['t: "a\\n\\', '  \\n"'], id="two newlines at the end"),
        pytest.param(
            "It's: " + "x" * 60, ["t: |-", "  It's: " + "x" * 60], id="long, wants quotes"
        ),
        pytest.param("x" * 200, ["t: " + "x" * 200], id="long and plain"),
        pytest.param("it's #1", ['t: "it\'s #1"'], id="an apostrophe"),
        pytest.param("no", ["t: 'no'"], id="a word of YAML"),
    ],
)
def test_how_texts_look(text, lines):
    """
    A text of several lines stands as it is wherever YAML can hold it so, one source line a line.
    """
    assert lines == entry("t", text, 0)
    assert {"t": text} == read_everywhere("\n".join(lines))


def test_small_things_stay_on_one_line():
    """
    Lists and mappings stay on one line up to a width, and a text of several lines never does.
    """
    tool = {"type": "function", "parameters": {"required": ["city"], "nothing": {}, "none": []}}

    assert [
        "tools:",
        "- {type: function, parameters: {required: [city], nothing: {}, none: []}}",
        "- text: |-",
        "    a",
        "    b",
        "- - " + "x" * WIDTH,
        "- {}",
    ] == entry("tools", [tool, {"text": "a\nb"}, ["x" * WIDTH], {}], 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (12345678901234567890123, "12345678901234567890123"),
        (1e30, "1.0e+30"),
        (1.5e-07, "1.5e-07"),
        (0.1, "0.1"),
        (-0.0, "-0.0"),
    ],
)
def test_numbers(value, text):
    """
    A number is written so that YAML 1.1 and 1.2 read the same number of the same type.
    """
    assert text == scalar(value)
    assert repr(value) == repr(read_everywhere(text))


def test_keys_that_are_too_long():
    """
    A key that libyaml would give up on is not written.
    """
    for key in ("k" * LONGEST_KEY, "🙂" * (LONGEST_KEY - 2)):
        assert {key: 1} == read_everywhere("\n".join(emit({key: 1}, 0)))
    with pytest.raises(NotStructuredError, match="2000 characters"):
        emit({"k" * 2000: 1}, 0)

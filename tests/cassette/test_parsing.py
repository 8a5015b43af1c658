"""
YAML that may stand in a cassette, and all the YAML that may not.
"""

import importlib
import re
import sys
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.cassette.parsing import DEEPEST, parse
from mockgemini.errors import CassetteError


def test_scalars_are_jsons():
    """
    A plain word is a number, true, false, null, or a text.
    """
    text = "[1, -2.5, 1.0e+3, true, null, 'no', yesterday, 12345678901234567890123]"

    expected = [1, -2.5, 1000.0, True, None, "no", "yesterday", 12345678901234567890123]
    assert expected == parse(text, "x") == yaml.safe_load(text)


def test_empty():
    """
    A text without a document has no value.
    """
    assert parse("", "x") is None
    assert parse("# nothing\n", "x") is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: &b 1", 1, "anchors (&b) are not allowed"),
        ("a: 1\nb: *a", 2, "aliases (*name) are not allowed"),
        ("\na: !!binary aGk=", 2, "tags (tag:yaml.org,2002:binary) are not allowed"),
        ("a: !x {}", 1, "tags (!x) are not allowed"),
        ("<<: {a: 1}", 1, "the key << needs quotes"),
        ("a: 1\nb: 2\na: 3", 3, "the key 'a' stands here twice"),
        ("{a: 1, 'a': 2}", 1, "the key 'a' stands here twice"),
        ("no: 1", 1, "the key no needs quotes"),
        ("1: 1", 1, "the key 1 needs quotes"),
        ("? [a]\n: 1", 1, "a key has to be a text"),
        ("? {a: 1}\n: 1", 1, "a key has to be a text"),
        ("? \n: 1", 1, "the key (nothing) needs quotes"),
        ("a: 12:30", 1, "12:30 needs quotes"),
        ("a:\n- 1e3", 2, "1e3 needs quotes"),
        ("a: 1.0e+999", 1, "1.0e+999 needs quotes"),
        ("a: yes", 1, "yes needs quotes"),
        ("a:", 1, "(nothing) needs quotes"),
        ("a: 2026-06-03", 1, "2026-06-03 needs quotes"),
        ("a: 1\n--- \nb: 2", 2, "one YAML document"),
        ("a: [1", 2, "not readable as YAML"),
        ("a: 'x", 1, "not readable as YAML"),
        ("a: 1\n\tb: 2", 2, "not readable as YAML"),
        ("a: 1\n🙂: \x00", 2, "not readable as YAML: control characters are not allowed"),
        ("a: 1\nb: \x85\x07", 2, "not readable as YAML"),
        ('a: "\\q"', 1, "not readable as YAML"),
        ('a: "\\ud800"', 1, "not readable as YAML"),
        ("a: " + "9" * 10_000, 1, "a number of 10000 digits is too long"),
        ("%YAML 3.0\n---\na: 1", 1, "not readable as YAML"),
    ],
)
def test_what_is_refused(text, line, problem):
    """
    Whatever readers of YAML disagree on, and whatever is none, is refused with its line.
    """
    with pytest.raises(CassetteError) as caught:
        parse(text, "x.yaml", 1)

    assert str(caught.value).startswith(f"x.yaml:{line}: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_lines_count_from_where_the_text_begins():
    """
    A text cut out of a file is complained about with the file's lines.
    """
    with pytest.raises(CassetteError, match=r"^x:42: "):
        parse("a: 1\na: 2", "x", 41)


@pytest.mark.parametrize(
    ("start", "end"), [("[", "]"), ("- ", ""), ("{a: ", "}"), ("[[{a: ", "}]]"), ("? ", "")]
)
def test_nesting(start, end):
    """
    Nesting without end is refused at once, whatever makes it.
    """
    text = start * 200_000 + end * 200_000
    began = time.monotonic()

    with pytest.raises(CassetteError, match=r"nested deeper|not readable|a key has to"):
        parse(text, "x")

    assert time.monotonic() - began < 5


def test_as_deep_as_is_read():
    """
    The deepest nesting that is allowed is read.
    """
    assert parse("[" * DEEPEST + "]" * DEEPEST, "x") is not None
    with pytest.raises(CassetteError, match=f"nested deeper than {DEEPEST} levels"):
        parse("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "x")


bits = st.sampled_from(
    [
        "&a ",
        "*a",
        "!t ",
        "? ",
        ": ",
        "---\n",
        "...\n",
        "<<: ",
        *"\n\t\\\x85\u2028\ufeff-{}[],'\"|>#a1 %",
    ]
)


@given(st.lists(bits, max_size=14).map("".join))
def test_any_text_is_read_the_same_or_refused(text):
    """
    Of any text we read what PyYAML reads, or refuse it in one sentence with a line.
    """
    try:
        value = parse(text, "x")
    except CassetteError as error:
        told = str(error)
    else:
        told = "x:1: read"
        assert value == yaml.load(text, yaml.CSafeLoader)

    assert re.fullmatch(r"x:\d+: .+", told)


def test_a_second_import_of_yaml_is_no_trap(monkeypatch):
    """
    Where yaml is imported again, as by pytest's pytester, its part in C keeps the first classes.
    """
    ours = "mockgemini.cassette.parsing"
    for name in [name for name in sys.modules if name == ours or name.split(".")[0] == "yaml"]:
        monkeypatch.delitem(sys.modules, name)

    again = importlib.import_module(ours)

    assert {"a": [1, "x"]} == again.parse("a: [1, x]\n", "talk.yaml")

"""
Foreign YAML is read safely, and its values are those that its writer meant.
"""

import base64
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.convert import yamltext
from mockgemini.errors import CassetteError


def value(text):
    (document,) = yamltext.load(text, "a.yaml")
    return document.value


SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_pyyaml_writes_is_read_back(written):
    """
    Every value that PyYAML's safe dumper writes, as vcrpy does, comes out as it went in.
    """
    assert written == value(yaml.safe_dump(written))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", "yes"),
        ("2026-08-19 14:34:12", "2026-08-19 14:34:12"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("012", "012"),
        ("+12", 12),
        ("1.5e+3", 1500.0),
        ("~", None),
        ("!!str 12", "12"),
        ("'12'", "12"),
        ("!binary |-\n  /w==", b"\xff"),
        ("{<<: {a: 1}}", {"<<": {"a": 1}}),
        ("{a: 1, a: 2}", {"a": 2}),
        ("{200: ok}", {"200": "ok"}),
    ],
)
def test_plain_words_mean_what_both_versions_agree_on(text, expected):
    """
    A plain word on which YAML 1.1 and 1.2 disagree is a text, as are dates; nothing is merged.
    """
    assert expected == value(text)


def test_documents_have_lines_and_aliases():
    """
    A place knows its line, an alias stands for its anchor, and each document is its own.
    """
    first, second = yamltext.load("a: &x [1, &y k]\nb: *x\nc: *y\n---\n- z:\n    k: 1\n", "a.yaml")

    assert {"a": [1, "k"], "b": [1, "k"], "c": "k"} == first.value
    assert "a.yaml:6" == str(second.items()[0].get("z"))
    assert [] == yamltext.load("", "a.yaml")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\nb: !!python/object/apply:os.system [exit]", ":2: the tag tag:yaml.org,2002:python"),
        ("b: !!python/name:os.system x", ":1: the tag tag:yaml.org,2002:python/name:os.system is"),
        ("b: !ruby/object x", ":1: the tag !ruby/object is not read; only !!binary and !!str are"),
        ("[" * 200_000, ":1: nested deeper than 100 levels"),
        ("- " * 200_000, ":1: nested deeper than 100 levels"),
        ("a: &a [*a]", ":1: the alias *a has no finished anchor before it"),
        ("a: 1\nb: *c", ":2: the alias *c has no finished anchor before it"),
        ("? [a]\n: 1", ":1: a key has to be a text"),
        ("a: &a k\n*a : 1", ":2: a key has to be a text"),
        ("a: !!binary 'x'", ":1: what is marked as binary is not base64"),
        ("a: [", ":2: not readable as YAML"),
        ("a:\n  b: \x01", ":2: not readable as YAML"),
    ],
)
def test_hostile_and_damaged_files_are_refused(text, complaint):
    """
    Code, endless nesting, aliases of themselves and damage are one sentence with file and line.
    """
    with pytest.raises(CassetteError) as error:
        yamltext.load(text, "a.yaml")

    assert str(error.value).startswith(f"a.yaml{complaint}")


def test_aliases_cannot_explode():
    """
    Nine lines that stand for a milliard of nodes are refused before they are built.
    """
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    with pytest.raises(CassetteError, match="stand for more than can be read"):
        yamltext.load("\n".join(lines), "a.yaml")


def test_long_texts_cannot_explode():
    """
    A long text counts for its length each time an alias repeats it.
    """
    text = f"a: &a {'x' * 64_000}\nb: [{', '.join(['*a'] * 20_000)}]"

    with pytest.raises(CassetteError, match="stand for more than can be read"):
        yamltext.load(text, "a.yaml")


def test_binary_and_long_lines_are_exact():
    """
    Folded base64 and folded quoted text come out as the writer had them.
    """
    written = {"b": bytes(range(256)) * 4, "t": json.dumps({"k": "word " * 100}) + "\n\n x\r\n"}

    assert written == value(yaml.safe_dump(written))
    assert base64.b64encode(written["b"]).decode()[:70] in yaml.safe_dump(written)

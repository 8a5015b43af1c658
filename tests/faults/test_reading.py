import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.errors import UsageError
from mockgemini.faults import Cut, Fail, Latency, Reset
from mockgemini.faults.reading import load, loads

TEXT = """\
# What a bad day looks like.
- cut: {after_events: 4}
  times: 1
  when: {model: gemini-2.5-flash}

- latency: {median: 0.4, sigma: 0.5}
  rate: 0.25
  seed: 7
- fail:
    status: 429
    retry_after: null
- reset
"""
FAULTS = (
    Cut(4, times=1, when={"model": "gemini-2.5-flash"}),
    Latency(median=0.4, sigma=0.5, rate=0.25, seed=7),
    Fail(429, None),
    Reset(),
)


def test_a_file_lists_faults(tmp_path):
    """
    One kind each, and when it acts.
    """
    path = tmp_path / "faults.yaml"
    path.write_text(TEXT, encoding="utf-8")

    assert FAULTS == load(path)


def test_json_is_read_as_well():
    """
    On one line or several.
    """
    value = [{"cut": {"after_events": 4}, "times": 1}, {"reset": {}}]

    for text in (json.dumps(value), json.dumps(value, indent=2)):
        assert (Cut(4, times=1), Reset()) == loads(text, "faults")


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "- reset\n"])
def test_no_faults_are_faults_too(text):
    """
    An empty text means none.
    """
    assert ((Reset(),) if "reset" in text else ()) == loads(text, "faults")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cut: {after_events: 4}", "f:1: expected a list of faults, '- cut: {after_events: 4}'"),
        ("- reset\n- sabotage: {}\n", "f:2: there is no fault 'sabotage'; there are fail,"),
        ("- reset\n\n- cut: {after: 4}\n", "f:3: cut takes after_events, after_bytes, within"),
        ("- {}\n", "f:1: expected one kind of fault beside times, after, when, rate, seed, and no"),
        ("- reset: {}\n  cut: {}\n", "and reset and cut came"),
        ("- cut: 4\n", "f:1: cut takes a mapping of its options, not 4"),
        ("- 4\n", "f:1: expected a fault as 'cut: {after_events: 4}', not 4"),
        ("- reset: {}\n  times: often\n", "f:1: reset: times takes a whole number from 1 on"),
        ("- cut: {}\n", "f:1: cut takes one of after_events, after_bytes, not none"),
        ("- reset: &a {}\n", "f:1: anchors (&a) are not allowed here"),
        ("- reset\n- [\n", "f:3: not readable as YAML"),
        ("- reset\n- yes\n", "f:2: yes needs quotes"),
        ("- cut: {after_events: 4, after_events: 5}", "f:1: the key 'after_events' stands here t"),
        ("[" * 300, "f:1: nested deeper than 100 levels"),
        ("- " + "x" * (1024 * 1024), "f:1: faults of more than 1 MiB are not read"),
        ('[{"reset":{}},\n{"cut":{}}]', "f:2: cut takes one of"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, sentence):
    """
    File, line, what was expected and what came.
    """
    with pytest.raises(UsageError) as error:
        loads(text, "f")

    assert str(error.value).startswith(sentence) or sentence in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    """
    So is one that is no text.
    """
    (tmp_path / "bytes").write_bytes(b"\xff")

    with pytest.raises(UsageError, match=r"none\.yaml: cannot be read: No such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="bytes: cannot be read: it is not UTF-8"):
        load(tmp_path / "bytes")


@given(st.text(max_size=40))
def test_any_text_is_faults_or_a_complaint(text):
    """
    With file and line.
    """
    assert complaint(text).startswith("f:")


def complaint(text):
    """
    What is said of a text; the beginning alone where nothing is.
    """
    try:
        loads(text, "f")
    except UsageError as error:
        return str(error)
    return "f:"


@pytest.mark.parametrize("text", ["cu\tt", "- a\tb\n", "- {a: b?c}\n", '[{"cut"\t: null}]'])
def test_every_text_is_read_by_one_parser(text):
    """
    Where parsers of YAML differ, faults are still faults or a complaint with its line.
    """
    assert complaint(text).startswith("f:")

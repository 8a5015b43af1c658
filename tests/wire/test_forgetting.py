"""
The rules that users add: what they match, and what they refuse.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockgemini.errors import UsageError
from mockgemini.wire.forgetting import Rules


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("uuid", "id 0B0e0f1a-1111-4222-8333-444455556666.", "id <uuid>."),
        ("uuid", "0b0e0f1a-1111-4222-8333-4444555566667", None),
        ("date", "on 2026-06-03, or 03 June 2026", "on <date>, or <date>"),
        ("date", "Wednesday, Jun 3rd, 2026", "Wednesday, <date>"),
        ("date", "2026-13-03 and 12026-06-031", None),
        ("date", "2026-06-03T10:00", "<date>T10:00"),
        ("datetime", "at 2026-06-03T10:00:00.123Z!", "at <datetime>!"),
        ("datetime", "2026-06-03 10:00 +02:00", "<datetime>"),
        ("datetime", "2026-06-03", None),
        ("tmp_path", "read /tmp/pytest-of-me/pytest-7/test_a0/x.txt", "read <tmp_path>/x.txt"),
        ("tmp_path", "/private/var/folders/ab/cd12/T/tmpx1y2/x", "<tmp_path>/x"),
        ("tmp_path", r"C:\Users\me\AppData\Local\Temp\tmpx1y2\x", r"<tmp_path>\x"),
        ("tmp_path", "/home/me/tmp.txt", None),
        (r"run-\d+", "run-17 of run-18", "<normalized> of <normalized>"),
    ],
)
def test_normalizers_find_their_kind(name, text, expected):
    """
    A named kind is replaced by its name, everything else stays.
    """
    rules = Rules.parse(normalize=[name])

    assert (expected or text) == rules.normalized_text(text)


def test_time_comes_before_its_date():
    """
    With both, a date that has a time is a datetime, in whichever order they are named.
    """
    rules = Rules.parse(normalize=["date", "datetime"])

    assert "<datetime>, <date>" == rules.normalized_text("2026-06-03T10:00:00Z, 2026-06-03")


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("/a", {"b": [{"c": 1, "d": 2}, {"c": 3}]}),
        ("/b/0", {"a": 0, "b": [{"c": 3}]}),
        ("/b/*/c", {"a": 0, "b": [{"d": 2}, {}]}),
        ("/*", {}),
        ("/*/*/*", {"a": 0, "b": [{}, {}]}),
        ("/b/7", {"a": 0, "b": [{"c": 1, "d": 2}, {"c": 3}]}),
        ("/a/x/y", {"a": 0, "b": [{"c": 1, "d": 2}, {"c": 3}]}),
    ],
)
def test_ignored_places_are_taken_out(place, left):
    """
    A pointer takes out one place, a star every place of a level; what is not there is no matter.
    """
    body = {"a": 0, "b": [{"c": 1, "d": 2}, {"c": 3}]}

    assert left == Rules.parse(ignore=[place]).applied(body)


def test_escapes_in_pointers():
    """
    `~1` is a slash and `~0` a tilde.
    """
    assert {} == Rules.parse(ignore=["/a~1b~0"]).applied({"a/b~": 1})


def test_normalizing_reaches_every_text():
    """
    Texts are normalized wherever they stand; keys and numbers stay.
    """
    rules = Rules.parse(normalize=["x+"])

    assert {"x": ["<normalized>", 1, None]} == rules.applied({"x": ["xx", 1, None]})


@pytest.mark.parametrize(
    ("ignore", "normalize", "message"),
    [
        (["input"], [], "ignore takes JSON Pointers into the body, such as .*, not 'input'"),
        ([""], [], "not ''"),
        (["/a~b"], [], "'~' is written '~0', not as in '/a~b'"),
        ([], ["(x"], r"normalize takes date, datetime, tmp_path, uuid or a regular .*, not '\(x'"),
        ([], ["x*"], "matches one character or more, not 'x\\*'"),
    ],
)
def test_words_that_are_no_rules(ignore, normalize, message):
    """
    What is neither pointer nor pattern is refused with the word in the message.
    """
    with pytest.raises(UsageError, match=message):
        Rules.parse(ignore, normalize)


def test_rules_add_up():
    """
    Rules joined have each place and kind once, in order.
    """
    joined = Rules(("/a",), ("uuid",)) | Rules(("/a", "/b"), ("date",))

    assert Rules(("/a", "/b"), ("uuid", "date")) == joined


@settings(max_examples=50, deadline=None)
@given(st.text(), st.sets(st.sampled_from(["uuid", "date", "datetime", "tmp_path"])))
def test_normalizing_twice_changes_nothing(text, names):
    """
    What was normalized stays as it is.
    """
    rules = Rules.parse(normalize=sorted(names))

    once = rules.normalized_text(text)

    assert once == rules.normalized_text(once)

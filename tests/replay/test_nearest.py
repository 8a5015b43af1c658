"""
The recorded request that is most like another, and how the difference is shown.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.replayed import ask, cassette, reply

from mockgemini.errors import CassetteError
from mockgemini.exchange import Payload
from mockgemini.jsontext import MISSING, Difference
from mockgemini.replay.index import Index
from mockgemini.replay.nearest import base64_sizes, common_start, nearest, parting, shown
from mockgemini.wire.canonical import Canonical, canonical
from mockgemini.wire.forgetting import Rules


def near(asked, *recorded):
    entries = Index([cassette(*[(each, reply()) for each in recorded])], Rules()).entries
    found = nearest(entries, canonical(asked, "steps"))
    return None if found is None else found.entry.number


@pytest.mark.parametrize(
    ("recorded", "number"),
    [
        ([], None),
        ([ask("a"), ask("b")], 1),
        ([ask("zzz", store=True), ask("zzz")], 2),
        ([ask("Paris tomorrow"), ask("London today"), ask("Paris todey")], 3),
        ([ask([{"type": "image"}]), ask("Paris")], 2),
    ],
)
def test_fewest_then_lightest_differences_win(recorded, number):
    """
    Fewer places weigh more than smaller ones; texts are near where they begin and end alike.
    """
    assert number == near(ask("Paris today"), *recorded)


@settings(deadline=None)
@given(st.text(), st.text())
def test_common_start_is_the_longest(old, new):
    """
    Two texts are equal up to the common start, and not one character further.
    """
    at = common_start(old, new)

    assert old[:at] == new[:at]
    assert at == min(len(old), len(new)) or old[at] != new[at]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b", "a c", ("'a b'", "'a c'")),
        ("one two three four", "one two three five", ("'…four'", "'…five'")),
        ("x" * 20 + "a", "x" * 20 + "b", ("'…xxxxxxa'", "'…xxxxxxb'")),
        ("", "a" * 20, ("''", "'aaaaaaaa…'")),
        ("a\nb", "a\nc", ("'a\\nb'", "'a\\nc'")),
        (MISSING, "a" * 20, ("nothing", "'aaaaaaaaaaaaaa…'")),
        (None, {"a": "b" * 20}, ("null", '{"a": "bbbbbbb…')),
        ("$blob:00", "$blob:01", ("<base64>", "<base64, 600 bytes>")),
        ("<bytes, sha256 00>", MISSING, ("<bytes, sha256 00>", "nothing")),
    ],
)
def test_values_are_shown_around_where_they_part(old, new, expected):
    """
    Long texts are cut on both sides of the place; base64 is told by its size.
    """
    assert expected == shown(Difference("/x", old, new), 6, 8, {"01": 800})


def test_repeated_query_fields_are_compared_whole():
    """
    A name that stands twice in a query is one place with all its values.
    """
    forms = [Canonical("GET", "/", query) for query in [(("a", "1"), ("a", "2")), (("a", "1"),)]]

    assert [Difference("?a", "1 2", "1")] == list(parting(*forms))


def test_equal_bytes_are_no_difference():
    """
    Two bodies of the same digest do not part.
    """
    form = Canonical("POST", "/", digest="00")

    assert list(parting(form, form)) == []


def test_missing_blob_is_no_reason_to_fail():
    """
    A body that cannot be read has no sizes; its blob is complained of elsewhere.
    """

    def missing():
        raise CassetteError("the blob is gone")

    assert base64_sizes(Payload(load=missing), Payload(b"\xff")) == {}


def test_an_empty_query_field_is_not_an_absent_one():
    """
    A name without a value is a difference from no such name.
    """
    forms = [Canonical("GET", "/", (("a", ""),)), Canonical("GET", "/", ())]

    assert [Difference("?a", "", MISSING)] == list(parting(*forms))

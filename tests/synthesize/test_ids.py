"""
Ids look like Google's, and tell what Google's tell.
"""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockgemini.synthesize import ids
from mockgemini.synthesize.dice import Dice

NOW = datetime(2026, 5, 11, 14, 29, 45, tzinfo=UTC)
RECORDED = (
    "v1_ChdMN2pEYXNtQUdvR3dzT0lQNkxHMGdRaxIXTUxqRGF0eXpMb25SLThZUDQ1V2RtQW8",
    "v1_ChdPU0F4YWFtNkFwS2kxZThQZ05lbXdROBIXT1NBeGFhbTZBcEtpMWU4UGdOZW13UTg",
)


@pytest.mark.parametrize("recorded", RECORDED)
def test_recorded_ids_are_read_and_written(recorded):
    """
    An id of the real API, taken apart and put together, is the same.
    """
    found = ids.InteractionId.parse(recorded)

    assert found is not None
    assert recorded == str(found)
    assert 2025 <= found.created.year <= 2026


def test_the_first_turn_is_its_own_root():
    """
    Both names in the id of a first turn are equal, and hold the second of its creation.
    """
    found = ids.InteractionId.parse(ids.interaction_id(Dice(b"1"), NOW))

    assert found is not None
    assert found.root == found.own
    assert NOW == found.created


def test_a_later_turn_keeps_the_root():
    """
    An id that continues another has its root and a name of its own.
    """
    first = ids.interaction_id(Dice(b"1"), NOW)
    second = ids.interaction_id(Dice(b"2"), NOW, first)

    one, two = ids.InteractionId.parse(first), ids.InteractionId.parse(second)

    assert one is not None
    assert two is not None
    assert one.root == two.root
    assert one.own != two.own


@given(st.text())
def test_what_is_no_id_is_none(text):
    """
    Whatever is not written as an id is read as None, or is one.
    """
    found = ids.InteractionId.parse(text)

    assert found is None or str(found) == text


def test_a_continued_id_that_is_foreign_starts_anew():
    """
    An id that continues what is no id of ours is its own root.
    """
    found = ids.InteractionId.parse(ids.interaction_id(Dice(b"1"), NOW, "somebody-elses"))

    assert found is not None
    assert found.root == found.own


def test_the_other_ids_have_the_recorded_shapes():
    """
    Calls, tool calls, environments and signatures are written as they were recorded.
    """
    dice = Dice(b"1")

    assert ids.call_id(dice).isalnum()
    assert 8 == len(ids.call_id(dice))
    assert ids.tool_call_id(dice).startswith("call_")
    assert 5 == ids.environment_id(dice).count("-") + 1
    assert ids.signature(dice, 90).startswith("Cl")


@pytest.mark.parametrize("size", [2, 10, 34, 90, 1200])
def test_signatures_differ_and_have_their_size(size):
    """
    A signature has as many bytes as it is asked to have, and no two are alike.
    """
    made = [base64.b64decode(ids.signature(Dice(bytes([n])), size)) for n in range(9)]

    assert {size} == {len(each) for each in made}
    assert len(set(made)) == (9 if size > 2 else 1)

"""
What was found in tests, and in a run.
"""

import json

from hypothesis import given
from hypothesis import strategies as st

from mockgemini.contract.change import RECORDED, recorded
from mockgemini.verifying.verified import Drift, Verified

GONE = recorded("field_removed", "answer.usage.total_tokens", "number")
NEW = recorded("field_added", "answer.usage.all_tokens", "", "number")


def verified(*changes, places=(), unverified=()):
    """
    What one exchange of one test had otherwise.
    """
    found = Verified()
    for reason in unverified:
        found.skip("talk.yaml#2", reason)
    found.add("talk.yaml#1", changes, places)
    return found


def drifted(**tests):
    """
    The drift of tests by name.
    """
    drift = Drift()
    for name, found in tests.items():
        drift.add(name, found)
    return drift


def test_a_test_that_is_as_it_was_says_nothing():
    """
    There are lines only where there is something to tell.
    """
    assert [] == verified().lines()


def test_a_test_tells_its_changes():
    """
    The worst stands first, with the exchanges; then what was not verified.
    """
    found = verified(NEW, GONE, unverified=["quota"])
    found.add("talk.yaml#3", [GONE], ())

    assert [
        "breaking  field_removed  answer.usage.total_tokens  was number  talk.yaml#1, talk.yaml#3",
        "info      field_added    answer.usage.all_tokens    number      talk.yaml#1",
        "not verified: quota (talk.yaml#2)",
    ] == found.lines()


def test_a_run_tells_each_change_once():
    """
    With the tests that it touches, each of them once, and not more than five.
    """
    tests = {f"test_{number}": verified(GONE) for number in range(7)}

    drift = drifted(**tests, other=verified(unverified=["quota"]), last=verified(NEW, GONE))

    assert [
        "mockgemini verify: 1 breaking, 0 warning, 1 info in 9 exchanges; 1 not verified",
        f"breaking  field_removed  {GONE.place}  was number  {', '.join(list(tests)[:5])}, 3 more",
        "info      field_added    answer.usage.all_tokens    number      last",
        "not verified: quota (other)",
    ] == drift.block()
    assert drift.is_breaking


def test_a_field_that_others_still_have_is_only_rarer():
    """
    What one live answer lacks and another one holds was left out by the model, and breaks nothing.
    """
    drift = drifted(one=verified(GONE), other=verified(places=[GONE.place]))

    assert ["field_rarer"] == [change.code for change in drift.changes]
    assert not drift.is_breaking


def test_excuses_do_not_fill_the_screen():
    """
    Ten reasons are told, the others counted.
    """
    drift = drifted(one=verified(unverified=[f"reason {number}" for number in range(12)]))

    assert ["not verified: reason 9 (one)", "not verified: 2 more reasons"] == drift.block()[-2:]


_CHANGES = st.builds(
    recorded, st.sampled_from(sorted(RECORDED)), st.text(), st.text(), st.text(max_size=9)
)
_VERIFIED = st.builds(
    verified, _CHANGES, places=st.lists(st.text()), unverified=st.lists(st.text())
)


@given(st.dictionaries(st.text(), _VERIFIED, max_size=4), st.integers(0, 4))
def test_workers_find_what_one_process_finds(tests, cut):
    """
    Told to another process and put together there, it is as if there had been one.
    """
    whole, merged = Drift(), Drift()
    parts = Drift(), Drift()
    for number, (name, found) in enumerate(tests.items()):
        whole.add(name, found)
        parts[number >= cut].add(name, found)

    for part in parts:
        merged.merge(Drift.of(json.loads(json.dumps(part.told()))))

    assert whole.block() == merged.block()

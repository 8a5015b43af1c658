"""
Sums of several processes.
"""

from hypothesis import given
from hypothesis import strategies as st
from pytest_mockgemini.tally import Played, Tally

TESTS = ["a", "b", "c"]
EXCHANGES = ["1", "2", "3", "10"]

played = st.builds(
    Played,
    st.dictionaries(st.sampled_from(TESTS), st.booleans(), min_size=1),
    st.just(TESTS),
    st.dictionaries(st.sampled_from(EXCHANGES), st.just("POST /v1/interactions")),
    st.booleans(),
)
names = st.lists(st.sampled_from(TESTS), unique=True)
tallies = st.builds(
    Tally,
    hits=st.integers(0, 99),
    tokens=st.integers(0, 99),
    seconds=st.integers(0, 99),
    played=st.dictionaries(st.sampled_from(["x.yaml", "y.yaml"]), played),
    recorded=names,
    strays=names,
    expected=names,
    wanted=st.dictionaries(st.sampled_from(TESTS), st.just("x.yaml")),
    folders=names,
    narrowed=names,
)


def joined(*parts):
    """
    The sum of these.
    """
    whole = Tally()
    for part in parts:
        whole.add(Tally.loads(part.dumps()))
    return whole


def facts(tally):
    """
    What a sum says, whatever the order of its parts; how a test went is told by one of them.
    """
    return (
        (tally.hits, tally.misses, tally.tokens, tally.seconds),
        {
            path: (set(each.passed), list(each.unused), each.may_lack, each.sharers)
            for path, each in tally.played.items()
        },
        sorted(tally.strays),
        [
            set(each)
            for each in (
                *(tally.recorded, tally.expected, tally.folders, tally.narrowed),
                tally.wanted.items(),
            )
        ],
    )


@given(tallies)
def test_a_tally_survives_the_way_to_another_process(tally):
    """
    What is read is what was written.
    """
    assert tally == Tally.loads(tally.dumps())


@given(tallies, tallies, tallies)
def test_the_order_of_processes_does_not_matter(one, two, three):
    """
    Whoever ends first, the sum is the same.
    """
    whole = facts(joined(one, two, three))

    assert whole == facts(joined(three, one, two))
    assert whole == facts(joined(one, joined(three, two)))


@given(st.lists(played, min_size=1, max_size=4))
def test_an_exchange_is_unused_when_nobody_asked(parts):
    """
    What is left is what every test has left, in the order of the cassette.
    """
    whole = Played()
    for part in parts:
        whole.add(part)

    left = set(EXCHANGES).intersection(*(part.unused for part in parts))
    assert sorted(left, key=int) == list(whole.unused)


def test_a_cassette_is_judged_when_all_have_passed():
    """
    Those that share it, whether or not they have run by now.
    """
    some = Played({"a": True, "b": True}, TESTS)
    most = Played({"a": True, "b": True, "c": False}, TESTS)
    all_of_them = Played(dict.fromkeys(TESTS, True), TESTS)

    assert [False, False, True] == [each.is_whole for each in (some, most, all_of_them)]

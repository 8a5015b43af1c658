import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.mutations import found_at

from mockgemini.wire.grammar import Grammar, Role, Said

GRAMMAR = Grammar(
    roles={},
    item="item",
    deltas={"text": frozenset({"text", "note"}), "thought": frozenset({"summary"})},
)
USAGE = {"total_tokens": 1}


def numbered(events):
    return [Said(number, role, data) for number, (role, data) in enumerate(events, 1)]


@st.composite
def streams(draw):
    """
    Any stream that keeps the order: items of any kind, statuses anywhere.
    """
    events = [(Role.CREATED, {"interaction": {"id": "a"}})]
    for index in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["text", "thought", "call"]))
        fitting = sorted(GRAMMAR.deltas.get(kind, {kind}))
        events.append((Role.STARTED, {"index": index, "item": {"type": kind}}))
        for delta in draw(st.lists(st.sampled_from([*fitting, "dream"]), min_size=1, max_size=3)):
            events.append((Role.DELTA, {"index": index, "delta": {"type": delta}}))
            if draw(st.booleans()):
                events.append((Role.STATUS, {"interaction_id": "a"}))
        events.append((Role.STOPPED, {"index": index}))
    status = draw(st.sampled_from(["completed", "requires_action", "failed"]))
    end = {"interaction": {"id": "a", "status": status, "usage": USAGE}}
    return [*events, (Role.COMPLETED, end), (Role.DONE, "[DONE]")]


@given(streams())
def test_order_kept(events):
    """
    A stream that keeps the order has no faults.
    """
    assert [] == GRAMMAR.faults(numbered(events))


@given(streams(), st.data())
def test_lost_events_are_missed(events, data):
    """
    Whatever event is lost is missed, but a status or one delta of several.
    """
    at = data.draw(st.integers(0, len(events) - 1))
    role = events[at][0]
    around = {events[at - 1][0], events[(at + 1) % len(events)][0]}
    spare = role is Role.STATUS or (role is Role.DELTA and around != {Role.STARTED, Role.STOPPED})

    found = GRAMMAR.faults(numbered([*events[:at], *events[at + 1 :]]))

    assert found or spare


@given(streams(), st.data())
def test_cut_anywhere(events, data):
    """
    A stream that was left has no faults, wherever that was.
    """
    at = data.draw(st.integers(0, len(events)))

    assert [] == GRAMMAR.faults(numbered(events[:at]), is_cut=True)


@given(streams(), st.data())
def test_resumed_anywhere(events, data):
    """
    A stream may be taken up between any two events.
    """
    at = data.draw(st.integers(0, len(events) - 2))
    # A status stands between items as well as within one; the first event is what tells.
    tail = events[at:]
    while tail[0][0] is Role.STATUS:
        tail = tail[1:]

    assert [] == GRAMMAR.faults(numbered(tail), is_resumed=True)


@given(st.lists(st.sampled_from([*Role, None])))
def test_any_order(roles):
    """
    No order of events upsets it, and no fault is outside the stream.
    """
    for fault in GRAMMAR.faults(numbered([(role, None) for role in roles])):
        assert fault.place in {"", *(f"event {number}" for number in range(1, len(roles) + 1))}


@pytest.mark.parametrize(
    ("delta", "item", "fits"),
    [
        ("text", "text", True),
        ("note", "text", True),
        ("summary", "text", False),
        ("call", "call", True),
        ("text", "call", False),
        ("dream", "call", True),
        ("dream", "text", True),
        ("text", "", True),
        ("", "text", True),
    ],
)
def test_goes_into(delta, item, fits):
    """
    A delta goes into items of its kind; of what is unknown nothing is said.
    """
    assert fits == GRAMMAR.goes_into(delta, item)


def test_words():
    """
    A fault says what might have stood there.
    """
    events = [(Role.CREATED, {}), (Role.STOPPED, {"index": 0})]

    fault, *_ = GRAMMAR.faults(numbered(events))

    assert ("not_started", "event 2") == found_at([fault])[0]
    assert "a status or the start of an item or the completed interaction or an error" == (
        fault.expected
    )
    assert "the stop of an item" == fault.found


@pytest.mark.parametrize(("index", "found"), [(1, 1), (True, None), ("1", None), (None, None)])
def test_index(index, found):
    """
    Only a whole number is an index.
    """
    assert found == Said(1, Role.DELTA, {"index": index}).index

from itertools import combinations

import pytest

from mockgemini.wire.outcome import Outcome
from mockgemini.wire.register import NAMES, reader


@pytest.mark.parametrize("name", NAMES)
def test_readers(name):
    """
    Every revision reads answers, streams and requests, empty ones too.
    """
    revision = reader(name)

    assert Outcome() == revision.read(None) == revision.read_stream(())
    assert () == revision.read_input(None)


def test_events_tell_revisions_apart():
    """
    No two revisions share the name of an event that tells them apart.
    """
    events = [reader(name).EVENTS for name in NAMES]

    assert all(one.isdisjoint(other) for one, other in combinations(events, 2))

import pytest
from samples.contract_cassettes import CHECKERS, REVISIONS, TALK, resource, stream

from mockgemini.contract.found import Spot
from mockgemini.contract.telling import Telling, disagreements


def body(number, whole, revision="steps"):
    return Telling(number, CHECKERS[revision], whole, ("answer", "body"))


def streamed(number, revision="steps"):
    events = stream(TALK, revision).events
    checker = CHECKERS[revision]
    return Telling(number, checker, checker.folded(events), ("answer", "events"), events)


@pytest.mark.parametrize("revision", REVISIONS)
def test_they_agree(revision):
    """
    A stream and a body of one interaction say the same.
    """
    whole = resource(TALK, revision)

    assert [] == list(disagreements([streamed(1, revision), body(2, whole, revision)]))


def test_bodies_are_whole():
    """
    Whatever comes first, it is the stream that is held against the body.
    """
    whole = resource(TALK, "steps") | {"model": "other"}

    for tellings in ([streamed(1), body(2, whole)], [body(2, whole), streamed(1)]):
        ((told, spot, other),) = disagreements(tellings)
        assert ("model", "'other' as #2 tells") == (told.place, told.expected)
        assert Spot(1, 12, ("model",)) == spot
        assert Spot(2, None, ("answer", "body", "model")) == other


def test_two_streams():
    """
    Where there is no body, the first stream is the measure.
    """
    one, two = streamed(1), streamed(2)
    other = Telling(2, two.checker, two.whole | {"status": "failed"}, two.way, two.events)

    ((told, spot, against),) = disagreements([one, other])

    assert ("status", 2, 1) == (told.place, spot.exchange, against.exchange)


def test_what_is_not_compared():
    """
    What still runs, has no id or speaks another revision is not held against the rest.
    """
    whole = resource(TALK, "steps")
    running = body(1, whole | {"status": "in_progress", "model": "x"})
    nobodys = [body(2, whole | {"id": 7}), body(3, {"status": "completed"})]
    older = body(4, resource(TALK, "outputs") | {"model": "x"}, "outputs")

    assert [] == list(disagreements([running, *nobodys, body(5, whole), older]))


def test_items_that_are_no_list():
    """
    Bodies of any shape can be compared.
    """
    whole = resource(TALK, "steps") | {"steps": "none"}

    ((told, _, _),) = disagreements([body(1, resource(TALK, "steps")), body(2, whole)])

    assert "steps" == told.place

import pytest
from stages.faulted import BODY, RAW, REPLY, given

from mockgemini.exchange import Event
from mockgemini.faults import MissingEnd, NoDone
from mockgemini.faults.dropping import is_end


def test_a_stream_may_lack_its_done():
    """
    All events come but the last, and the stream ends well.
    """
    told = given(NoDone())

    assert (b"".join(RAW[:-1]), True) == (told.body, told.is_complete)


def test_a_stream_may_lack_the_interactions_end():
    """
    What completes the interaction is missing; the end of the stream is not.
    """
    told = given(MissingEnd())

    assert (b"".join((*RAW[:-2], RAW[-1])), True) == (told.body, told.is_complete)


@pytest.mark.parametrize("fault", [NoDone(), MissingEnd()])
def test_a_reply_lacks_nothing(fault):
    """
    A whole answer has no events to drop.
    """
    assert BODY == given(fault, answer=REPLY).body


@pytest.mark.parametrize("name", ["interaction.complete", "interaction.completed"])
def test_both_revisions_have_an_end(name):
    """
    Its event is known by either name.
    """
    assert is_end(Event(0.0, b"", name, "{}"))

from stages.faulted import REPLY, STREAM, Stage, given

from mockgemini.exchange import Live
from mockgemini.faults import ContentType, Cut, Fail, Latency, Reset, Stall
from mockgemini.faults.fault import CHUNKS, ENDS, WAITS


def test_faults_are_values():
    """
    Two that say the same are the same.
    """
    assert Cut(4, times=2) == Cut(4, times=2)
    assert Cut(4) != Cut(4, rate=0.5)


def test_what_loses_an_answer_says_so():
    """
    A silence that ends loses nothing.
    """
    assert [True, True, False, True] == [
        Cut(1).loses,
        Stall(1).loses,
        Stall(1, seconds=1).loses,
        ContentType().loses,
    ]


def test_ends_come_before_waits_and_waits_before_sends():
    """
    In whichever order they were set.
    """
    assert ENDS == Cut(1).order == Stall(1).order
    assert WAITS == Stall(1, seconds=1).order
    assert ENDS < WAITS < CHUNKS


def test_what_acts_before_leaves_nothing_behind():
    """
    The exchange is still there for the next try.
    """
    for fault in (Fail(503), Reset()):
        stage = Stage(fault)
        stage.visit()

        assert stage.player.unused()
        assert 200 == stage.visit().status
        assert stage.is_spent


def test_a_late_answer_is_the_answer():
    """
    A fault that only waits lets the request through.
    """
    assert STREAM.body == given(Latency(1)).body
    assert Live is not type(REPLY)

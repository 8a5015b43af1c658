from stages.faulted import REPLY, STREAM, request

from mockgemini.faults.keeping import MOST, Kept


def test_a_lost_answer_is_given_to_the_same_request_once():
    """
    The same method, path, query and body, whatever the headers.
    """
    kept = Kept()
    kept.keep(request(), STREAM)

    assert None is kept.take(request(query="a=b"))
    assert None is kept.take(request(body={"model": "other"}))
    assert STREAM is kept.take(request(headers=[("x-try", "2")]))
    assert None is kept.take(request())


def test_what_is_cleared_is_forgotten():
    """
    Nothing is kept then.
    """
    kept = Kept()
    kept.keep(request(), REPLY)
    assert kept

    kept.clear()

    assert not kept
    assert None is kept.take(request())


def test_only_so_many_are_kept():
    """
    The oldest go first.
    """
    kept = Kept()
    for number in range(MOST + 1):
        kept.keep(request(body={"n": number}), REPLY)

    assert None is kept.take(request(body={"n": 0}))
    assert REPLY is kept.take(request(body={"n": MOST}))

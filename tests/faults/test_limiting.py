import pytest
from stages.faulted import LOOK, REPLY, STREAM, Stage

from mockgemini.clock import ManualClock
from mockgemini.errors import UsageError
from mockgemini.faults import RateLimit


def stage(limit, answer=STREAM, asked=()):
    return Stage(limit, answer=answer, asked=asked, clock=ManualClock(), repeat="cycle")


def test_so_many_requests_pass_in_a_minute():
    """
    The next one is refused until the oldest is a minute ago; and the refusal says how long that is.
    """
    world = stage(RateLimit(requests=2))

    seen = [world.visit().status]
    world.clock.advance(20)
    seen += [world.visit().status, world.visit().status]
    refused = world.visit()
    world.clock.advance(40)
    seen += [world.visit().status, world.visit().status]

    assert [200, 200, 429, 200, 429] == seen
    assert ("retry-after", "40") in refused.headers
    assert "rate_limit_exceeded" == refused.json["error"]["code"]


@pytest.mark.parametrize("answer", [STREAM, REPLY])
def test_so_many_tokens_pass_in_a_minute(answer):
    """
    The input's tokens, as the answers tell them; who goes over the limit still passes.
    """
    world = stage(RateLimit(tokens=10, seconds=30), answer)

    seen = [world.visit().status for _ in range(3)]
    world.clock.advance(30)
    seen += [world.visit().status]

    assert [200, 200, 429, 200] == seen


def test_both_limits_hold():
    """
    Whichever is reached first.
    """
    world = stage(RateLimit(requests=1, tokens=1000))

    assert [200, 429] == [world.visit().status for _ in range(2)]


def test_looking_is_free():
    """
    Only what creates content is counted.
    """
    world = stage(RateLimit(requests=1, tokens=1), REPLY, LOOK)

    assert [200, 200, 200] == [world.visit().status for _ in range(3)]


def test_what_tells_no_tokens_has_none():
    """
    An answer without usage, or of another part of the API, counts as a request only.
    """
    asked = ("POST", "/v1beta/models/m:generateContent", {})
    for answer, call in ((type(REPLY)(200), ()), (REPLY, asked)):
        world = stage(RateLimit(tokens=1), answer, call)

        assert [200, 200] == [world.visit().status for _ in range(2)]


def test_who_waits_as_long_as_told_may_pass():
    """
    A client that comes back when it was told is let in.
    """
    world = stage(RateLimit(requests=1, seconds=0.02))
    world.visit()

    refused = world.visit()
    world.clock.advance(int(dict(refused.headers)["retry-after-ms"]) / 1000)

    assert [429, 200] == [refused.status, world.visit().status]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (RateLimit, "rate_limit takes requests, or tokens, or both, and neither came"),
        (lambda: RateLimit(0), "rate_limit: requests takes a whole number from 1 on, not 0"),
        (lambda: RateLimit(tokens=1.5), "rate_limit: tokens takes a whole number"),
        (lambda: RateLimit(1, seconds=None), "rate_limit: seconds takes seconds"),
    ],
)
def test_what_cannot_be_meant_is_refused(make, words):
    """
    In one sentence that names fault and option.
    """
    with pytest.raises(UsageError) as error:
        make()

    assert words in str(error.value)

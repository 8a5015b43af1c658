import asyncio

from mockgemini.synthesize.ending import Ending, Silence
from mockgemini.wire.brief import Webhook


def test_silence_tells_nobody():
    """
    Without a herald nobody hears of an ending, and nothing is brought about.
    """
    reached = []

    Silence()(Ending("v1_a", Webhook(), 0.0, lambda: reached.append(1)))
    asyncio.run(Silence().close())

    assert [] == reached

import asyncio

from mockgemini.clock import ManualClock
from mockgemini.faults import Gate


def test_an_open_gate_holds_nobody():
    """
    Released before somebody comes, it lets him pass.
    """
    gate = Gate()

    gate.release()

    asyncio.run(gate.wait(ManualClock()))
    assert not gate.is_reached


def test_a_gate_lets_all_go_that_wait():
    """
    However many, and once open it stays so.
    """
    gate = Gate()

    async def walk():
        waiting = [asyncio.ensure_future(gate.wait(ManualClock())) for _ in range(3)]
        await asyncio.sleep(0)
        assert gate.is_reached
        gate.release()
        gate.release()
        await asyncio.gather(*waiting)
        await gate.wait(ManualClock())

    asyncio.run(walk())
    assert not gate.is_reached


def test_who_leaves_is_not_waited_for():
    """
    A client that goes away leaves nothing behind at the gate.
    """
    gate = Gate()

    async def leave():
        waiting = asyncio.ensure_future(gate.wait(ManualClock()))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})

    asyncio.run(leave())
    assert not gate.is_reached
    gate.release()


def test_a_loop_that_has_ended_is_passed_over():
    """
    A server that stopped while it held a stream does not hinder the release.
    """
    gate = Gate()
    loop = asyncio.new_event_loop()
    waiting = loop.create_task(gate.wait(ManualClock()))
    loop.run_until_complete(asyncio.sleep(0))
    gate_waits = tuple(gate._waiting)
    waiting.cancel()
    loop.run_until_complete(asyncio.wait({waiting}))
    loop.close()
    gate._waiting.extend(gate_waits)

    gate.release()

    assert gate._is_open

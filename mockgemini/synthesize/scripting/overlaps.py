"""
Requests that are under way at once: which of them gets which reply is a matter of luck.
"""

from __future__ import annotations

from mockgemini.clock import Clock

_TURNS = 3
"""
Turns of the event loop in which another request shows itself: one to read its bytes, one to begin
its task, one in which that comes here.
"""


class Overlaps:
    """
    Collects a warning for each pair of requests that got different replies at the same time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._under_way: dict[int, str] = {}
        self.warnings: list[str] = []

    async def watch(self, reply: int, request: str) -> None:
        """
        Look for others while this request gets the reply of that number; takes no time.
        """
        for other, named in self._under_way.items():
            if other != reply:
                self.warnings.append(
                    f"{named} got reply {other} and {request} got reply {reply} while both were "
                    "under way; give the replies a when= so that each finds its request"
                )
        self._under_way[reply] = request
        try:
            for _ in range(_TURNS):
                await self._clock.sleep(0)
        finally:
            self._under_way.pop(reply, None)

import asyncio


class Full(Exception):
    """As many wait as may."""


class Lane:
    """At most `slots` requests at work at once, and at most `queue` that wait: they wait without a thread."""

    def __init__(self, slots: int, queue: int) -> None:
        self.slots, self._queue, self._waiting = slots, queue, 0
        self._free = asyncio.Semaphore(slots)

    async def enter(self) -> None:
        """Raises Full."""
        if self._waiting >= self._queue:
            raise Full
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1

    def leave(self) -> None:
        self._free.release()

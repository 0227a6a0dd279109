import asyncio
from collections import deque


class Full(Exception):
    """The bound on waiting requests is reached."""


class Lane:
    """A queue with at most `slots` requests at work at once. Others wait without a thread, and clients take turns.

    A client that sends five hundred at once waits behind its own: another client's request is among the next. At most
    `queue` wait in all, and `each` of one client.
    """

    def __init__(self, slots: int, queue: int, each: int) -> None:
        self.slots, self._queue, self._each = slots, queue, each
        self._free, self._number = slots, 0
        # By client, whose turn it is first.
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def enter(self, client: str) -> None:
        """Waits for a slot. Raises Full."""
        if self._free:
            self._free -= 1
            return
        line = self._waiting.get(client, deque())
        if self._number >= self._queue or len(line) >= self._each:
            raise Full
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(turn)
        self._waiting[client] = line
        self._number += 1
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Gives the slot to the next client in turn, if any waits."""
        while self._waiting:
            client, line = next(iter(self._waiting.items()))
            del self._waiting[client]
            turn = line.popleft()
            self._number -= 1
            if line:
                self._waiting[client] = line
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

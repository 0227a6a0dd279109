"""An answer: a thread produces it at full speed, the event loop sends it at the speed of the client."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from ops_tracker.front.bounds import Bounds
from ops_tracker.front.environ import refused_request
from ops_tracker.front.spool import Spool

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = logging.getLogger(__name__)


class TooManyRequests(Exception):
    """The bound on long answers is reached."""


class Abandoned(Exception):
    """The client no longer takes the answer."""


class Streams:
    """The bounds on long answers of this process: how many at once, and how many produced at once."""

    def __init__(self, bounds: Bounds) -> None:
        self.open = threading.BoundedSemaphore(bounds.streams)
        self.at_work = threading.BoundedSemaphore(bounds.streams_at_work)


class HttpAnswer:
    def __init__(self, bounds: Bounds, streams: Streams) -> None:
        self.bounds, self.streams = bounds, streams
        self.loop = asyncio.get_running_loop()
        self.more = asyncio.Event()  # there is something new to send
        self.spool = Spool(bounds.memory, bounds.folder)
        self.start: dict[str, Any] = {}
        self.is_stream = self.whole = self.failed = self.abandoned = False

    # What the thread does.

    def produce(self, application: WSGI, environ: dict[str, Any]) -> None:
        try:
            self._run_or_refuse(application, environ)
        except Abandoned:
            pass
        except Exception:
            log.exception("The application has failed.")
            self.failed = True
        finally:
            if self.is_stream:
                self.streams.at_work.release()
            self.whole = True
            self._notify()

    def _run_or_refuse(self, application: WSGI, environ: dict[str, Any]) -> None:
        try:
            self._run(application, environ)
        except TooManyRequests:
            self.spool.close()
            self.spool = Spool(self.bounds.memory, self.bounds.folder)
            self._run(application, refused_request(environ, HTTPStatus.SERVICE_UNAVAILABLE))

    def _run(self, application: WSGI, environ: dict[str, Any]) -> None:
        pieces = application(environ, self._start)
        try:
            for piece in pieces:
                if self.spool.size > self.bounds.short and not self.is_stream:
                    self._become_stream()
                self._put(piece)
        finally:
            if close := getattr(pieces, "close", None):
                close()

    def _start(self, status: str, headers: list[tuple[str, str]], _failure: Any = None) -> None:
        rows = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.start = {"type": "http.response.start", "status": int(status[:3]), "headers": rows}

    def _become_stream(self) -> None:
        if not self.streams.open.acquire(blocking=False):
            raise TooManyRequests
        self.is_stream = True
        self._notify()
        self.streams.at_work.acquire()

    def _put(self, piece: bytes) -> None:
        if self.abandoned:
            raise Abandoned
        self.spool.put(piece)
        if self.is_stream:
            self._notify()

    def _notify(self) -> None:
        if not self.more.is_set():
            self.loop.call_soon_threadsafe(self.more.set)

    # What the event loop does.

    async def deliver(self, receive: Any, send: Any) -> None:
        """Sends the whole answer.

        Raises Abandoned if the client does not take it in time; stops if the client hangs up.
        """
        disconnected = asyncio.ensure_future(_disconnected(receive)) if self.is_stream else None
        try:
            if self.failed:
                await _send_failure(send)
                return
            await send(self.start)
            await self._send_pieces(send, disconnected)
        finally:
            self.abandoned = True
            if disconnected:
                disconnected.cancel()
            self.spool.close()
            if self.is_stream:
                self.streams.open.release()

    async def _send_pieces(self, send: Any, disconnected: "asyncio.Future[Any] | None") -> None:
        last = False
        while not last and not (disconnected and disconnected.done()):
            self.more.clear()
            # In this order: what is put in between is taken in the next round.
            whole = self.whole
            piece, all_of_it = self.spool.take(self.bounds.piece)
            last = whole and all_of_it
            if last and self.failed:
                raise Abandoned
            if piece or last:
                await self._send_piece(send, piece, last)
            else:
                await self.more.wait()

    async def _send_piece(self, send: Any, piece: bytes, last: bool) -> None:
        try:
            async with asyncio.timeout(self.bounds.takes):
                await send({"type": "http.response.body", "body": piece, "more_body": not last})
        except TimeoutError:
            raise Abandoned from None
        # What nobody takes any more is taken at once: without a pause, nothing would tell that they have hung up.
        await asyncio.sleep(0)


async def _disconnected(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_failure(send: Any) -> None:
    await send({"type": "http.response.start", "status": 500, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})

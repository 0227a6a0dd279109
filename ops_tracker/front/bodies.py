"""Request bodies, read on the event loop within a bound on time and size."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any, NoReturn

from ops_tracker.front.bounds import Bounds

SIZED, CHUNKED = b"content-length", b"transfer-encoding"


class BodyRefused(Exception):
    """The body is refused; `status` has the reason."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Bodies:
    """The bodies in this process that are being read or whose requests are being answered."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.held = 0

    async def read(self, headers: dict[bytes, bytes], receive: Any) -> tuple[IO[bytes], int]:
        """The body and its size. Raises BodyRefused.

        The caller passes the body to `release` when the answer is sent.
        """
        if SIZED not in headers and CHUNKED not in headers:
            return BytesIO(), 0
        # The server has seen to it that the length is a number.
        if int(headers.get(SIZED, b"0")) > self.bounds.max_body:
            await self._refuse_size(headers, receive)
        body = tempfile.SpooledTemporaryFile(self.bounds.memory, dir=self.bounds.folder)  # noqa: SIM115 - `release` closes it
        size = 0
        try:
            async for piece in self._pieces(receive):
                size += len(piece)
                self.held += len(piece)
                if size > self.bounds.max_body:
                    await self._refuse_size(headers, receive)
                if self.held > self.bounds.all_bodies:
                    raise BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE)
                body.write(piece)
        except BaseException:
            self.release(body, size)
            raise
        body.seek(0)
        return body, size

    async def _refuse_size(self, headers: dict[bytes, bytes], receive: Any) -> NoReturn:
        """Discards the rest of the body for some time, then raises BodyRefused.

        Most clients read no answer before they have sent everything.
        """
        if b"expect" not in headers:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.bounds.patience):
                    while (await receive()).get("more_body"):
                        pass
        raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    async def _pieces(self, receive: Any) -> AsyncIterator[bytes]:
        loop, size = asyncio.get_running_loop(), 0
        began = loop.time()
        more = True
        while more:
            left = began + self.bounds.patience + size / self.bounds.rate - loop.time()
            try:
                async with asyncio.timeout(left):
                    message = await receive()
            except TimeoutError:
                raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT) from None
            # The client has hung up, or the pieces are not as HTTP has them.
            if message["type"] != "http.request":
                raise BodyRefused(HTTPStatus.BAD_REQUEST)
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            yield message.get("body", b"")

    def release(self, body: IO[bytes], size: int) -> None:
        self.held -= size
        body.close()

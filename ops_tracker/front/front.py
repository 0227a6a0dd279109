import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from typing import Any

from ops_tracker.front.answers import WSGI, HttpAnswer, Streams
from ops_tracker.front.bodies import Bodies, BodyRefused
from ops_tracker.front.bounds import Bounds
from ops_tracker.front.environ import environ_of, refused_request, remote_address
from ops_tracker.front.lanes import Full, Lane


class Front:
    """An ASGI application in front of a WSGI one, so that a slow client never occupies a thread.

    A request gets a thread once its whole body is read, and its answer is sent without one. `lanes` are for paths
    whose requests must not take the threads of the others; `address_of` gives the address of a request's client.
    """

    def __init__(
        self,
        application: WSGI,
        bounds: Bounds,
        lanes: Mapping[str, Lane],
        address_of: Callable[[Mapping[str, Any]], str] = remote_address,
    ) -> None:
        self.application, self.bounds, self.lanes, self.address_of = application, bounds, lanes, address_of
        self.usual = Lane(bounds.threads, queue=10_000, each=10_000)
        self.bodies, self.streams = Bodies(bounds), Streams(bounds)
        self.pool = ThreadPoolExecutor(
            bounds.threads + bounds.streams + sum(lane.slots for lane in lanes.values())
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(receive, send)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body, size = await self.bodies.read(dict(scope["headers"]), receive)
        except BodyRefused as refusal:
            await self._refuse(scope, refusal.status, receive, send)
            return
        try:
            await self._run(environ_of(scope, body, size), receive, send)
        finally:
            self.bodies.release(body, size)

    async def _run(self, environ: dict[str, Any], receive: Any, send: Any) -> None:
        environ, lane = await self._admit(environ)
        answer = HttpAnswer(self.bounds, self.streams)
        try:
            self.pool.submit(answer.produce, self.application, environ)
            await answer.more.wait()
        finally:
            lane.leave()
        await answer.deliver(receive, send)

    async def _admit(self, environ: dict[str, Any]) -> tuple[dict[str, Any], Lane]:
        """The request and the lane in which it has a slot.

        If its own lane is full, it gets one in the usual lane, to be refused.
        """
        address = self.address_of(environ)
        own = self.lanes.get(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "POST" else None
        if own:
            try:
                await own.enter(address)
            except Full:
                # Told at once, a flood would come again at once.
                await asyncio.sleep(self.bounds.pause)
                environ = refused_request(environ, HTTPStatus.SERVICE_UNAVAILABLE)
            else:
                return environ, own
        await self.usual.enter(environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_COOKIE") or address)
        return environ, self.usual

    async def _refuse(self, scope: Any, status: HTTPStatus, receive: Any, send: Any) -> None:
        """Sends the application's page for the status, and closes the connection: more of the body is on its way."""
        environ = refused_request(environ_of(scope, BytesIO(), 0), status)
        await self._run(environ, receive, _closing(send))


def _closing(send: Any) -> Any:
    async def sent(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = message | {"headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return sent


async def _live(receive: Any, send: Any) -> None:
    """Answers the lifespan protocol: nothing has to start or stop with the server."""
    while True:
        phase = (await receive())["type"]
        await send({"type": f"{phase}.complete"})
        if phase == "lifespan.shutdown":
            return

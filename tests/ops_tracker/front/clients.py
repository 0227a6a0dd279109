"""Clients that are slow on purpose, over real sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Any

# With a cookie to compare the form's token with: without one, a form is refused before it is read.
FORM = (
    b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)


def connected(port: int, timeout: float = 10) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


@contextmanager
def slow_clients(port: int, number: int, begin: bytes, piece: bytes) -> Iterator[None]:
    """So many that send `begin` and then `piece` twice a second; without a piece, they read a byte instead."""
    sockets = [connected(port) for _ in range(number)]
    stop = threading.Event()
    for each in sockets:
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        each.sendall(begin)
        each.setblocking(False)

    def go_on() -> None:
        while not stop.wait(0.5):
            for each in sockets:
                with suppress(OSError):
                    each.send(piece) if piece else each.recv(1)

    sending = threading.Thread(target=go_on)
    sending.start()
    try:
        yield
    finally:
        stop.set()
        sending.join()
        for each in sockets:
            each.close()


def asked(port: int, method: str, path: str, body: Any = None, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()

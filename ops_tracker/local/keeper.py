"""Runs the embedded servers until their last user exits: `python -m ops_tracker.local.keeper FOLDER`."""

import fcntl
import json
import os
import signal
import sys
import time
from pathlib import Path

from ops_tracker.local.embedded import ServicesUnavailable, take
from ops_tracker.local.servers import Postgres, Redis, Server

GLANCE = 0.5  # seconds between two looks at users and servers


class Keeper:
    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.address = folder / "address.json"
        self.servers: list[Server] = [Postgres(folder, durable=durable), Redis(folder)]
        self.stopping = False

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self._stop_soon)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with open(self.folder / "gate.lock", "a") as gate, open(self.folder / "users.lock", "a") as users:
            try:
                self._start()
                # The last user stops the keeper. One that was killed could not, so the keeper looks itself.
                while not self.stopping and not (take(gate) and take(users)):
                    fcntl.flock(gate, fcntl.LOCK_UN)
                    self._glance()
            finally:
                self._stop()

    def _stop_soon(self, *_: object) -> None:
        self.stopping = True

    def _start(self) -> None:
        for server in self.servers:
            server.launch()
        for server in self.servers:
            server.wait_until_ready()
        draft = self.address.with_suffix(".new")
        draft.write_text(json.dumps({"KEEPER": str(os.getpid())} | {s.variable: s.url for s in self.servers}))
        draft.replace(self.address)

    def _glance(self) -> None:
        until = time.monotonic() + GLANCE
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.05)
        for server in self.servers:
            if not self.stopping and not server.lives():
                print(f"{server.name} ended; starting it again", flush=True)
                server.launch()
                server.wait_until_ready()

    def _stop(self) -> None:
        self.address.unlink(missing_ok=True)
        for server in reversed(self.servers):
            server.stop()


def main() -> None:
    folder = Path(sys.argv[1])
    lock = open(folder / "keeper.lock", "a")  # noqa: SIM115 - held until the process has ended
    if not take(lock):
        sys.exit(f"another keeper already serves {folder}")
    try:
        Keeper(folder, durable="--scratch" not in sys.argv).run()
    except ServicesUnavailable as reason:
        print(reason, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()

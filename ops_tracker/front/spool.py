import os
import tempfile
import threading
from typing import IO


class Spool:
    """Bytes that one thread writes and another reads; more than `memory` of them are on disk."""

    def __init__(self, memory: int, folder: str | None) -> None:
        self._memory, self._folder = memory, folder
        self._lock = threading.Lock()
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._in_file = self._taken = 0
        self.size = 0
        self._closed = False

    def put(self, piece: bytes) -> None:
        with self._lock:
            if self._closed:
                return
            self.size += len(piece)
            if self._file is None and self.size <= self._memory:
                self._pieces.append(piece)
                return
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - `close` closes it
            self._file.seek(0, os.SEEK_END)
            self._file.write(piece)
            self._in_file += len(piece)

    def take(self, most: int) -> tuple[bytes, bool]:
        """The oldest bytes (all that is in memory, or `most` from disk), and whether they are all there is for now."""
        with self._lock:
            if self._pieces:
                piece = b"".join(self._pieces)
                self._pieces.clear()
            elif self._file is not None:
                self._file.seek(self._taken)
                piece = self._file.read(most)
                self._taken += len(piece)
            else:
                piece = b""
            return piece, self._taken == self._in_file

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._pieces.clear()
            if self._file is not None:
                self._file.close()

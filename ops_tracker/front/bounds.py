"""Bounds of the front for one process: time, size and number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Seconds, bytes, and bytes a second. `folder` is for temporary files that do not fit in memory."""

    threads: int = 4
    folder: str | None = None
    # A body comes within `patience`, and one more second for every `rate` bytes of it.
    max_body: int = 20_000_000
    patience: float = 20
    rate: int = 10_000
    # All bodies together: beyond, others get 503.
    all_bodies: int = 500_000_000
    # A client takes each piece of an answer within this.
    takes: float = 20
    piece: int = 64 * 1024
    memory: int = 256 * 1024
    # An answer that is longer, and not finished, is a stream: it gives its thread back to the others.
    short: int = 2_000_000
    streams: int = 16
    streams_at_work: int = 2
    # The seconds before a refusal is sent if a lane is full.
    pause: float = 1

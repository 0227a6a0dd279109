"""A small WSGI application behind a front of small bounds, for a server of the tests."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

from ops_tracker.front.bounds import Bounds
from ops_tracker.front.environ import REFUSED
from ops_tracker.front.front import Front
from ops_tracker.front.lanes import Lane

MAX_BODY, PATIENCE, TAKES, STREAMS = 100_000, 1.5, 1.5, 4
LONG = 30_000_000


def wsgi(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if status := environ.get(REFUSED):
        body: Iterable[bytes] = [status.phrase.encode()]
        start(f"{status.value} {status.phrase}", [("Content-Length", str(len(status.phrase)))])
    elif path == "/long":
        start("200 OK", [("Content-Type", "text/csv")])
        body = _rows(LONG)
    elif path == "/breaks":
        start("200 OK", [("Content-Type", "text/csv")])
        body = _rows(LONG, then=ZeroDivisionError)
    elif path == "/fails":
        raise ZeroDivisionError
    else:
        if path == "/slow":
            time.sleep(0.1)
        if path == "/sign-in/":
            time.sleep(1)
        body = [_told(environ)]
        start("200 OK", [("Content-Type", "text/plain")])
    return body


def _rows(size: int, then: type[Exception] | None = None) -> Iterator[bytes]:
    for _ in range(size // 10_000):
        yield b"x" * 10_000
    if then:
        raise then


def _told(environ: dict[str, Any]) -> bytes:
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    known = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE", "HTTP_X_KIND", "REMOTE_ADDR")
    return repr({name: environ[name] for name in known if name in environ} | {"sent": len(sent)}).encode()


bounds = Bounds(
    threads=2, max_body=MAX_BODY, patience=PATIENCE, takes=TAKES, streams=STREAMS, rate=1_000_000, pause=0.2
)
application = Front(wsgi, bounds, {"/sign-in/": Lane(slots=1, queue=2, each=2)})

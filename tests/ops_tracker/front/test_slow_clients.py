"""However many clients are slow, and at whatever, the others are answered."""

import time
from contextlib import ExitStack
from statistics import median

import pytest

from tests.ops_tracker.front.clients import FORM, asked, connected, slow_clients

MANY, SECONDS = 500, 4
# How much longer the others may wait for an answer, and what a busy machine takes by itself.
TIMES, NOISE = 2, 0.05
HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
READ = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        pytest.param(FORM + b"Content-Length: 90000\r\n\r\n", b"a", id="bodies"),
        pytest.param(FORM + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", id="bodies in chunks"),
        pytest.param(HEADERS, b"a", id="headers"),
    ],
)
def test_who_sends_slowly_keeps_nobody_waiting(ours, begin, piece):
    quiet = waited(ours)
    with slow_clients(ours, MANY, begin, piece):
        assert waited(ours) < TIMES * quiet + NOISE


def test_who_reads_slowly_keeps_nobody_waiting(port):
    quiet = waited(port)
    with slow_clients(port, MANY, READ, b""):
        assert waited(port) < TIMES * quiet + NOISE


def waited(port: int) -> float:
    """The median of the seconds that an answer takes."""
    taken, end = [], time.monotonic() + SECONDS
    while (began := time.monotonic()) < end:
        response, _body = asked(port, "GET", "/healthz")
        assert response.status == 200
        taken.append(time.monotonic() - began)
        time.sleep(0.1)
    return median(taken)


def test_whoever_floods_the_sign_in_takes_no_thread_of_the_others(port):
    """Two threads serve all; each attempt takes a second, and the lane has one of its own."""
    with ExitStack() as clients:
        flood = [clients.enter_context(connected(port)) for _ in range(12)]
        for each in flood:
            each.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\na")
        began = time.monotonic()
        answers = [asked(port, "GET", "/healthz")[0].status for _ in range(4)]
        seconds = time.monotonic() - began
        turned_away = [each.recv(100).startswith(b"HTTP/1.1 503") for each in flood]

    assert answers == [200] * 4
    assert seconds < 1
    # Two processes: each works on one at a time and lets two wait.
    assert len(flood) - 6 <= sum(turned_away) < len(flood)


def test_whoever_sends_much_at_once_waits_for_themselves(port):
    """Four threads of two processes take 15 seconds for all of it; whoever has another key is answered meanwhile."""
    begin = b"GET /slow HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer one\r\n\r\n"
    with slow_clients(port, 600, begin, b""):
        began = time.monotonic()
        for _ in range(4):
            assert asked(port, "GET", "/slow", authorization="Bearer another")[0].status == 200

        assert time.monotonic() - began < 5

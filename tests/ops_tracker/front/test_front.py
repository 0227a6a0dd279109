"""What the front takes, hands on and refuses."""

import ast
import socket
import time
from http.client import HTTPConnection, IncompleteRead

import pytest

from tests.ops_tracker.front.application import LONG, MAX_BODY, STREAMS
from tests.ops_tracker.front.clients import asked, connected

LONG_ANSWER = b"GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n"


def told(port: int, wire: bytes) -> dict[str, object]:
    """What the application was handed of a request, as it goes over the wire."""
    with connected(port) as client:
        client.sendall(wire)
        answer = client.recv(65536)
    found = ast.literal_eval(answer.partition(b"\r\n\r\n")[2].decode())
    assert isinstance(found, dict)
    return found


def test_a_request_is_handed_on_as_it_was_sent(port):
    found = told(
        port,
        b"GET /a%20b/%C3%A9%FF?q=1%202 HTTP/1.1\r\nHost: localhost\r\nCookie: a=1\r\nCookie: b=2\r\nX-Kind: x\r\n\r\n",
    )

    assert found == {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": b"/a b/\xc3\xa9\xff".decode("latin-1"),
        "QUERY_STRING": "q=1%202",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_KIND": "x",
        "REMOTE_ADDR": "127.0.0.1",
        "sent": 0,
    }


def test_an_underscore_does_not_make_a_header_that_only_a_proxy_sends(port):
    found = told(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX_Kind: mine\r\n\r\n")

    assert "HTTP_X_KIND" not in found


def test_a_body_in_chunks_is_a_body(port):
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

    assert told(port, head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")["sent"] == 5


def test_a_body_of_the_largest_size_is_taken(port):
    assert ast.literal_eval(asked(port, "POST", "/", b"a" * MAX_BODY)[1].decode())["sent"] == MAX_BODY


@pytest.mark.parametrize("body", [b"a" * (MAX_BODY + 1), [b"a" * 10_000] * 50], ids=["sized", "in chunks"])
def test_a_larger_body_is_413_and_the_answer_reaches_who_sends_before_reading(port, body):
    response, said = asked(port, "POST", "/", body)

    assert response.status == 413
    assert said == b"Request Entity Too Large"


def test_who_asks_before_sending_is_refused_at_once(port):
    with connected(port) as client:
        head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\nExpect: 100-continue\r\n\r\n"
        began = time.monotonic()
        client.sendall(head)

        assert client.recv(1000).startswith(b"HTTP/1.1 413")
        assert time.monotonic() - began < 1


def test_a_body_that_does_not_come_in_time_is_408_and_the_connection_ends(port):
    with connected(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")

        assert client.recv(1000).startswith(b"HTTP/1.1 408")
        assert client.recv(1000) == b""


def test_a_body_that_breaks_off_is_400(port):
    with connected(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nabc")

        assert client.recv(1000).startswith(b"HTTP/1.1 400")


def test_one_connection_is_used_again(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    for body in (None, b"abc", b"a" * 70_000):
        connection.request("POST" if body else "GET", "/", body)
        assert connection.getresponse().read().endswith(f"'sent': {len(body or b'')}}}".encode())
    connection.close()


def test_a_long_answer_comes_whole(port):
    assert len(asked(port, "GET", "/long")[1]) == LONG


def test_an_answer_that_breaks_off_does_not_look_whole(port):
    with pytest.raises(IncompleteRead):
        asked(port, "GET", "/breaks")


def test_a_fault_of_the_application_is_500(port):
    assert asked(port, "GET", "/fails")[0].status == 500


def test_who_does_not_take_an_answer_loses_it_and_the_next_is_answered(port):
    """As many long answers as there may be are taken by clients that do not read: others are asked to come later."""
    silent = []
    for _ in range(6 * STREAMS):
        client = connected(port)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(LONG_ANSWER)
        silent.append(client)
    begun = [client.recv(12) for client in silent]

    assert {b"HTTP/1.1 200", b"HTTP/1.1 503"} == set(begun)
    deadline = time.monotonic() + 20
    while asked(port, "GET", "/long")[0].status != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for client in silent:
        client.close()

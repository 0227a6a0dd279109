"""Converts a request in ASGI to one in WSGI."""

import sys
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote_to_bytes

# Where a request has the status with which it is to be refused; no header has such a name.
REFUSED = "ops_tracker.refused"
SERVER = {
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
NAMED = {b"content-type": "CONTENT_TYPE"}
# What the front has settled itself: how long the body is, and in what pieces it came.
FRAMING = {b"content-length", b"transfer-encoding"}


def environ_of(scope: Any, body: IO[bytes], size: int) -> dict[str, Any]:
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        **SERVER,
    }
    if size:
        environ["CONTENT_LENGTH"] = str(size)
    for name, value in scope["headers"]:
        # An underscore would make a header of a client's own into one that only the proxy may send.
        if name not in FRAMING and b"_" not in name:
            _add(
                environ, NAMED.get(name) or f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}", value
            )
    return environ


def _add(environ: dict[str, Any], key: str, value: bytes) -> None:
    text = value.decode("latin-1")
    if key in environ:
        text = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{text}"
    environ[key] = text


def refused_request(environ: dict[str, Any], status: HTTPStatus) -> dict[str, Any]:
    """The request without its body and with the status, for the application to render the refusal."""
    with_body = {"wsgi.input", "CONTENT_LENGTH", "CONTENT_TYPE"}
    bare = {key: value for key, value in environ.items() if key not in with_body}
    return bare | {"wsgi.input": BytesIO(), REFUSED: status}


def remote_address(environ: Mapping[str, Any]) -> str:
    return str(environ["REMOTE_ADDR"])


def forwarded_address(environ: Mapping[str, Any]) -> str:
    """The client's address that the proxy has added: the last in X-Forwarded-For."""
    return str(environ.get("HTTP_X_FORWARDED_FOR", environ["REMOTE_ADDR"])).rpartition(",")[2].strip()

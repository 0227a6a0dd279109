"""A virus scanner by setting: clamd, which is sent the content over a socket. (Its client on PyPI is of 2014.)"""

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext as _

from common.uploads.errors import refused

CHUNK = 1 << 16
SECONDS = 30


def scan(content: bytes) -> None:
    """Raises Invalid if the scanner finds something or does not answer: what was not scanned is not stored."""
    if not settings.CLAMD_ADDRESS:
        return
    try:
        answer = _scanned(content)
    except OSError as error:
        raise refused(
            _("The virus scanner does not answer, so nothing was stored. Try again later.")
        ) from error
    if answer.endswith("FOUND"):
        raise refused(_("The virus scanner refused the file, so it was not stored."))
    if not answer.endswith("OK"):
        raise refused(_("The virus scanner does not answer, so nothing was stored. Try again later."))


def _scanned(content: bytes) -> str:
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            scanner.sendall(struct.pack("!L", len(chunk)) + chunk)
        scanner.sendall(struct.pack("!L", 0))
        answer = b""
        while part := scanner.recv(4096):
            answer += part
    return answer.decode(errors="replace").rstrip("\0\n ")


def _connected() -> socket.socket:
    """A connection to `unix:/path`, or to `host:port`."""
    address = settings.CLAMD_ADDRESS
    if address.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(address.removeprefix("unix:"))
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)

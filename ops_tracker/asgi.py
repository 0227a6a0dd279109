"""The server's entry point: the WSGI application behind a front that protects it from slow clients."""

import resource

from django.conf import settings
from django.shortcuts import resolve_url

from ops_tracker.front.bounds import Bounds
from ops_tracker.front.environ import forwarded_address, remote_address
from ops_tracker.front.front import Front
from ops_tracker.front.lanes import Lane
from ops_tracker.wsgi import application as wsgi

# Every client has a socket, and 1,024 of them, which is usual, are soon there.
_soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (_hard, _hard))

application = Front(
    wsgi,
    Bounds(
        threads=settings.WEB_THREADS,
        max_body=settings.MAX_BODY_BYTES,
        folder=str(settings.DATA_DIR),
    ),
    # To hash a password takes a processor for a third of a second: whoever floods the sign-in waits for others of
    # their kind, and nobody else does.
    lanes={resolve_url(page): Lane(slots=1, queue=40, each=5) for page in (settings.LOGIN_URL, "password")},
    address_of=forwarded_address if settings.BEHIND_PROXY else remote_address,
)

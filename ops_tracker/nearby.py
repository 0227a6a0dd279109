"""Requests from the machine that the server runs on."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

# What a proxy adds to a request that comes from elsewhere.
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via")


def from_this_machine(request: HttpRequest) -> bool:
    if settings.SECURE_PROXY_SSL_HEADER or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

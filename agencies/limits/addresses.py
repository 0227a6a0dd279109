from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of the client; behind a proxy, the last one in X-Forwarded-For, which the proxy has added."""
    stated = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        stated = request.headers.get("X-Forwarded-For", stated).rpartition(",")[2].strip()
    try:
        return str(ip_address(stated))
    except ValueError:
        return None


def network_of(address: str | None) -> str:
    """The address, or for IPv6 its /64: one household or machine has all the addresses of it."""
    if address is None:
        return ""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))

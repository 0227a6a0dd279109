from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from: behind a proxy, what the proxy says of it, which is the last in its header."""
    stated = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        stated = request.headers.get("X-Forwarded-For", stated).rpartition(",")[2].strip()
    try:
        return str(ip_address(stated))
    except ValueError:
        return None


def network_of(address: str | None) -> str:
    """One household or machine: of IPv6 a whole /64, for whoever has one address has them all."""
    if address is None:
        return ""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))

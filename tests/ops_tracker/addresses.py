"""Every address that the service has, with something in place of what varies."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters
from django.urls.resolvers import RegexPattern, RoutePattern

IN_PLACE_OF = {"uuid": "0190a000-0000-7000-8000-000000000000", "int": "1"}


def addresses() -> list[str]:
    return sorted({f"/{path}" for path in _walk(get_resolver(), "")})


def _walk(resolver: URLResolver, begun: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = begun + _filled(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from _walk(entry, path)


def _filled(pattern: object) -> str:
    if isinstance(pattern, RoutePattern):
        assert set(IN_PLACE_OF) <= set(get_converters())
        found = re.sub(r"<(?:(\w+):)?\w+>", lambda match: IN_PLACE_OF.get(match[1], "x"), pattern._route)
        return str(found)
    assert isinstance(pattern, RegexPattern)
    text = re.sub(r"\(\?P<\w+>[^)]*\)|\(\?:[^)]*\)|\([^)]*\)", "x", pattern._regex)
    return re.sub(r"[\^$?]|\\Z|\\(?=[./-])|\.\*", "", text)

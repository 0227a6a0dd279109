"""Every address that the service has, with something in place of what varies."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters
from django.urls.resolvers import RegexPattern, RoutePattern

IN_PLACE_OF = {"uuid": "0190a000-0000-7000-8000-000000000000", "int": "1", "text": "x"}
# What varies in a route, by its kind.
GAP = re.compile(r"\{(uuid|int|text)\}")

# Gives what to put into a gap, by the word of the route before it, and its kind.
Filling = Callable[[str, str], Iterable[str]]


def addresses(filling: Filling = lambda _before, kind: [IN_PLACE_OF[kind]]) -> list[str]:
    """All of them; where `filling` gives several, one for each, and where it gives none, none."""
    return sorted({address for route in _walk(get_resolver(), "/") for address in _each(route, filling)})


def _each(route: str, filling: Filling) -> Iterator[str]:
    gaps = list(GAP.finditer(route))
    befores = [re.findall(r"[\w-]+", GAP.sub("", route[: gap.start()]) or "/") for gap in gaps]
    choices = [filling(words[-1] if words else "", gap[1]) for words, gap in zip(befores, gaps, strict=True)]
    for chosen in product(*choices):
        each = iter(chosen)
        yield GAP.sub(lambda _gap: next(each), route)  # noqa: B023 -- at once


def _walk(resolver: URLResolver, begun: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = begun + _with_gaps(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from _walk(entry, path)


def _with_gaps(pattern: object) -> str:
    if isinstance(pattern, RoutePattern):
        assert set(IN_PLACE_OF) - {"text"} <= set(get_converters())
        kinds = re.compile(r"<(?:(\w+):)?\w+>")
        return kinds.sub(
            lambda gap: f"{{{gap[1] if gap[1] in IN_PLACE_OF else 'text'}}}", str(pattern._route)
        )
    assert isinstance(pattern, RegexPattern)
    text = re.sub(r"\(\?P<\w+>[^)]*\)|\(\?:[^)]*\)|\([^)]*\)", "{text}", pattern._regex)
    return re.sub(r"[\^$?]|\\Z|\\(?=[./-])|\.\*", "", text)

"""The guides of docs/ as pages: the same text that stands beside the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# In the order of the list; the last is for whoever runs the service.
GUIDES = ("analysts", "supervisors", "imports", "partner-systems", "operators")


@dataclass(frozen=True)
class Guide:
    """A guide with its title, and with its text as HTML."""

    name: str
    title: str
    html: SafeString


def guides() -> list[Guide]:
    return [guide(name) for name in GUIDES]


@cache
def guide(name: str) -> Guide:
    """The guide of that name, which is one of GUIDES. Markup in the text is shown, not obeyed."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((settings.BASE_DIR / "docs" / f"{name}.md").read_text(encoding="utf-8"))
    title, text = tokens[1].content, tokens[3:]
    for token in _links(text):
        token.attrSet("href", _address(str(token.attrGet("href"))))
    # The text is ours, and its own markup is escaped.
    html = mark_safe(markdown.renderer.render(text, markdown.options, {}))  # noqa: S308
    return Guide(name, title, html)


def _links(tokens: list[Token]) -> Iterator[Any]:
    for token in tokens:
        yield from (inner for inner in token.children or () if inner.type == "link_open")


def _address(href: str) -> str:
    """The page of another guide where the text links to its file."""
    stem, _dot, ending = urlsplit(href).path.partition(".")
    return reverse("guide", args=[stem]) if ending == "md" and stem in GUIDES else href

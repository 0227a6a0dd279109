"""Pages as a browser reads them: parsed, so that neither the order of attributes nor line breaks matter."""

from typing import Any

from django.http import HttpResponse
from selectolax.lexbor import LexborHTMLParser, LexborNode


def parsed(response: HttpResponse | str) -> LexborHTMLParser:
    """The page; what a `template` element holds for scripts is no part of it."""
    return LexborHTMLParser(response if isinstance(response, str) else response.content.decode())


def element(page: LexborHTMLParser, name: str) -> LexborNode:
    """The element of that id."""
    found: LexborNode | None = page.css_first(f'[id="{name}"]')
    assert found, f"no element {name}"
    return found


def words(node: LexborNode | None) -> str:
    """The text of an element, its white space in single blanks."""
    return " ".join(node.text().split()) if node else ""


def value_of(node: LexborNode) -> str:
    """What a control of a form holds."""
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        chosen = [option for option in node.css("option") if "selected" in option.attributes]
        return chosen[0].attributes["value"] or "" if chosen else ""
    return node.attributes.get("value") or ""


def attributes(node: LexborNode) -> dict[str, Any]:
    """Attributes by name; one without a value is the empty text."""
    return {name: value or "" for name, value in node.attributes.items()}


def inline_code(page: LexborHTMLParser) -> list[str]:
    """What a strict Content-Security-Policy forbids: scripts, styles and handlers that are written into the page."""
    data = "application/json"
    inline = [node for node in page.css("script:not([src])") if attributes(node).get("type") != data]
    handlers = [
        node
        for node in page.css("*")
        if any(name == "style" or name.startswith("on") for name in node.attributes)
    ]
    return [node.html or "" for node in (*inline, *page.css("style"), *handlers)]

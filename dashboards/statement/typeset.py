"""Documents set by Typst: PDF/UA-1 and PDF/A-2a, with the fonts that Typst carries and no others.

Texts go in as JSON, never as markup.
"""

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

import typst

STANDARDS: list[Any] = ["ua-1", "a-2a"]
# Stands for a sign that none of the fonts has: the standards forbid to leave it out in silence.
UNKNOWN = "\N{WHITE SQUARE}"
# Controls, and what has no meaning that all would agree on.
FORBIDDEN = ("Cc", "Cn", "Co", "Cs")
# In Typst's message, as Rust writes a text.
NO_FONT = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
# Each attempt names many signs that have no font; a document has a few scripts at most.
ATTEMPTS = 8


class NotTypeset(Exception):
    """Typst refused the document for another reason than a sign without a font."""


def typeset(template: bytes, data: dict[str, Any], at: datetime) -> bytes:
    """The document as PDF. Signs that no font has are shown as a white square."""
    texts = _each_text(data, _printable)
    for _attempt in range(ATTEMPTS):
        try:
            return _compiled(template, texts, at)
        except typst.TypstError as refusal:
            if not (unknown := _without_font(refusal.diagnostic)):
                raise NotTypeset(refusal.diagnostic) from refusal
            texts = _each_text(texts, lambda text, signs=unknown: _replaced(text, signs))
    return _compiled(template, _each_text(texts, _plain), at)


def _compiled(template: bytes, texts: Any, at: datetime) -> bytes:
    found = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(texts)},
        pdf_standards=STANDARDS,
        timestamp=at.replace(microsecond=0),
    )
    assert isinstance(found, bytes)
    return found


def _without_font(diagnostic: str) -> list[str]:
    """The texts that Typst has no font for, the longest first."""
    found = {ESCAPED.sub(_sign, text) for text in NO_FONT.findall(diagnostic)}
    return sorted(found, key=len, reverse=True)


def _sign(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else escaped[2]


def _replaced(text: str, signs: list[str]) -> str:
    for each in signs:
        text = text.replace(each, UNKNOWN)
    return text


def _printable(text: str) -> str:
    return "".join(
        UNKNOWN if unicodedata.category(sign) in FORBIDDEN else sign for sign in " ".join(text.split())
    )


def _plain(text: str) -> str:
    """The text in signs that every font has."""
    return "".join(sign if sign.isascii() else UNKNOWN for sign in text)


def _each_text(data: Any, change: Any) -> Any:
    """The data with each text in it changed; the names of its parts stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: _each_text(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_each_text(value, change) for value in data]
    return data

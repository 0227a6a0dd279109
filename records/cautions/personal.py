"""Detects text that looks like personal data, which is recorded nowhere."""

import re
from functools import lru_cache

PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?<![\d.,])\+?\d{1,3}[ ./-]?\(?\d{2,4}\)?[ ./-]\d{3,4}[ ./-]?\d{3,4}(?![\d.,])"),
    re.compile(
        r"\b(?:passport|ssn|dob:|date of birth|driver'?s licen[cs]e|id card|pasaporte|c[eé]dula|dni|cpf)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)"),
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b"),
)


@lru_cache(maxsize=5_000)
def looks_personal(text: str) -> bool:
    """Whether the text has an e-mail address, a telephone number, or the number of a document or an account."""
    return any(pattern.search(text) for pattern in PATTERNS)

"""Instants in addresses."""

import re


def with_plus(text: str) -> str:
    """The text with the plus sign of its offset: one that was put in an address as it is arrives as a space."""
    return re.sub(r"(:.*) (?=\d\d:?\d\d$)", r"\1+", text)

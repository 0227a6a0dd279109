"""Decimals as text for machines and for the clipboard."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """The value as typed and copied: no groups, no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

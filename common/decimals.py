"""Decimals as text for machines and for the clipboard, and what a number is."""

from decimal import Decimal


def plain(value: Decimal) -> str:
    """The value as typed and copied: no groups, no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_integral(value: Decimal) -> bool:
    """Whether the value has no fraction. A remainder has no digits to spare for the largest numbers, and fails."""
    return value == value.to_integral_value()

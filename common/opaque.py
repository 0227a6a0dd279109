"""Encrypts sequence numbers of the database: nobody learns from two of them how many lie between."""

import hashlib
import hmac

from django.conf import settings

HALF = 32
ROUNDS = 4


def encode_number(number: int) -> str:
    """A number below 2**64 as sixteen digits that say nothing of it; `decode_number` reads them."""
    left, right = divmod(number, 1 << HALF)
    for key in range(ROUNDS):
        left, right = right, left ^ _scrambled(right, key)
    return f"{left << HALF | right:016x}"


def decode_number(text: str) -> int:
    """Raises ValueError for what `encode_number` did not write."""
    if len(text) != 16:
        raise ValueError(text)
    left, right = divmod(int(text, 16), 1 << HALF)
    for key in reversed(range(ROUNDS)):
        left, right = right ^ _scrambled(left, key), left
    number = left << HALF | right
    if number >= 1 << 63 or encode_number(number) != text:
        raise ValueError(text)
    return number


def _scrambled(half: int, key: int) -> int:
    secret = f"{settings.SECRET_KEY}/{key}".encode()
    return int.from_bytes(hmac.digest(secret, half.to_bytes(4, "big"), hashlib.sha256)[:4], "big")

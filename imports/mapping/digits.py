"""Digits of other alphabets, which mean what those of ASCII mean."""

import unicodedata

# The decimal mark and the mark between thousands of Arabic, which stand for nothing else.
ARABIC_POINT, ARABIC_THOUSANDS = "\u066b", "\u066c"


def western(text: str) -> str:
    """The text with its decimal digits as those of ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)

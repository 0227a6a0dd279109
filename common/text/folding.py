"""Folded text, for searching: without accents, capitals and other variants of the same letters."""

import unicodedata

# Letters that have no decomposition, and signs with several forms.
ALIKE = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'",
        "\u2010": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    }
)  # fmt: skip


def fold_text(text: str) -> str:
    """The text in the form that searches compare: "Bogotá", "BOGOTA" and "Bogota" all become "bogota".

    The SQL function `folded` (agencies/sql/) does the same: a change needs a migration of it and of its indexes.
    """
    # Once more after lower-casing: some capitals fold into letters with marks of their own.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.translate(ALIKE).split())

"""Text as a search compares it: without accents, capitals and the other ways of writing the same letters."""

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
    """What two texts share that a person would take for the same: "Bogotá", "BOGOTA" and "Bogota" are all "bogota".

    Kept in columns that are searched (common/db/folded.py): a change here needs a migration that fills them anew.
    """
    # Once more after the capitals are gone: some of them fold into letters with marks of their own.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(letters.translate(ALIKE).split())

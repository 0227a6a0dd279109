"""Numbers and errors as text, for commands."""


def many(number: int, what: str) -> str:
    """A number with its noun: "1 posting", "17,169 postings"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def line(error: Exception) -> str:
    return " ".join(str(error).split())

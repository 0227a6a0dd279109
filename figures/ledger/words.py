"""What commands say of numbers and of errors."""


def many(number: int, what: str) -> str:
    """So many of a thing: "1 posting", "17,169 postings"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def line(error: Exception) -> str:
    return " ".join(str(error).split())

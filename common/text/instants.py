"""Instants as text: in addresses and in answers."""

import datetime
import re

from django.utils.dateparse import parse_datetime


def with_plus(text: str) -> str:
    """The text with the plus sign of its offset: one that was put in an address as it is arrives as a space."""
    return re.sub(r"(:.*) (?=\d\d:?\d\d$)", r"\1+", text)


def parse_instant(text: str) -> datetime.datetime | None:
    """The instant that the text means; without a time zone it is in UTC, and a day is its first instant.

    None for other text.
    """
    try:
        found = parse_datetime(with_plus(text))
        return found and _in_utc(found)
    except (ValueError, OverflowError):
        return None


def _in_utc(found: datetime.datetime) -> datetime.datetime:
    return found.replace(tzinfo=datetime.UTC) if found.tzinfo is None else found.astimezone(datetime.UTC)


def format_instant(found: datetime.datetime) -> str:
    """An instant in UTC, in ISO 8601, as answers have it."""
    return found.isoformat().replace("+00:00", "Z")

"""Parses and formats instants."""

import datetime

from django.utils.dateparse import parse_datetime

from common.text.instants import with_plus


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

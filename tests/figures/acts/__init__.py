"""All that may happen to records, by name."""

from tests.figures.acts import items, loading, records, reference, review
from tests.figures.acts.act import ACTS

__all__ = ["ACTS", "items", "loading", "records", "reference", "review"]

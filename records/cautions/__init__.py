"""Cautions: sentences about what looks wrong and is accepted all the same (docs/decisions/0042)."""

from records.cautions.caution import Caution
from records.cautions.found import caution_records, cautions_of

__all__ = ["Caution", "caution_records", "cautions_of"]

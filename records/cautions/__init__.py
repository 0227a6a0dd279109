"""What is taken and yet looks wrong: whoever writes it learns of it, and nothing is refused (docs/decisions/0042)."""

from records.cautions.caution import Caution
from records.cautions.found import caution_records, cautions_of

__all__ = ["Caution", "caution_records", "cautions_of"]

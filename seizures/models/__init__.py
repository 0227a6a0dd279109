from seizures.models.attachment import SeizureAttachment
from seizures.models.credit import Credit
from seizures.models.disposition import Disposition
from seizures.models.item import SeizedItem, Weight
from seizures.models.reader import SeizureReader
from seizures.models.seizure import Seizure, SeizureQuerySet
from seizures.models.source import SeizureSource

__all__ = [
    "Credit",
    "Disposition",
    "SeizedItem",
    "Seizure",
    "SeizureAttachment",
    "SeizureQuerySet",
    "SeizureReader",
    "SeizureSource",
    "Weight",
]

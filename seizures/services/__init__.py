"""The one door for every change to seizures. Their review goes through records.services."""

from seizures.services.dispositions import (
    change_disposition,
    record_disposition,
    remove_disposition,
)
from seizures.services.seizures import (
    amend_edited_seizure,
    amend_seizure,
    change_seizure,
    check_seizure,
    check_seizures,
    record_seizure,
    record_seizures,
)

__all__ = [
    "amend_edited_seizure",
    "amend_seizure",
    "change_disposition",
    "change_seizure",
    "check_seizure",
    "check_seizures",
    "record_disposition",
    "record_seizure",
    "record_seizures",
    "remove_disposition",
]

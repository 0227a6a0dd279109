"""The one door for every change to operations, and to what sources state of them."""

from operations.services.facts import record_fact
from operations.services.operations import (
    check_operation,
    record_operation,
    record_participation,
    remove_participation,
)
from operations.services.phases import accept_phase, decline_phase

__all__ = [
    "accept_phase",
    "check_operation",
    "decline_phase",
    "record_fact",
    "record_operation",
    "record_participation",
    "remove_participation",
]

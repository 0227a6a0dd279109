"""The one door for every change to operations, sources, claims, indicators, plans and targets."""

from operations.services.closings import close_period, reopen_period
from operations.services.facts import record_fact
from operations.services.legal import record_instrument
from operations.services.method_notes import record_method_note
from operations.services.operations import (
    check_operation,
    record_operation,
    record_participation,
    record_participations,
    remove_participation,
)
from operations.services.phases import accept_phase, decline_phase
from operations.services.plans import copy_plan, record_plan, record_target, remove_target
from operations.services.sources import record_source

__all__ = [
    "accept_phase",
    "check_operation",
    "close_period",
    "copy_plan",
    "decline_phase",
    "record_fact",
    "record_instrument",
    "record_method_note",
    "record_operation",
    "record_participation",
    "record_participations",
    "record_plan",
    "record_source",
    "record_target",
    "remove_participation",
    "remove_target",
    "reopen_period",
]

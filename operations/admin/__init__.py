from operations.admin.equivalents import EquivalentFactorAdmin
from operations.admin.facts import ClaimAdmin, IndicatorAdmin, SourceAdmin
from operations.admin.legal import LegalInstrumentAdmin
from operations.admin.method_note import MethodNoteAdmin
from operations.admin.operation import OperationAdmin
from operations.admin.plans import PlanAdmin, TargetAdmin

__all__ = [
    "ClaimAdmin",
    "EquivalentFactorAdmin",
    "IndicatorAdmin",
    "LegalInstrumentAdmin",
    "MethodNoteAdmin",
    "OperationAdmin",
    "PlanAdmin",
    "SourceAdmin",
    "TargetAdmin",
]

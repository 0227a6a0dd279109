from operations.admin.facts import ClaimAdmin, IndicatorAdmin, SourceAdmin
from operations.admin.operation import OperationAdmin
from operations.admin.outcome import OutcomeAdmin

__all__ = ["ClaimAdmin", "IndicatorAdmin", "OperationAdmin", "OutcomeAdmin", "SourceAdmin"]

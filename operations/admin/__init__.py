from operations.admin.facts import ClaimAdmin, IndicatorAdmin, SourceAdmin
from operations.admin.operation import OperationAdmin

__all__ = ["ClaimAdmin", "IndicatorAdmin", "OperationAdmin", "SourceAdmin"]

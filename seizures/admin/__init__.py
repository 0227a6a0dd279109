from seizures.admin.disposition import DispositionAdmin, SeizedItemAdmin
from seizures.admin.seizure import SeizureAdmin

__all__ = ["DispositionAdmin", "SeizedItemAdmin", "SeizureAdmin"]

from imports.models.arrival import Arrival
from imports.models.file_import import FileImport, ImportState
from imports.models.imported_row import ImportedRow
from imports.models.saved_mapping import SavedMapping

__all__ = ["Arrival", "FileImport", "ImportState", "ImportedRow", "SavedMapping"]

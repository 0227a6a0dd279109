from imports.models.file_import import FileImport, ImportState
from imports.models.imported_row import ImportedRow
from imports.models.saved_mapping import SavedMapping

__all__ = ["FileImport", "ImportState", "ImportedRow", "SavedMapping"]

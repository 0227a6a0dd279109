"""Small files, and the mapping that they are read by."""

from pathlib import Path
from typing import Any

from imports.mapping.checking import read_mapping
from imports.report import ImportReport
from imports.services.running import ImportResult, Wanted, import_file
from tests.calls import person

HEADER = "Date,Place,Drug,Amount,Unit"
MAPPING = {
    "dates": ["%d.%m.%Y"],
    "defaults": {"operation": "ATLAS", "country": "COL", "agency": "US-CBP"},
    "columns": {"Date": "date", "Place": "place", "Drug": "measure", "Amount": "quantity", "Unit": "unit"},
    "values": {"measure": {"Cocaine": "NARC.COCAINE", "Heroin": "NARC.HEROIN", "*": "NARC.OTHER"}},
}


ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "15.07.2009,Cali,Heroin,300,GRM", "15.07.2009,Cali,Kitil,7,GRM")


class Importing:
    """Imports rows of text, as one analyst, and keeps the last report."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.by = folder, person()
        self.report = ImportReport()

    def file(self, *rows: str, header: str = HEADER, name: str = "file.csv") -> Path:
        path = self.folder / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    def __call__(
        self, *rows: str, header: str = HEADER, name: str = "file.csv", **changed: Any
    ) -> ImportResult:
        wanted = {
            key: changed.pop(key) for key in ("dry_run", "partial", "submit", "verifier") if key in changed
        }
        mapping = read_mapping({**MAPPING, **changed})
        self.close()
        self.report = ImportReport()
        path = self.file(*rows, header=header, name=name)
        return import_file(path, mapping, Wanted(**wanted), self.report, by=self.by)

    def close(self) -> None:
        self.report.close()

    def found(self, kind: str) -> list[tuple[int, str, str, str]]:
        """Line, column, value and sentence of what was found of that kind."""
        return [tuple(each[:4]) for each in self.report.lines() if each.kind == kind]

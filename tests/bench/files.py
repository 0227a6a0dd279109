"""Rows of a file a second, with all checks, the history and the ledger: a dry run, and a commit."""

import csv
import tempfile
import time
from pathlib import Path
from uuid import UUID

from agencies.models import User
from imports.mapping.checking import read_mapping
from imports.report import ImportReport
from imports.services.running import Wanted, import_file
from operations.models import Operation
from tests.bench import copying, others
from tests.bench.bench import Bench
from tests.bench.lines import at_least, number

# Of one file; where the database is larger than that many, of a smaller one: the ratios are the same.
MANY, ROWS, FEW = 100_000, 10_000, 500
HEADER = ("Date", "Country", "Drug", "Amount", "Unit", "Place")
DRUGS = ("Cocaine", "Heroin", "Herb")
MAPPING = {
    "columns": {
        "Date": "date", "Country": "country", "Drug": "measure", "Amount": "quantity", "Unit": "unit", "Place": "place",
    },
    "values": {
        "measure": {"Cocaine": "NARC.COCAINE", "Heroin": "NARC.HEROIN", "Herb": "NARC.CANNABIS.HERB"},
        "unit": {"kg": "KGM", "g": "GRM"},
    },
}  # fmt: skip


def ask(bench: Bench) -> None:
    """A commit is held against COPY of the rows that it recorded, through the same triggers, in the same minute."""
    by, rows = _analyst(bench.world.operation), MANY if bench.rows <= MANY else ROWS
    with tempfile.TemporaryDirectory() as folder:
        path, few = Path(folder, "file.csv"), Path(folder, "few.csv")
        _write(path, bench, rows)
        _write(few, bench, FEW)
        # Once, so that neither is the first to load what both need.
        _rate(few, bench, by, FEW, dry_run=True)
        checked, _of_none = _rate(path, bench, by, rows, dry_run=True)
        committed, file_import = _rate(path, bench, by, rows, dry_run=False)
        usual = others.rate(few, MAPPING["values"], bench.world.operation, by=by)
    copied = _copied(bench, file_import, rows)
    shown = {name: f"{number(rate)}/s" for name, rate in (("commit", committed), ("copy", copied))}
    bench.board.judge("import", at_least(0.5), committed / copied, "commit/copy", rows=str(rows), **shown)
    shown = {"dry-run": f"{number(checked)}/s"}
    bench.board.judge("import", at_least(1), checked / committed, "dry-run/commit", **shown)
    shown = {"django-import-export": f"{number(usual)}/s"}
    bench.board.judge("import", at_least(15), committed / usual, "commit/django-import-export", **shown)


def _rate(path: Path, bench: Bench, by: User, rows: int, *, dry_run: bool) -> tuple[float, UUID]:
    mapping = read_mapping({**MAPPING, "defaults": {"operation": bench.world.operation}})
    report = ImportReport()
    began = time.perf_counter()
    result = import_file(path, mapping, Wanted(dry_run=dry_run), report, by=by)
    seconds = time.perf_counter() - began
    report.close()
    assert result.counts["records"] == rows, result.counts
    return rows / seconds, result.file_import.pk


def _copied(bench: Bench, file_import: UUID, rows: int) -> float:
    """Records a second that COPY writes, of those of the import, each as a new one."""
    which = f"id IN (SELECT seizure_id FROM imports_importedrow WHERE file_import_id = '{file_import}')"  # noqa: S608
    bulks = copying.bulk(bench.database, rows, which=which)
    return bulks[0].rows / sum(copying.seconds(bench.database, bulks))


def _write(path: Path, bench: Bench, many: int) -> None:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for each in range(1, many + 1):
            day = f"{bench.world.last.year - 1}-{each % 12 + 1:02}-{each % 28 + 1:02}"
            unit = ("kg", "g")[each % 2]
            rows.writerow(
                [day, bench.world.country, DRUGS[each % 3], f"{each}.{each % 7}", unit, f"Post {each % 50}"]
            )


def _analyst(operation: str) -> User:
    """Somebody of the agency that recorded the operation."""
    owner = Operation.objects.get(code=operation).owner
    found = User.objects.filter(agency=owner, is_active=True, role="analyst").first()
    return found or User.objects.create_user("bench.importer", role="analyst", agency=owner)

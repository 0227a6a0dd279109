"""Imports a file of seizures, all of it or nothing, and prints the result as one line of JSON."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.models import User
from common.errors import Refused
from imports.reading.errors import CannotRead
from imports.report import Finding, ImportReport
from imports.services.authors import author_for, named_mapping
from imports.services.running import ImportResult, Wanted, import_file

UNREADABLE, REFUSED = 2, 1
SHOWN = 20


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--mapping", required=True, help="A saved mapping's name, an example's, or a file of JSON."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Report what would come of it; record nothing."
        )
        parser.add_argument("--submit", action="store_true", help="Hand the records over for review.")
        parser.add_argument(
            "--as", dest="author", help="The user who enters them; else an analyst of the agency."
        )
        parser.add_argument("--verify-as", help="The user who verifies them, on a demonstration only.")
        parser.add_argument(
            "--partial", action="store_true", help="Record the rows that are right if others are not."
        )
        parser.add_argument("--report", type=Path, help="Write line, column, value and sentence to this CSV.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = ImportReport()
        try:
            result = self._imported(report, options)
            self._report(result, report)
        finally:
            report.close()
        if not result.is_clean:
            raise SystemExit(REFUSED)

    def _imported(self, report: ImportReport, options: dict[str, Any]) -> ImportResult:
        try:
            return self._result(report, options)
        except CannotRead as unreadable:
            self._print(json.dumps({"error": str(unreadable)}, ensure_ascii=False))
            raise CommandError(str(unreadable), returncode=UNREADABLE) from unreadable
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        finally:
            self._write(report, options["report"])

    def _result(self, report: ImportReport, options: dict[str, Any]) -> ImportResult:
        path = options["file"]
        if not path.is_file():
            raise CannotRead(f"There is no file {path}.")
        verifier = self._verifier(options["verify_as"])
        mapping = named_mapping(options["mapping"], options["author"])
        by = author_for(mapping, options["author"], verifier)
        wanted = Wanted(options["dry_run"], options["partial"], options["submit"], verifier)
        return import_file(path, mapping, wanted, report, by=by)

    def _verifier(self, username: str | None) -> User | None:
        if not username:
            return None
        if not settings.DEMO:
            raise CommandError(
                "Records are verified by a person who looks at them: --verify-as is for demonstrations."
            )
        verifier = User.objects.filter(username=username, is_active=True).first()
        if verifier is None:
            raise CommandError(f"There is no user {username}.")
        return verifier

    def _report(self, result: ImportResult, report: ImportReport) -> None:
        for finding in report.first[:SHOWN]:
            self.stderr.write(_line(finding))
        for figure in result.totals:
            cell = figure.cell
            value = "?" if figure.value is None else f"{figure.value:f}"
            self.stderr.write(
                f"{cell['measure']} {cell['stage']} {cell['year'] or '?'}: {value} {figure.unit}"
                f" ({figure.records} records, {figure.qualifier})"
            )
        self._print(json.dumps(result.counts))

    def _print(self, line: str) -> None:
        """Prints the result: the last line is for programs."""
        self.stdout.write(line)

    def _write(self, report: ImportReport, path: Path | None) -> None:
        if path is not None:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                report.write(file)


def _line(finding: Finding) -> str:
    where = f"line {finding.line}" if finding.line else "the file"
    what = f", {finding.column}" if finding.column else ""
    return f"{finding.kind}, {where}{what}: {finding.sentence}"

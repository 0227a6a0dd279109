"""`import_seizures`: one line of JSON, and an exit code that programs can go by."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from imports.models import SavedMapping
from operations.models import State
from seizures.models import Seizure
from tests.calls import person
from tests.imports.small import MAPPING

ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "15.07.2009,Cali,Heroin,300,GRM")
WRONG = "32.07.2009,Cali,Heroin,300,GRM"


@pytest.fixture
def command(importing, tmp_path, capsys):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(MAPPING))

    def run(*rows, options=(), using=str(mapping)):
        path = importing.file(*rows)
        try:
            call_command("import_seizures", str(path), "--mapping", using, *options)
            code = 0
        except CommandError as error:
            code = error.returncode
        except SystemExit as stop:
            code = stop.code
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]) if lines else None

    return run


def test_all_rows_came_in(command):
    code, counts = command(*ROWS)

    assert code == 0
    assert counts == {
        "rows": 2, "records": 2, "skipped": 0, "unchanged": 0, "changed": 0, "errors": 0, "warnings": 0,
        "duplicates": 0,
    }  # fmt: skip
    assert set(Seizure.objects.values_list("state", flat=True)) == {State.DRAFT}


def test_with_a_row_that_is_wrong_nothing_is_in(command):
    code, counts = command(*ROWS, WRONG)

    assert (code, counts["records"], counts["errors"], Seizure.objects.count()) == (1, 0, 1, 0)


def test_partial_takes_the_others(command):
    code, counts = command(*ROWS, WRONG, options=["--partial"])

    assert (code, counts["records"], counts["errors"], Seizure.objects.count()) == (1, 2, 1, 2)


def test_a_dry_run_records_nothing(command):
    code, counts = command(*ROWS, options=["--dry-run"])

    assert (code, counts["records"], Seizure.objects.count()) == (0, 2, 0)


@pytest.mark.parametrize("using", ["no-such", "no-such.json"])
def test_a_mapping_that_cannot_be_read_is_told_apart(command, using):
    code, told = command(*ROWS, using=using)

    assert code == 2
    assert "no-such" in told["error"]


def test_a_file_that_cannot_be_read_is_told_apart(command, importing, capsys):
    with pytest.raises(CommandError, match="There is no file") as refusal:
        call_command("import_seizures", str(importing.folder / "none.csv"), "--mapping", "cbp-drugs")

    assert refusal.value.returncode == 2


def test_the_report_has_line_column_value_and_sentence(command, tmp_path):
    path = tmp_path / "report.csv"

    command(ROWS[0], ROWS[0], "=1+1,Cali,Heroin,300,GRM", options=["--report", str(path), "--dry-run"])

    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header == ["line", "column", "value", "sentence", "kind", "marking"]
    assert rows[0][:3] == ["4", "Date", "'=1+1"]
    assert rows[1] == ["3", "", "", "The same as line 2, cell by cell.", "duplicate", "TLP:AMBER+STRICT"]


def test_a_saved_mapping_goes_by_its_newest_version(command, importing):
    for version, operation in ((1, "NONE"), (2, "ATLAS")):
        SavedMapping.objects.create(
            agency=importing.by.agency, name="nightly", version=version, created_by=importing.by,
            content={**MAPPING, "defaults": {**MAPPING["defaults"], "operation": operation}},
        )  # fmt: skip

    code, counts = command(*ROWS, using="nightly")

    assert (code, counts["records"]) == (0, 2)


def test_records_are_submitted(command):
    command(*ROWS, options=["--submit"])

    assert set(Seizure.objects.values_list("state", flat=True)) == {State.SUBMITTED}


def test_on_a_demonstration_another_person_verifies(command, settings):
    settings.DEMO = True
    verifier = person("supervisor")

    code, _counts = command(*ROWS, options=["--verify-as", verifier.username])

    assert code == 0
    assert set(Seizure.objects.values_list("state", "verified_by")) == {(State.VERIFIED, verifier.pk)}


def test_elsewhere_nobody_verifies_what_they_have_not_looked_at(command, settings):
    settings.DEMO = False
    verifier = person("supervisor")

    code, _counts = command(*ROWS, options=["--verify-as", verifier.username])

    assert code == 1
    assert not Seizure.objects.exists()


def test_rows_are_recorded_in_the_name_that_is_given(command):
    other = person()

    command(*ROWS, options=["--as", other.username])

    assert set(Seizure.objects.values_list("created_by", flat=True)) == {other.pk}

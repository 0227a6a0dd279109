"""A file in a watched folder is read once, and lies in `done/` or `failed/` afterwards, with its report."""

import gzip
import os
import time

import pytest
from django.conf import settings as project

from imports.mapping.checking import read_mapping
from imports.models import FileImport, ImportState
from imports.services.named import save_mapping
from imports.services.watching import LEFT, QUIET, read_folder
from imports.tasks import watch
from seizures.models import Seizure
from tests.imports.small import HEADER, MAPPING, ROWS

WRONG = "32.07.2009,Cali,Heroin,300,GRM"


@pytest.fixture
def folder(importing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    save_mapping("nightly", read_mapping(MAPPING), by=importing.by)
    place = tmp_path / "watched" / "US-ICE" / "nightly"
    place.mkdir(parents=True)
    return place


def put(folder, *rows, name="night.csv", age=QUIET + 1):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([HEADER, *rows]))
    os.utime(path, (time.time() - age,) * 2)
    return path


def lying(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def watched(folder) -> int:
    return read_folder(folder.parent.parent)


def test_a_file_is_read_once_and_waits_for_a_second_person(importing, folder):
    put(folder, *ROWS)
    assert (watched(folder), watched(folder)) == (1, 0)

    assert lying(folder) == ["done/night.csv", "done/night.csv.report.csv.gz", "done/night.csv.txt"]
    assert "New records: 3." in (folder / "done/night.csv.txt").read_text()
    found = FileImport.objects.get()
    assert (found.state, found.mapping_name, found.created_by) == (ImportState.DONE, "nightly", importing.by)
    assert set(Seizure.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_file_with_a_wrong_row_fails_whole_and_says_which(folder):
    put(folder, ROWS[0], WRONG)
    watched(folder)

    assert lying(folder) == ["failed/night.csv", "failed/night.csv.report.csv.gz", "failed/night.csv.txt"]
    assert "32.07.2009" in gzip.decompress((folder / "failed/night.csv.report.csv.gz").read_bytes()).decode()
    assert (FileImport.objects.get().state, Seizure.objects.count()) == (ImportState.REFUSED, 0)


def test_a_file_that_cannot_be_read_fails_with_a_sentence(folder):
    path = put(folder)
    path.write_bytes(b"")
    os.utime(path, (0, 0))
    watched(folder)
    assert (folder / "failed/night.csv.txt").read_text().startswith("The file is empty")


def test_an_unknown_mapping_or_agency_fails_with_a_sentence(folder):
    other = put(folder.parent / "hourly", *ROWS)
    nobody = folder.parent.parent / "XX-NONE" / "nightly"
    nobody.parent.mkdir()
    stray = put(nobody, *ROWS)
    assert watched(folder) == 2
    assert "has saved no mapping “hourly”" in (other.parent / "failed/night.csv.txt").read_text()
    assert "XX-NONE has saved no mapping" in (stray.parent / "failed/night.csv.txt").read_text()


def test_whoever_has_left_imports_nothing(importing, folder):
    importing.by.is_active = False
    importing.by.save()
    put(folder, *ROWS)
    watched(folder)
    assert "save it again" in (folder / "failed/night.csv.txt").read_text()
    assert not FileImport.objects.exists()


@pytest.mark.parametrize("named", [{"age": 0}, {"name": ".night.csv"}, {"name": "night.csv.part"}])
def test_a_file_that_is_being_written_waits(folder, named):
    path = put(folder, *ROWS, **named)
    assert (watched(folder), path.exists()) == (0, True)


def test_a_link_to_elsewhere_is_not_followed(folder):
    (folder / "night.csv").symlink_to(project.BASE_DIR / "manage.py")
    assert watched(folder) == 0


def test_a_file_whose_worker_was_killed_is_read_again(folder):
    put(folder / "taken", *ROWS, age=LEFT - 10)
    assert watched(folder) == 0
    put(folder / "taken", *ROWS, age=LEFT + 10)
    assert (watched(folder), Seizure.objects.count()) == (1, 3)


def test_two_files_of_one_name_are_both_there_afterwards(folder):
    for _night in range(2):
        put(folder, *ROWS)
        watched(folder)
    assert sum(name.endswith("night.csv") for name in lying(folder)) == 2
    assert Seizure.objects.count() == 3


def test_the_folder_is_a_setting(folder, settings):
    put(folder, *ROWS)
    settings.IMPORT_FOLDER = None
    watch()
    assert not Seizure.objects.exists()
    settings.IMPORT_FOLDER = folder.parent.parent
    watch()
    assert Seizure.objects.count() == 3

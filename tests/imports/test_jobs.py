"""Files that are sent are read by a worker: first as a dry run, then as somebody decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.errors import NotAllowed, Refused
from imports.mapping.checking import read_mapping
from imports.models import FileImport, ImportState
from imports.services.jobs import (
    cancel_import,
    commit_import,
    map_import,
    receive_file,
    run_job,
    start_again,
)
from imports.services.progress import Watched, progress_of, request_stop
from imports.services.running import Cancelled
from records.services import verify
from seizures.models import Seizure
from tests.calls import person
from tests.imports.small import HEADER, MAPPING

ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "15.07.2009,Cali,Heroin,300,GRM")
WRONG = "32.07.2009,Cali,Heroin,300,GRM"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def sent(importing, *rows, data=None, **wanted):
    text = data if data is not None else "\n".join([HEADER, *rows]).encode()
    file = SimpleUploadedFile("file.csv", text)
    return receive_file(file, read_mapping(MAPPING), by=importing.by, **wanted)


def read(found):
    run_job(found.pk)
    found.refresh_from_db()
    return found


def test_a_file_waits_for_a_worker_and_is_looked_at(importing):
    found = sent(importing, *ROWS, dry_run=True)
    assert (found.state, found.is_pending) == (ImportState.WAITING, True)

    read(found)

    assert (found.state, found.counts["records"], Seizure.objects.count()) == (ImportState.CHECKED, 2, 0)
    assert [total["measure"] for total in found.totals] == ["NARC.COCAINE", "NARC.HEROIN"]
    assert progress_of(found).rows == 2


def test_what_was_looked_at_is_recorded_and_counts_the_same(importing):
    found = read(sent(importing, *ROWS, dry_run=True))
    before = found.counts

    commit_import(found, by=importing.by, submit=True)
    read(found)

    assert (found.state, found.counts) == (ImportState.DONE, before)
    assert set(Seizure.objects.values_list("state", flat=True)) == {"submitted"}
    with pytest.raises(Refused, match="cannot be recorded"):
        commit_import(found, by=importing.by)


def test_a_file_with_a_wrong_row_is_refused_until_the_others_are_wanted(importing):
    found = read(sent(importing, ROWS[0], WRONG))
    assert (found.state, found.counts["errors"], Seizure.objects.count()) == (ImportState.REFUSED, 1, 0)

    commit_import(found, by=importing.by, partial=True)
    read(found)

    assert (found.state, Seizure.objects.count()) == (ImportState.DONE, 1)


def test_a_file_that_cannot_be_read_says_why(importing):
    found = read(sent(importing, data=b"%PDF-1.7"))

    assert found.state == ImportState.REFUSED
    assert "of the kind PDF" in found.refusal


def test_a_job_that_was_sent_twice_is_done_once(importing):
    found = read(sent(importing, *ROWS))

    read(found)

    assert Seizure.objects.count() == 2


def test_a_file_whose_message_was_lost_is_read_all_the_same(importing):
    found = sent(importing, *ROWS)
    start_again()
    assert not Seizure.objects.exists()

    FileImport.objects.filter(pk=found.pk).update(created_at="2009-07-14T00:00:00Z")
    start_again()

    assert Seizure.objects.count() == 2


def test_only_its_own_agency_records_a_file(importing):
    found = read(sent(importing, *ROWS, dry_run=True))

    with pytest.raises(NotAllowed):
        commit_import(found, by=person(agency="US-FBI"))
    with pytest.raises(NotAllowed):
        commit_import(found, by=person("partner"))


def test_a_file_that_waits_is_cancelled_and_can_be_recorded_later(importing):
    found = sent(importing, *ROWS, dry_run=True)
    cancel_import(found, by=importing.by)
    read(found)
    assert (found.state, Seizure.objects.count()) == (ImportState.STOPPED, 0)
    assert found.refusal == f"{importing.by} cancelled it before it was read."
    with pytest.raises(Refused, match="nothing to cancel"):
        cancel_import(found, by=importing.by)

    commit_import(found, by=importing.by)
    assert (read(found).state, Seizure.objects.count()) == (ImportState.DONE, 2)


def test_a_file_that_is_read_is_cancelled_after_the_rows_at_hand(importing, monkeypatch):
    found = sent(importing, *ROWS)
    begun = Watched.__init__

    def cancelled_at_once(self, file_import):
        begun(self, file_import)
        cancel_import(FileImport.objects.get(pk=file_import.pk), by=importing.by)

    monkeypatch.setattr(Watched, "__init__", cancelled_at_once)
    read(found)

    assert (found.state, Seizure.objects.count()) == (ImportState.STOPPED, 0)
    assert found.refusal == f"{importing.by.username} cancelled it after 2 rows."


def test_a_request_to_stop_is_of_one_run_even_if_that_has_not_begun(importing):
    found = sent(importing, *ROWS)
    request_stop(found, importing.by)
    with pytest.raises(Cancelled):
        Watched(found)(1)
    assert read(found).state == ImportState.STOPPED

    commit_import(found, by=importing.by)

    assert read(found).state == ImportState.DONE


def test_others_do_not_cancel(importing):
    found = sent(importing, *ROWS)
    with pytest.raises(NotAllowed):
        cancel_import(found, by=person(agency="US-DEA"))


def test_what_is_left_is_estimated_once_the_rows_are_counted(importing):
    found = sent(importing, *ROWS, dry_run=True)
    watched = Watched(found)
    watched.began -= 10

    watched(100)

    assert (progress_of(found).rows, progress_of(found).left) == (100, None)
    found.counts["rows"] = 2000
    assert progress_of(found).rate in (9, 10)
    assert progress_of(found).left == pytest.approx(190, abs=10)


@pytest.mark.parametrize("state", [ImportState.WAITING, ImportState.RUNNING])
def test_a_file_whose_worker_is_gone_is_read_again(importing, state):
    found = sent(importing, *ROWS)
    FileImport.objects.filter(pk=found.pk).update(state=state, created_at="2026-01-01T00:00:00Z")

    start_again()

    found.refresh_from_db()
    assert (found.state, Seizure.objects.count()) == (ImportState.DONE, 2)


def test_who_sent_or_mapped_a_file_verifies_nothing_of_it_though_another_has_it_recorded(importing):
    sender, mapper, other = (person("supervisor", importing.by.agency.code) for _ in range(3))
    found = receive_file(SimpleUploadedFile("file.csv", "\n".join([HEADER, *ROWS]).encode()), None, by=sender)
    map_import(found, read_mapping(MAPPING), by=mapper)
    read(found)
    commit_import(found, by=importing.by, submit=True)
    read(found)

    first, second = Seizure.objects.order_by("reference")
    for record in (first, second):
        for each in (sender, mapper):
            with pytest.raises(NotAllowed, match="You wrote a part"):
                verify(record, by=each)
        assert verify(record, by=other).counts

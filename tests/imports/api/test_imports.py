"""Files by the API: sent, looked at, recorded, undone."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from drf_spectacular.generators import SchemaGenerator

from imports.mapping.checking import read_mapping
from imports.services.jobs import run_job
from imports.services.named import save_mapping
from seizures.models import Seizure
from tests.calls import person, post, signed_in
from tests.imports.small import HEADER, MAPPING
from tests.ops_tracker.test_openapi import conforms

PATH = "/api/v1/imports/"
ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "14.07.2009,Bogotá,Cocaine,12.5,KGM")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client(importing):
    return signed_in(importing.by)


def sent(client, *rows, **more):
    file = SimpleUploadedFile("file.csv", "\n".join([HEADER, *rows]).encode())
    return client.post(PATH, {"file": file, "mapping": json.dumps(MAPPING), **more})


def read(client, response):
    run_job(response.json()["id"])
    return client.get(f"{PATH}{response.json()['id']}/").json()


def test_a_file_is_looked_at_and_nothing_is_recorded(client):
    response = sent(client, *ROWS)
    assert response.status_code == 202
    assert response.headers["Location"].endswith(f"{PATH}{response.json()['id']}/")
    assert response.json()["state"] == "waiting"

    found = read(client, response)

    assert (found["state"], found["counts"]["records"], Seizure.objects.count()) == ("checked", 2, 0)
    assert found["totals"] == [
        {
            "measure": "NARC.COCAINE", "stage": "seized", "year": "2009", "unit": "KGM", "value": "25.0",
            "qualifier": "exact", "records": 2, "unquantified": 0, "before": None, "after": "25.0",
        }
    ]  # fmt: skip
    assert found["stated"] == [
        {"measure": "NARC.COCAINE", "unit": "KGM", "year": "2009", "value": "25", "rows": 2}
    ]
    described = SchemaGenerator().get_schema(request=None, public=True)
    conforms(described, f"{PATH}{{id}}/", "get", 200, found)
    report = client.get(found["report"])
    assert report.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "cell by cell" in report.content.decode()


def test_a_file_is_recorded_at_once_where_that_is_said(client):
    found = read(client, sent(client, *ROWS, commit="true", submit="true"))

    assert (found["state"], Seizure.objects.count()) == ("done", 2)


def test_what_was_looked_at_is_recorded_and_undone(client):
    response = sent(client, *ROWS)
    read(client, response)
    address = f"{PATH}{response.json()['id']}/"

    assert post(client, f"{address}commit/", {}).status_code == 202
    assert read(client, response)["state"] == "done"
    undone = post(client, f"{address}undo/", {"reason": "The wrong file."})

    assert (undone.status_code, undone.json()["state"], Seizure.objects.count()) == (200, "undone", 0)


def test_a_file_goes_by_the_name_of_a_mapping_that_the_agency_has_saved(client, importing):
    save_mapping("nightly", read_mapping(MAPPING), by=importing.by)
    found = read(client, sent(client, *ROWS, mapping="nightly", commit="true"))
    assert (found["state"], found["mapping"], Seizure.objects.count()) == ("done", "nightly", 2)

    other = signed_in(person(agency="US-FBI"))
    assert sent(other, *ROWS, mapping="nightly").status_code == 400


def test_a_printed_total_is_compared(client):
    response = sent(client, *ROWS)
    address = f"{PATH}{read(client, response)['id']}/"

    answer = post(client, f"{address}totals/", {"unit": "KGM", "year": "2009", "value": "25.0"})

    assert answer.status_code == 200
    assert answer.json()["printed"] == [
        {"measure": "", "unit": "KGM", "year": "2009", "printed": "25.0", "computed": "25", "agrees": True}
    ]
    assert post(client, f"{address}totals/", {"unit": "KGM", "value": "many"}).status_code == 400
    again = post(client, f"{address}totals/", {"unit": "KGM", "year": "2009", "value": None})
    assert again.json()["printed"] == []


def test_a_file_is_cancelled_and_recorded_later(client):
    response = sent(client, *ROWS, commit="true")
    address = f"{PATH}{response.json()['id']}/"

    assert post(client, f"{address}cancel/", {}).json()["state"] == "stopped"
    assert (read(client, response)["state"], Seizure.objects.count()) == ("stopped", 0)
    assert post(client, f"{address}cancel/", {}).status_code == 409
    assert post(client, f"{address}commit/", {}).status_code == 202
    assert read(client, response)["state"] == "done"


@pytest.mark.parametrize("step", ["commit", "undo"])
def test_a_file_that_changed_since_it_was_read_is_left_as_it_is(client, importing, step):
    response = sent(client, *ROWS, **({"commit": "true"} if step == "undo" else {}))
    address = f"{PATH}{response.json()['id']}/"
    body = {"reason": "The wrong file."} if step == "undo" else {}
    stale = client.get(address).headers["ETag"]
    before = read(client, response)["state"]

    assert post(client, f"{address}{step}/", body, if_match=stale).status_code == 412
    assert client.get(address).json()["state"] == before

    current = client.get(address).headers["ETag"]
    assert post(client, f"{address}{step}/", body, if_match=current).status_code in (200, 202)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [("no-such", "There is no mapping"), ('{"columns": {}}', "says in “columns”"), ("{", "not JSON")],
)
def test_a_mapping_that_is_none_is_refused_with_the_reason(client, mapping, sentence):
    response = client.post(PATH, {"file": SimpleUploadedFile("file.csv", b"a"), "mapping": mapping})

    assert response.status_code == 400
    assert sentence in response.json()["detail"]


def test_what_is_not_there_is_refused(client):
    assert client.post(PATH, {"mapping": "cbp-drugs"}).status_code == 400
    assert sent(client, *ROWS, sumbit="true").status_code == 400


def test_others_do_not_see_the_files_of_an_agency(client):
    response = sent(client, *ROWS)
    other = signed_in(person(agency="US-FBI"))

    assert other.get(f"{PATH}{response.json()['id']}/").status_code == 404
    assert other.get(PATH).json()["results"] == []
    assert len(client.get(PATH).json()["results"]) == 1


def test_who_only_reads_sends_nothing(client):
    assert sent(signed_in(person("partner")), *ROWS).status_code == 403

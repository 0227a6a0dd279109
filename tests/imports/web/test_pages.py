"""Pages about files: sent, looked at, recorded, undone."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.models import FileImport, SavedMapping
from imports.services.jobs import run_job
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.imports.small import HEADER, MAPPING

ROWS = ("14.07.2009,Bogotá,Cocaine,12.5,KGM", "14.07.2009,Bogotá,Cocaine,12.5,KGM")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client(importing):
    return signed_in(importing.by)


def sent(client, *rows, **more):
    return client.post(
        "/imports/",
        {
            "file": SimpleUploadedFile("file.csv", "\n".join([HEADER, *rows]).encode()),
            "mapping_file": SimpleUploadedFile("mapping.json", json.dumps(MAPPING).encode()),
            **more,
        },
    )


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_person_sends_a_file_looks_at_it_records_it_and_takes_it_back(client):
    assert "No file has been sent" in text(client, "/imports/")

    response = sent(client, *ROWS, name="nightly")
    found = FileImport.objects.get()
    assert response.url == found.get_absolute_url()
    assert SavedMapping.objects.get().name == "nightly"
    assert "rows have been read" in text(client, response.url)

    run_job(found.pk)
    page = text(client, response.url)
    assert "The same as line 2, cell by cell." in page
    assert "New records: 2." in page
    assert "NARC.COCAINE" in page
    assert "cell by cell" in client.get(f"{response.url}report.csv").content.decode()

    client.post(f"{response.url}commit/", {"submit": "on"})
    run_job(found.pk)
    assert set(Seizure.objects.values_list("state", flat=True)) == {"submitted"}
    assert "Undo the whole import" in text(client, response.url)

    client.post(f"{response.url}undo/", {"reason": "The wrong file."})
    assert set(Seizure.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert "file.csv" in text(client, "/imports/")


def test_while_a_file_is_read_the_page_asks_again_and_then_no_more(client):
    address = sent(client, *ROWS).url
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part
    assert "<html" not in part

    run_job(FileImport.objects.get().pk)

    assert "every 2s" not in client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_without_a_mapping_nothing_is_taken(client):
    response = client.post("/imports/", {"file": SimpleUploadedFile("file.csv", b"a")})

    assert response.status_code == 422
    assert "Choose a mapping, or send one." in response.content.decode()
    assert not FileImport.objects.exists()


def test_an_import_without_a_reason_is_not_undone(client):
    address = sent(client, *ROWS).url
    client.post(f"{address}undo/", {"reason": ""})

    assert "Say why." in text(client, address)


def test_a_refused_file_says_why(client):
    address = client.post(
        "/imports/", {"file": SimpleUploadedFile("file.csv", b"%PDF-1.7"), "mapping": "cbp-drugs"}
    ).url
    run_job(FileImport.objects.get().pk)

    assert "of the kind PDF" in text(client, address)


def test_others_do_not_see_the_files_of_an_agency(client):
    address = sent(client, *ROWS).url

    assert signed_in(person(agency="US-FBI")).get(address).status_code == 404
    assert signed_in(person("partner")).get("/imports/").status_code == 403

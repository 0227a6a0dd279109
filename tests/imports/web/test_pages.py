"""Pages about files: sent, looked at, recorded, undone."""

import json

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from selectolax.lexbor import LexborHTMLParser

from imports.mapping.checking import read_mapping
from imports.models import FileImport, SavedMapping
from imports.services.jobs import map_import, run_job
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


def shown(client, address):
    """What the form of the page says that the page has shown."""
    [field] = LexborHTMLParser(client.get(address).content).css('form [name="shown"]')
    return field.attributes["value"]


def test_what_another_had_checked_since_is_not_recorded_unseen(client, importing):
    address = sent(client, *ROWS).url
    found = FileImport.objects.get()
    run_job(found.pk)
    opened = shown(client, address)
    map_import(found, read_mapping(MAPPING | {"dates": ["%d.%m.%Y", "%Y"]}), by=importing.by)
    run_job(found.pk)

    for stated in (opened, "", "x"):
        client.post(f"{address}commit/", {"submit": "on", "shown": stated})
        found.refresh_from_db()
        assert (found.state, Seizure.objects.count()) == ("checked", 0)

    client.post(f"{address}commit/", {"submit": "on", "shown": shown(client, address)})
    run_job(found.pk)
    assert Seizure.objects.count() == 2


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

    client.post(f"{response.url}commit/", {"submit": "on", "shown": shown(client, response.url)})
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


LOOKED = ('14.07.2009,Bogotá,Cocaine,"12,5",kg', "30.07.2009,Cali,Perico,1,kg")


def looked_at(client):
    return client.post(
        "/imports/", {"file": SimpleUploadedFile("file.csv", "\n".join([HEADER, *LOOKED]).encode())}
    ).url


def chosen(page, **changed):
    """What the form of the page would send, as a browser does."""
    tree = LexborHTMLParser(page)
    sent = {}
    for control in tree.css("main form[aria-label=Mapping] input, main form[aria-label=Mapping] select"):
        name = control.attributes["name"]
        if "multiple" in control.attributes:
            sent[name] = [option.attributes["value"] for option in control.css("option[selected]")]
        elif control.tag == "select":
            option = control.css_first("option[selected]")
            sent[name] = option.attributes["value"] if option else ""
        else:
            sent[name] = control.attributes.get("value") or ""
    return sent | changed


def test_a_mapping_is_made_by_looking_at_the_file(client):
    address = looked_at(client)
    page = client.get(address).content.decode()
    sent = chosen(page)
    assert [sent[f"column_{number}"] for number in range(5)] == [
        "date",
        "place",
        "measure",
        "quantity",
        "unit",
    ]
    assert (sent["measure_0"], sent["measure_1"], sent["unit_0"]) == ("NARC.COCAINE", "", "KGM")
    assert (sent["decimal"], sent["dates"]) == (",", "%d.%m.%Y")

    answer = chosen(
        page,
        measure_1="NARC.COCAINE.HCL",
        dates="%d.%m.%Y",
        operation="ATLAS",
        default_country="COL",
        name="by hand",
    )
    response = client.post(address, answer)

    found = FileImport.objects.get()
    assert response.url == found.get_absolute_url()
    run_job(found.pk)
    found.refresh_from_db()
    assert (found.counts["records"], found.counts["errors"]) == (2, 0)
    assert SavedMapping.objects.get().content["values"]["measure"] == {
        "Cocaine": "NARC.COCAINE", "Perico": "NARC.COCAINE.HCL",
    }  # fmt: skip


def test_the_words_of_other_columns_are_shown_where_these_are_chosen(client):
    address = looked_at(client)
    sent = chosen(client.get(address).content.decode(), column_1="measure", column_2="", refresh="1")

    response = client.post(address, sent)

    assert response.status_code == 200
    assert "Bogotá (measure)" in response.content.decode()


def test_columns_that_say_nothing_of_what_was_seized_are_not_enough(client):
    address = looked_at(client)

    response = client.post(address, chosen(client.get(address).content.decode(), column_2=""))

    assert response.status_code == 422
    assert "Nothing says what was seized" in response.content.decode()


def test_a_file_that_cannot_be_looked_at_says_why(client):
    address = client.post("/imports/", {"file": SimpleUploadedFile("file.csv", b"%PDF-1.7")}).url

    assert "of the kind PDF" in client.get(address, follow=True).content.decode()


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


def test_another_sheet_is_looked_at_with_guesses_of_its_own(client, importing):
    path = importing.folder / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, heading in (("2009", "Date"), ("Notes", "Remark")):
        sheet = book.add_worksheet(name)
        for number in range(4):
            sheet.write_row(number, 0, [heading if number == 0 else f"{heading} {number}", "Country"])
    book.close()
    address = client.post("/imports/", {"file": SimpleUploadedFile("book.xlsx", path.read_bytes())}).url

    def columns(answer):
        labels = LexborHTMLParser(answer.content).css('label[for^="id_column_"]')
        return [label.text().strip() for label in labels]

    first = client.get(address)
    shown = {"sheet_shown": "2009", "row_shown": "1", "header_row": "1", "refresh": "1", "column_0": "date"}
    other = client.post(address, {"sheet": "Notes", **shown})

    assert (columns(first), columns(other)) == (["Date", "Country"], ["Remark", "Country"])
    assert other.context["form"]["column_0"].value() != "date"
    assert client.post(address, {"sheet": "Nowhere", **shown}).status_code == 302


@pytest.mark.parametrize("row", ["0", "-1", "x", "99999", "1" * 50])
def test_an_odd_line_of_headings_is_no_fault(client, row):
    address = client.post(
        "/imports/", {"file": SimpleUploadedFile("a.csv", f"{HEADER}\n{ROWS[0]}\n".encode())}
    ).url

    assert client.post(address, {"header_row": row, "refresh": "1"}).status_code == 200

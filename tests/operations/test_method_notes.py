"""Method notes: how a country counts, entered at every door and read beside its figures."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Country
from measures.models import Measure
from operations.models import MethodNote
from tests.calls import findings, person, post, send, signed_in
from tests.documents import workbook_of
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
NOTES = "/api/v1/method-notes/"
NOTE = {
    "country": "USA",
    "measure": "NARC.COCAINE",
    "first_year": 2005,
    "last_year": 2010,
    "text": "Weighed with its wrapping.",
    "source": "Annual report, annex 2",
}


def note(**more):
    facts = {**NOTE, **more}
    facts["country"] = Country.objects.get(code=facts["country"])
    facts["measure"] = Measure.objects.get(code=facts["measure"])
    return MethodNote.objects.create(**facts)


def test_an_analyst_writes_about_the_country_of_the_own_agency(client):
    client = signed_in(person())

    entered = post(client, NOTES, NOTE)
    address = entered.json()["url"]
    etag = client.get(address).headers["ETag"]
    changed = send(client, "PATCH", address, {"last_year": None}, if_match=etag)
    stale = send(client, "PATCH", address, {"last_year": 2011}, if_match=etag)

    assert [each.status_code for each in (entered, changed, stale)] == [201, 200, 412]
    assert changed.json() == {**entered.json(), "last_year": None}


def test_a_key_writes_only_with_the_scope_that_writes():
    assert post(key_client("records:read", agency="US-ICE"), NOTES, NOTE).status_code == 403
    assert post(key_client("records:read", "records:write", agency="US-ICE"), NOTES, NOTE).status_code == 201


@pytest.mark.parametrize("role", ["partner", "auditor"])
def test_who_enters_no_results_writes_none(role):
    assert post(signed_in(UserFactory(role=role, agency="US-ICE")), NOTES, NOTE).status_code == 403


def test_nobody_writes_about_another_country_but_an_administrator():
    other = {**NOTE, "country": "COL"}

    assert post(signed_in(person()), NOTES, other).status_code == 403
    administrator = signed_in(UserFactory(role="administrator", agency=None))
    assert post(administrator, NOTES, other).status_code == 201


def test_a_note_is_not_moved_out_of_anothers_country():
    stored, client = note(country="COL"), signed_in(person())
    address = f"{NOTES}{stored.pk}/"

    refused = send(client, "PATCH", address, {"country": "USA"}, if_match=client.get(address).headers["ETag"])

    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"last_year": 2004}, ["/last_year"]),
        ({"first_year": 5}, ["/first_year"]),
        ({"text": ""}, ["/text"]),
        ({"measure": "NONE"}, ["/measure"]),
    ],
)
def test_what_is_wrong_is_said_at_its_place(change, pointers):
    assert list(findings(post(signed_in(person()), NOTES, {**NOTE, **change}))) == pointers


def test_the_database_refuses_years_in_the_wrong_order():
    with pytest.raises(IntegrityError), transaction.atomic():
        note(last_year=2004)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=USA", True),
        ("country=COL", False),
        ("measure=NARC", True),
        ("measure=NARC.COCAINE.CRACK", True),
        ("measure=CASH", False),
        ("year=2010", True),
        ("year=2011", False),
    ],
)
def test_notes_are_found_by_country_measure_and_year(query, found):
    note()

    assert bool(key_client("records:read").get(f"{NOTES}?{query}").json()["results"]) is found


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("by=country&measure=NARC", True),
        ("country=USA&measure=NARC.COCAINE", True),
        ("country=USA&from=2009-01", True),
        ("country=USA&from=2011-01", False),
        ("country=COL", False),
        ("measure=CASH&by=country", False),
    ],
)
def test_figures_have_the_notes_on_their_countries_measures_and_years(query, shown):
    note()
    SeizureFactory(verified=True, country="USA", date="2012")
    SeizureFactory(verified=True, country="USA", date="2009")

    found = key_client("figures:read").get(f"/api/v1/figures/?{query}").json()["method_notes"]

    assert [each["text"] for each in found] == ([NOTE["text"]] if shown else [])


def test_the_csv_has_them_in_the_rows_of_their_country():
    note()
    for code in ("USA", "COL"):
        SeizureFactory(verified=True, country=code, date="2009")

    text = key_client("figures:read").get("/api/v1/figures/?by=country", HTTP_ACCEPT="text/csv").content
    rows = {row["country"]: row["method_notes"] for row in csv.DictReader(io.StringIO(text.decode()))}

    assert NOTE["text"] in rows["USA"]
    assert rows["COL"] == ""


def test_the_workbook_has_them_on_its_other_sheet(client):
    note()
    SeizureFactory(verified=True, country="USA", date="2009")
    client.force_login(person())

    sheets = workbook_of(client.get(reverse("explore-xlsx"), {"by": "country", "measure": "NARC.COCAINE"}))

    assert any(NOTE["text"] in str(cell) for rows in sheets.values() for row in rows for cell in row)


def test_explore_shows_them_below_the_table(client):
    note()
    SeizureFactory(verified=True, country="USA", date="2009")
    client.force_login(person())

    shown = client.get(reverse("explore"), {"by": "country", "measure": "NARC.COCAINE"}).content.decode()

    assert NOTE["text"] in shown
    assert NOTE["source"] in shown


def test_the_list_offers_to_edit_what_the_reader_may_edit(client):
    own, other = note(), note(country="COL")
    client.force_login(person())

    shown = client.get(reverse("method-notes")).content.decode()

    assert reverse("method-note-edit", args=[own.pk]) in shown
    assert reverse("method-note-edit", args=[other.pk]) not in shown
    assert client.get(reverse("method-note-edit", args=[other.pk])).status_code == 403


def test_a_page_enters_one_once_and_shows_what_is_wrong(client):
    client.force_login(person())
    typed = {**NOTE, "first_year": "2005", "last_year": "2010"}

    wrong = client.post(reverse("method-note-new"), {**typed, "last_year": "2004"})
    right = client.post(reverse("method-note-new"), typed)

    assert "The last year is before the first." in wrong.content.decode()
    assert right.status_code == 302
    assert MethodNote.objects.get().text == NOTE["text"]

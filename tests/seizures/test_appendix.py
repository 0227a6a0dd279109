"""Wildlife by the appendix of CITES that its species is in: stated on every door, of wildlife alone."""

import pytest
from django.db import IntegrityError, connection

from common.errors import Invalid
from seizures import services
from seizures.models import SeizedItem, Seizure
from seizures.plain import resolve_seizures
from tests.calls import person, post, send, signed_in
from tests.entry import refusal, seizure, text_of
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"
IVORY = {"measure": "WILDLIFE.IVORY", "quantity": "10", "unit": "KGM", "cites_appendix": "I"}
COCAINE = {"measure": "NARC.COCAINE", "quantity": "10", "unit": "KGM"}


@pytest.fixture
def ice():
    return person("analyst", "US-ICE")


def sent(item):
    return {"date": "2019-07-04", "seizing_agency": "US-ICE", "items": [item]}


def test_an_appendix_is_sent_read_and_corrected(ice):
    client = signed_in(ice)
    answer = post(client, SEIZURES, sent(IVORY))
    assert answer.status_code == 201, answer.json()
    [item] = answer.json()["items"]
    path = f"{SEIZURES}{answer.json()['id']}/"

    changed = send(
        client,
        "PATCH",
        path,
        {"items": [{"id": item["id"], "cites_appendix": "II"}]},
        if_match=answer["ETag"],
    )

    assert (item["cites_appendix"], changed.json()["items"][0]["cites_appendix"]) == ("I", "II")
    record = Seizure.objects.get()
    page = text_of(client.get(record.get_absolute_url()))
    assert "CITES appendix II" in page
    assert list(
        SeizedItem.pgh_event_model.objects.order_by("pgh_id").values_list("cites_appendix", flat=True)
    ) == ["I", "II"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (COCAINE | {"cites_appendix": "I"}, "Only wildlife is in an appendix of CITES"),
        (IVORY | {"cites_appendix": "IV"}, "IV"),
        (IVORY | {"cites_appendix": "i"}, "i"),
    ],
)
def test_an_appendix_of_what_has_none_is_refused_with_a_sentence(ice, item, words):
    answer = post(signed_in(ice), SEIZURES, sent(item))

    [problem] = answer.json()["errors"]
    assert (answer.status_code, problem["pointer"].lstrip("#")) == (400, "/items/0/cites_appendix")
    assert words in problem["detail"]


def test_an_item_does_not_become_another_thing_with_its_appendix(ice):
    record = SeizureFactory(
        owner="US-ICE", created_by=ice, item__measure="WILDLIFE.IVORY", item__cites_appendix="I"
    )
    item = record.items.get()
    item.measure = SeizureFactory().items.get().measure

    with pytest.raises(Invalid, match="Only wildlife"):
        services.change_seizure(record, items=[item], by=ice)


def test_the_database_has_an_appendix_of_wildlife_alone():
    SeizureFactory()
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="Only wildlife"):
        cursor.execute("UPDATE seizures_seizeditem SET cites_appendix = 'I'")


def test_an_appendix_is_chosen_on_the_page_of_entry(ice):
    client = signed_in(ice)
    row = {
        "kind": "WILDLIFE",
        "measure": "WILDLIFE.IVORY",
        "qualifier": "exact",
        "quantity": "10",
        "unit": "KGM",
    }

    refused = client.post("/seizures/new/", seizure(row | {"cites_appendix": "X"}))
    assert "X" in refusal(refused)
    saved = client.post("/seizures/new/", seizure(row | {"cites_appendix": "III"}))

    assert saved.status_code == 302
    assert SeizedItem.objects.get().cites_appendix == "III"


def test_the_list_is_filtered_by_it(ice):
    for appendix in ("I", "II", ""):
        SeizureFactory(
            verified=True,
            reference=f"AT-{appendix}",
            item__measure="WILDLIFE.IVORY",
            item__cites_appendix=appendix,
        )

    found = signed_in(ice).get(f"{SEIZURES}?cites_appendix=II").json()["results"]
    assert [each["reference"] for each in found] == ["AT-II"]
    assert signed_in(ice).get(f"{SEIZURES}?cites_appendix=IV").status_code == 400


def test_files_and_samples_have_it(ice):
    [resolved] = resolve_seizures([sent(IVORY)], by=ice)
    [record] = services.record_seizures([resolved.draft], by=ice)

    assert record.items.get().cites_appendix == "I"

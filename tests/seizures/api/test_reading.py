"""Seizures as others read them."""

import pytest

from operations.models import Operation
from seizures.models import Seizure
from tests.calls import changed_at, findings, person, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, SourceFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"


@pytest.fixture
def api():
    return key_client("records:read", agency="US-FBI")


def listed(client, query=""):
    return {row["reference"] for row in client.get(f"{SEIZURES}{query}").json()["results"]}


def test_a_seizure_in_full(api):
    operation, source = OperationFactory(code="ATLAS"), SourceFactory()
    seizure = SeizureFactory(
        verified=True, owner="US-ICE", seizing_agency="US-CBP", operation=operation, country="COL", source=source,
        reference="CC-1", date="2009-07", origin=None, stage="seized", note="Inside.", item=None,
    )  # fmt: skip
    item = SeizedItemFactory(
        seizure=seizure, quantity="1E+2", unit="LBR", qualifier="at_least", description="Bricks"
    )
    destroyed = DispositionFactory(item=item, quantity="40", date="2009-08-01")
    credit = CreditFactory(seizure=seizure, agency="US-DEA", role="intelligence")
    seizure.refresh_from_db()

    assert api.get(f"{SEIZURES}{seizure.pk}/").json() == {
        "id": str(seizure.pk),
        "url": f"{SEIZURES}{seizure.pk}/",
        "reference": "CC-1",
        "revision": 1,
        "state": "verified",
        "state_reason": None,
        "late_reason": None,
        "counted": True,
        "seizing_agency": "US-CBP",
        "operation": "ATLAS",
        "country": "COL",
        "date": "2009-07",
        "date_from": "2009-07-01",
        "date_to": "2009-07-31",
        "date_precision": "month",
        "source": str(source.pk),
        "sources": [{"source": str(source.pk), "page": "", "excerpt": None}],
        "part_of": None,
        "duplicate_of": None,
        "series": "",
        "reported_on": None,
        "marking": "TLP:GREEN",
        "note": None,
        "latitude": None,
        "longitude": None,
        "accuracy": None,
        "place": None,
        "stage": "seized",
        "kind": "event",
        "event_count": None,
        "conveyance": "",
        "concealment": "",
        "detection": "",
        "origin": None,
        "origin_place": None,
        "transit": None,
        "transit_place": None,
        "destination": None,
        "destination_place": None,
        "items": [
            {
                "id": str(item.pk),
                "measure": "NARC.COCAINE",
                "qualifier": "at_least",
                "quantity": "100",
                "quantity_high": None,
                "unit": "LBR",
                "canonical_quantity": "45.359237",
                "canonical_quantity_high": None,
                "canonical_unit": "KGM",
                "amount": None,
                "amount_high": None,
                "currency": None,
                "value": None,
                "value_high": None,
                "value_currency": None,
                "rate_date": None,
                "description": None,
                "weight": "",
                "estimated": False,
                "provisional": False,
                "form": "",
                "purity": None,
                "laboratory_confirmed": None,
                "calibre": "",
                "marked": None,
                "trace_requested": None,
                "cites_appendix": "",
                "dispositions": [
                    {
                        "id": str(destroyed.pk),
                        "stage": "destroyed",
                        "forfeiture": "",
                        "date": "2009-08-01",
                        "date_from": "2009-08-01",
                        "date_to": "2009-08-01",
                        "date_precision": "day",
                        "qualifier": "exact",
                        "quantity": "40",
                        "quantity_high": None,
                        "unit": "LBR",
                        "amount": None,
                        "amount_high": None,
                        "currency": None,
                    }
                ],
            }
        ],
        "credits": [
            {
                "id": str(credit.pk),
                "agency": "US-DEA",
                "operation": None,
                "country": None,
                "role": "intelligence",
                "acceptance": "accepted",
            }
        ],
        "recording_agency": "US-ICE",
        "acceptance": "accepted",
        "amends": None,
        "created_at": seizure.created_at.isoformat().replace("+00:00", "Z"),
        "last_edited_at": seizure.last_edited_at.isoformat().replace("+00:00", "Z"),
        "changed_at": changed_at(seizure),
        "submitted_at": seizure.submitted_at.isoformat().replace("+00:00", "Z"),
        "confirmed_at": None,
        "verified_at": seizure.verified_at.isoformat().replace("+00:00", "Z"),
        "version": 1,
    }


@pytest.mark.parametrize("kind", ["partner", "key", "other agency"])
def test_free_text_stays_with_those_who_could_have_written_it(kind):
    seizure = SeizureFactory(returned=True, owner="US-ICE", note="Inside.", item__description="Bricks")
    agency = "US-FBI" if kind == "other agency" else "US-ICE"
    outside = {
        "partner": lambda: signed_in(person("partner", agency)),
        "key": lambda: key_client("records:read", agency=agency),
        "other agency": lambda: signed_in(person("analyst", agency)),
    }[kind]()
    address = f"{SEIZURES}{seizure.pk}/"

    inside = signed_in(person()).get(address).json()
    seen = outside.get(address).json()

    assert (inside["state_reason"], inside["items"][0]["description"]) == ("Mend it.", "Bricks")
    assert (seen["state_reason"], seen["items"][0]["description"]) == (None, None)
    assert (inside["note"], seen["note"]) == ("Inside.", None)


def test_what_the_reader_may_not_see_is_not_there(api):
    hidden = [
        SeizureFactory(marking="TLP:RED", verified=True),
        SeizureFactory(marking="TLP:AMBER+STRICT", verified=True),
        SeizureFactory(),
        SeizureFactory(verified=True, operation=OperationFactory(marking="TLP:AMBER")),
    ]
    shown = SeizureFactory(verified=True)

    assert listed(api) == {shown.reference}
    for seizure in hidden:
        response = api.get(f"{SEIZURES}{seizure.pk}/")
        assert response.status_code == 404
        assert findings(response) == {"": "There is nothing here by that name, or you may not see it."}


def test_credit_of_an_operation_that_the_reader_may_not_see_is_not_told(api):
    seizure = SeizureFactory(verified=True)
    CreditFactory(seizure=seizure, agency=None, operation=OperationFactory(marking="TLP:AMBER+STRICT"))

    assert api.get(f"{SEIZURES}{seizure.pk}/").json()["credits"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("operation=UMBRELLA", {"A", "B"}),
        ("operation=PHASE", {"B"}),
        ("agency=US-CBP", {"A"}),
        ("country=COL", {"B"}),
        ("measure=NARC", {"A"}),
        ("measure=CASH", {"B"}),
        ("stage=detected", {"B"}),
        ("state=submitted", {"C"}),
        ("marking=TLP:CLEAR", {"C"}),
        ("counted=true", {"A", "B"}),
        ("counted=false", {"C"}),
        ("from=2009-07", {"B", "C"}),
        ("to=2009-07-14", {"A"}),
        ("from=2009-07&to=2009-07", {"C"}),
        ("reference=A", {"A"}),
        ("recording_agency=US-ICE", {"A"}),
        ("edited_since=2199-01-01T00:00:00Z", set()),
        ("edited_since=2020-01-01T00:00:00Z", {"A", "B", "C"}),
        ("conveyance=yacht", {"C"}),
    ],
)
def test_the_list_is_narrowed(api, query, found):
    phase = OperationFactory(code="PHASE", parent=OperationFactory(code="UMBRELLA"))
    umbrella = Operation.objects.get(code="UMBRELLA")
    SeizureFactory(
        verified=True,
        reference="A",
        operation=umbrella,
        owner="US-ICE",
        seizing_agency="US-CBP",
        date="2009-06",
    )
    SeizureFactory(
        verified=True,
        reference="B",
        operation=phase,
        country="COL",
        stage="detected",
        date="2009-08",
        item=None,
    )
    SeizedItemFactory(seizure=Seizure.objects.get(reference="B"), cash="5")
    SeizureFactory(
        submitted=True, reference="C", marking="TLP:CLEAR", date="2009-07", conveyance="yacht", item=None
    )

    assert listed(api, f"?{query}") == found


@pytest.mark.parametrize(
    ("query", "pointer", "words"),
    [
        ("operation=NOPE", "/operation", "There is no operation “NOPE”."),
        ("operation=HIDDEN", "/operation", "There is no operation “HIDDEN”."),
        ("measure=NOPE", "/measure", "There is no measure “NOPE”."),
        ("country=XXX", "/country", "There is no country “XXX”."),
        ("agency=XXX", "/agency", "There is no agency “XXX”."),
        ("source=1", "/source", "There is no source “1”."),
        ("part_of=7", "/part_of", "There is no seizure “7”."),
        ("state=done", "/state", "“done” is not possible; possible are draft, submitted"),
        ("counted=maybe", "/counted", "“maybe” is not possible; possible are true, false."),
        ("from=2009", "/from", "“2009” is not a month or a day. Write 2009-07 or 2009-07-14."),
        ("to=2009-02-30", "/to", "“2009-02-30” is not a month or a day."),
        ("edited_since=yesterday", "/edited_since", "Enter a valid date/time."),
        ("colour=red", "/colour", "There is no such parameter; possible here: agency"),
        ("state=draft&state=verified", "/state", "Given more than once."),
        ("fields=id,notes", "/fields", "There is no field “notes”"),
    ],
)
def test_what_is_not_possible_is_refused(api, query, pointer, words):
    OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")

    response = api.get(f"{SEIZURES}?{query}")

    assert response.status_code == 400
    [(found, sentence)] = findings(response).items()
    assert found == pointer
    assert sentence.startswith(words)

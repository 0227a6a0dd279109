"""A record is told alike in a list, alone and in answer to who wrote it: as its serializer declares it."""

import json
from types import SimpleNamespace

import pytest
from django.db import connection

from agencies.models import Country, Place
from common.api.responses import Json
from operations.models import Outcome
from outcomes.api.v1.serializers import OutcomeSerializer
from records.api.reading import WRITTEN_ONLY
from seizures.api.v1.serializers import SeizureSerializer
from seizures.models import Seizure
from tests.calls import person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, SourceFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES, OUTCOMES = "/api/v1/seizures/", "/api/v1/outcomes/"
COCAINE = {"measure": "NARC.COCAINE", "quantity": "12.50", "unit": "LBR"}


@pytest.fixture
def records():
    """Between them they have every field filled and every field empty."""
    operation, country = OperationFactory(code="ATLAS"), "COL"
    place = Place.objects.create(name="A port", kind="sea_port")
    whole = SeizureFactory(
        verified=True, owner="US-ICE", seizing_agency="US-CBP", operation=operation, country=country, place=place,
        source=SourceFactory(), date="2009-Q3", conveyance="yacht", concealment="cargo", detection="dog",
        kind="aggregate", event_count=3, origin_place=place, note="Inside.", item=None,
    )  # fmt: skip
    item = SeizedItemFactory(
        seizure=whole, quantity="1E+2", unit="LBR", amount="1.10", currency="USD", description="Bricks", purity="9.50",
        form="powder", calibre="none", laboratory_confirmed=True, marked=False, qualifier="at_least", position=1,
    )  # fmt: skip
    SeizedItemFactory(seizure=whole, unquantified=True)
    DispositionFactory(item=item, quantity="0.4000", amount="1", date="2009-08")
    DispositionFactory(
        item=item, quantity="2", date="2009-07-20/2009-07-25", forfeiture="civil", stage="forfeited"
    )
    for credit in ({"agency": "US-DEA"}, {"agency": None, "operation": OperationFactory()}):
        CreditFactory(seizure=whole, **credit)
    hidden = OperationFactory(marking="TLP:AMBER+STRICT")
    CreditFactory(seizure=whole, agency=None, operation=hidden)
    SeizureFactory(returned=True, owner="US-ICE", date="")
    SeizureFactory(verified=True, owner="US-FBI", part_of=whole, date="2009-07-14")
    SeizureFactory(owner="US-ICE", amends=whole, revision=2, reference=whole.reference)
    arrests = OutcomeFactory(
        verified=True, owner="US-ICE", operation=operation, country=country, agency="US-DEA", date="2009"
    )
    arrests.persons.create(number=1, sex="female", age="minor", nationality=Country.objects.get(code="COL"))
    arrests.persons.create(number=1, age="adult")
    OutcomeFactory(
        returned=True, owner="US-ICE", measure="FORFEITURE.CRIMINAL", quantity=None, unit=None, amount="5.0",
        currency="USD", description="A house",
    )  # fmt: skip


READERS = {
    "analyst": lambda: signed_in(person("analyst", "US-ICE")),
    "partner": lambda: signed_in(person("partner", "US-ICE")),
    "auditor": lambda: signed_in(person("auditor", None)),
    "key": lambda: key_client("records:read", agency="US-FBI"),
    "key that writes": lambda: key_client("records:read", "records:write", agency="US-ICE"),
}


def declared(serializer, model, client, rows):
    """What the serializer itself would send, field by field."""
    reader = client.get(rows[0]["url"]).wsgi_request.user
    found = model.objects.in_bulk([row["id"] for row in rows], field_name="id")
    context = {"request": SimpleNamespace(user=reader, method="POST")}
    made = {str(key): serializer(record, context=context).data for key, record in found.items()}
    return [json.loads(Json().render(made[row["id"]])) for row in rows]


@pytest.mark.parametrize(
    ("address", "serializer", "model"),
    [(SEIZURES, SeizureSerializer, Seizure), (OUTCOMES, OutcomeSerializer, Outcome)],
)
@pytest.mark.parametrize("reader", READERS)
def test_a_list_and_one_alone_tell_what_is_declared(records, reader, address, serializer, model):
    client = READERS[reader]()

    listed = client.get(address).json()["results"]
    alone = [client.get(row["url"]).json() for row in listed]
    wanted = declared(serializer, model, client, listed)

    for row in wanted:
        # Credit of an operation that the reader may not see is not told; which that is, is tried elsewhere.
        told = {credit["id"] for each in listed for credit in each.get("credits", ())}
        if "credits" in row:
            row["credits"] = [credit for credit in row["credits"] if credit["id"] in told]
    assert len(listed) >= 1
    assert listed == alone == wanted
    names = [name for name in serializer.Meta.fields if name not in WRITTEN_ONLY]
    assert [[*row] for row in listed] == [names] * len(listed)


def test_who_writes_is_answered_as_who_reads():
    client = key_client("records:read", "records:write", agency="US-ICE")
    OperationFactory(code="ATLAS", owner="US-ICE")
    draft = {"operation": "ATLAS", "date": "2009-07", "items": [COCAINE], "credits": [{"agency": "US-CBP"}]}

    answers = [post(client, SEIZURES, draft).json(), *post(client, SEIZURES, [draft, draft]).json()]

    read = [client.get(answer["url"]).json() for answer in answers]
    assert [
        {**each, "warnings": answer["warnings"]} for each, answer in zip(read, answers, strict=True)
    ] == answers


def test_chosen_fields_are_told_as_among_all(records):
    client = READERS["analyst"]()
    chosen = ["version", "items", "counted", "id"]

    full = client.get(SEIZURES).json()["results"]
    sparse = client.get(f"{SEIZURES}?fields={','.join(chosen)}").json()["results"]

    assert sparse == [{name: row[name] for name in chosen} for row in full]
    assert {tuple(row) for row in sparse} == {("id", "counted", "items", "version")}


@pytest.mark.parametrize("length", [1, 7])
def test_writing_asks_no_more_of_the_database_for_more_items(django_assert_num_queries, length):
    client = key_client("records:read", "records:write", agency="US-ICE")
    OperationFactory(code="ATLAS", owner="US-ICE")
    cash = {"measure": "CASH.CURRENCY", "amount": "7", "currency": "USD"}
    credits = [
        {"agency": code} for code in ("US-CBP", "US-DEA", "US-FBI", "US-ATF", "WCO", "INTERPOL", "EUROPOL")
    ]
    draft = {
        "operation": "ATLAS",
        "country": "COL",
        "items": [COCAINE, *[cash] * length],
        "credits": credits[:length],
    }

    client.get(SEIZURES)  # from here on it is noted that the key is in use

    # key, account, agency; operation, country, measures, units, currencies, credited agencies; a savepoint, for the
    # test has a transaction already; may the operation be seen, the reference, seizure, items, credits; the record,
    # codes, items, dispositions, credits, sources, which operations the reader may see; for warnings, the
    # latest amounts and the first record that states the same; and the savepoint's release.
    with django_assert_num_queries(9 + 1 + 5 + 7 + 2 + 1):
        assert post(client, SEIZURES, draft).status_code == 201


# They come after the page asked for, so the primary key alone would lead through all of them.
OTHERS = """
INSERT INTO seizures_seizure
SELECT other.* FROM seizures_seizure seizure, generate_series(1, 500) number, jsonb_populate_record(
    seizure, jsonb_build_object('id', lpad(number::text, 32, '0'), 'reference', 'OTHER-' || number)
) other
WHERE seizure.id = %s
"""


@pytest.mark.parametrize("query", ["operation=ATLAS&country=COL", "operation=ATLAS", "country=COL"])
def test_a_page_far_behind_is_read_off_an_index(django_assert_max_num_queries, query):
    client = key_client("records:read")
    operation = OperationFactory(code="ATLAS", owner="US-ICE")
    for _ in range(3):
        SeizureFactory(verified=True, operation=operation, country="COL", item=None)
    other = SeizureFactory(verified=True, operation=OperationFactory(), country="MEX", item=None)
    first = client.get(f"{SEIZURES}?{query}&from=2009-01&to=2009-12&limit=1").json()

    with django_assert_max_num_queries(20) as captured:
        assert len(client.get(first["next"]).json()["results"]) == 1

    [page] = [each["sql"] for each in captured.captured_queries if " LIMIT " in each["sql"]]
    with connection.cursor() as cursor:
        # Among few rows one plan is as good as another, and so it is by what was counted of them before.
        cursor.execute(OTHERS, [other.pk])
        cursor.execute("ANALYZE seizures_seizure")
        # PostgreSQL would rather sort the three it finds. Where it can do without, it now does.
        for way in ("sort", "seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {page}")
        plan = "\n".join(line for [line] in cursor.fetchall())
    [condition] = [line for line in plan.splitlines() if "Index Cond" in line and "date_from" in line]
    assert "Sort" not in plan
    assert "seizure_by_operation" in plan or "seizure_by_country" in plan
    assert "(id < " in condition
    assert "_id = " in condition

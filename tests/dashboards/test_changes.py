import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from records.services.review import verify, withdraw
from seizures.models import Seizure
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.figures.api.test_changes import now, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def reader(client):
    user = UserFactory(role="partner")
    client.force_login(user)
    return user


@pytest.fixture
def supervisor():
    return person("supervisor", agency="US-ICE")


def page_of(client, **question):
    return client.get(reverse("changes"), question)


def told(response):
    """What each entry did, in words."""
    return [
        (entry.what, [difference.text for difference in entry.differences])
        for entry in response.context["entries"]
    ]


def test_every_number_leads_to_how_it_changed(client, supervisor):
    verify(
        SeizureFactory(submitted=True, owner=supervisor.agency, item__cash="100.25", reference="C-1"),
        by=supervisor,
    )
    evidence = client.get(reverse("evidence"), {"measure": "CASH", "stage": "seized", "unit": "USD"})

    response = client.get(evidence.context["changes_url"])
    page = response.content.decode()

    assert told(response) == [("Verified", ["+US$100.25"])]
    assert all(text in page for text in ("C-1", "US-ICE", "Measure: Cash and monetary instruments"))
    assert str(supervisor) not in page, "a partner learns of the agency alone"


def test_what_was_before_and_the_changes_are_what_is_after(client):
    SeizureFactory(verified=True, item=None).items.add(SeizedItemFactory(cash="100"), bulk=False)
    since = now()
    gone = SeizureFactory(verified=True, item__cash="7")
    SeizureFactory(verified=True, item__cash="0.50")
    Seizure.objects.filter(pk=gone.pk).update(state="withdrawn", state_reason="So.")

    response = page_of(client, measure="CASH", since=written(since))
    (move,) = response.context["moves"]

    assert [end.amount.value for end in (move.before, move.after)] == [Decimal(100), Decimal("100.5")]
    assert move.difference.text == "+US$0.50"
    assert [differences for _what, differences in told(response)] == [
        ["\N{MINUS SIGN}US$7"], ["+US$0.50"], ["+US$7"],
    ]  # fmt: skip
    for end, value in ((move.before, 100), (move.after, Decimal("100.5"))):
        (tile,) = client.get(end.url).context["tiles"]
        assert tile.value == value


def test_of_several_things_each_says_where_it_was(client):
    seizure = SeizureFactory(verified=True, country="COL", item__unquantified=True)
    since = now()
    Seizure.objects.filter(pk=seizure.pk).update(country=None)

    (entry,) = page_of(client, measure="NARC", since=written(since)).context["entries"]

    assert [(difference.text, difference.notes) for difference in entry.differences] == [
        ("no change of the amount", ["Colombia", "\N{MINUS SIGN}1 without a quantity"]),
        ("no change of the amount", ["not stated", "+1 without a quantity"]),
    ]
    assert (entry.what, entry.who) == ("not stated", "not stated")


def test_a_reason_is_told_to_who_is_inside_the_record(client, supervisor):
    client.force_login(person("analyst", agency="US-ICE"))
    kept, hidden = (OutcomeFactory(verified=True, owner=supervisor.agency) for _ in range(2))
    since = now()
    withdraw(kept, by=supervisor, reason="Counted twice.")
    withdraw(hidden, by=supervisor, reason="Nobody may know.")
    type(hidden).objects.filter(pk=hidden.pk).update(marking="TLP:RED")

    response = page_of(client, since=written(since))
    page = response.content.decode()

    assert "Counted twice." in page
    assert "Nobody may know." not in page
    assert "a record that is withheld from you" in page


def test_the_end_alone_is_of_the_thirty_days_until_then(client):
    context = page_of(client, until="2020-05-31").context

    assert (context["since_day"], context["until_day"]) == ("2020-05-01", "2020-05-31")
    assert page_of(client, until="0001-01-05").status_code == 400


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("100", "exact"), ("20", "at_least")], "+\xa0more than US$120"),
        ([("100", "at_most"), ("20", "at_least")], "+\xa0about US$120"),
        ([("100", "exact"), ("20", "approximately")], "+\xa0about US$120"),
        ([("100", "approximately"), (None, "exact")], "+\xa0more than US$100"),
    ],
)
def test_a_difference_is_qualified_as_a_total_is(client, parts, text):
    since = now()
    for amount, qualifier in parts:
        SeizureFactory(
            verified=True, item__measure="CASH.CURRENCY", item__cash=amount, item__qualifier=qualifier
        )

    (move,) = page_of(client, measure="CASH", since=written(since)).context["moves"]

    assert move.difference.text == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (("100", "at_least"), ("130", "exact"), "+\xa0nearly US$30"),
        (("100", "at_most"), ("130", "exact"), "+\xa0more than US$30"),
        (("130", "at_least"), ("100", "exact"), "\N{MINUS SIGN}\xa0more than US$30"),
        (("130", "exact"), ("100", "at_least"), "\N{MINUS SIGN}\xa0nearly US$30"),
        (("100", "at_least"), ("130", "at_least"), "+\xa0about US$30"),
        (("100", "exact"), ("130", "exact"), "+US$30"),
    ],
)
def test_a_bound_on_one_end_bounds_the_difference(client, before, after, text):
    gone = SeizureFactory(verified=True, item__cash=before[0], item__qualifier=before[1])
    since = now()
    SeizureFactory(verified=True, item__cash=after[0], item__qualifier=after[1])
    Seizure.objects.filter(pk=gone.pk).update(state="withdrawn", state_reason="So.")

    (move,) = page_of(client, measure="CASH", since=written(since)).context["moves"]

    assert move.difference.text == text


def test_without_a_day_it_is_of_the_last_thirty(client):
    response = page_of(client)

    assert response.context["since_day"] == (timezone.now() - timedelta(days=30)).date().isoformat()
    assert "Nothing changed it" in response.content.decode()


def test_until_a_day_is_asked_for_and_shown_as_that_day(client):
    OutcomeFactory(verified=True)
    yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()

    response = page_of(client, since="2026-01-01", until=yesterday)

    assert response.context["until_day"] == yesterday
    assert response.context["entries"] == []


def test_a_span_that_is_not_possible_is_said_beside_it(client):
    response = page_of(client, since="2999-01-01", measure="CASH")
    page = response.content.decode()

    assert response.status_code == 400
    assert "2999-01-01 is in the future" in page
    assert '<input type="hidden" name="measure" value="CASH">' in page
    assert page_of(client, stage="vanished").status_code == 400


def test_the_file_adds_up_to_the_difference_and_is_inert(client, supervisor):
    since = now()
    made = SeizureFactory(
        submitted=True, owner=supervisor.agency, item__cash="12345678901.23", reference="=1+1"
    )
    verify(made, by=supervisor)
    withdraw(made, by=supervisor, reason="=HYPERLINK(1)")
    SeizureFactory(verified=True, item__cash="2")

    response = client.get(reverse("changes-csv"), {"measure": "CASH", "since": written(since)})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert [row["value"] for row in rows] == ["2", "-12345678901.23", "12345678901.23"]
    assert [row["records"] for row in rows] == ["1", "-1", "1"]
    assert {row["reference"] for row in rows[1:]} == {"'=1+1"}
    # Who is no insider reads no free text.
    assert {row["reason"] for row in rows} == {""}
    client.force_login(supervisor)
    response = client.get(reverse("changes-csv"), {"measure": "CASH", "since": written(since)})
    assert "'=HYPERLINK(1)" in b"".join(response.streaming_content).decode()


def test_a_file_of_what_is_not_possible_says_so(client):
    response = client.get(reverse("changes-csv"), {"since": "yesterday"})

    assert (response.status_code, "is not an instant" in response.content.decode()) == (400, True)

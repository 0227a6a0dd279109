"""What an answer leads to, and whether it is the same when it is asked for again."""

import datetime as dt

import pytest

from figures.ledger import snapshot
from records.services.review import withdraw
from tests.calls import findings, person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db
FIGURES = "/api/v1/figures/"


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


@pytest.mark.parametrize("query", ["alone=true", "alone=true&by=year&stage=seized", "by=measure", ""])
def test_the_evidence_of_a_figure_opens_and_is_the_figure(api, query):
    SeizureFactory(verified=True, date="2009-07")
    SeizureFactory(verified=True, date="2009-07", item__measure="NARC", item__quantity="3")
    OutcomeFactory(verified=True, measure="PEOPLE", quantity="2")

    figures = api.get(f"{FIGURES}?{query}").json()["figures"]

    assert figures
    for figure in figures:
        opened = api.get(figure["evidence"])
        assert opened.status_code == 200, opened.content
        (total,) = opened.json()["figures"]
        assert (total["value"], total["records"]) == (figure["value"], figure["records"])


@pytest.mark.parametrize("address", ["?by=year", "evidence/?measure=NARC", "changes/?since=2020-01-01"])
def test_what_is_unchanged_is_not_sent_again_to_a_person_either(address):
    record = SeizureFactory(verified=True)
    client, supervisor = signed_in(UserFactory()), person("supervisor", agency=record.owner.code)

    first = client.get(FIGURES + address)
    again = client.get(FIGURES + address, headers={"if-none-match": first["ETag"]})
    withdraw(record, by=supervisor, reason="Retyped.")
    changed = client.get(FIGURES + address, headers={"if-none-match": first["ETag"]})

    assert first["ETag"].startswith('W/"')
    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("path", ["", "evidence/"])
def test_an_instant_beyond_all_time_is_refused(api, path, instant):
    response = api.get(f"{FIGURES}{path}?as_of={instant}")

    assert response.status_code == 400
    assert list(findings(response)) == ["/as_of"]


@pytest.mark.parametrize(
    ("query", "label", "days"),
    [
        ("by=year&calendar=us", "FY2009 (2009-08-01 to 2009-09-15)", ("2009-08-01", "2009-09-15")),
        ("by=year", "2009 (2009-08-01 to 2009-09-15)", ("2009-08-01", "2009-09-15")),
        ("by=month", "2009-08", ("2009-08-01", "2009-08-31")),
    ],
)
def test_a_period_that_is_counted_in_part_says_which_part(api, query, label, days):
    SeizureFactory(verified=True, date="2009-08-10")

    (figure,) = api.get(f"{FIGURES}?{query}&from=2009-08&to=2009-09-15").json()["figures"]

    assert figure["period"] == {"from": days[0], "to": days[1], "label": label}


def test_the_largest_come_first(api):
    for code, kilograms in (("A", "1"), ("B", "30"), ("C", "200"), ("D", "4")):
        SeizureFactory(verified=True, operation=OperationFactory(code=code), item__quantity=kilograms)

    figures = api.get(f"{FIGURES}?by=operation&top=3").json()["figures"]

    assert [figure["operation"] for figure in figures] == ["C", "B", "D"]


@pytest.mark.django_db(transaction=True)
def test_a_phase_of_today_has_of_the_past_what_it_had_in_its_umbrella_then(api, monkeypatch):
    umbrella, other = OperationFactory(code="U"), OperationFactory(code="P")
    SeizureFactory(verified=True, operation=umbrella, item__quantity="1")
    SeizureFactory(verified=True, operation=other, item__quantity="20")
    then = run("SELECT clock_timestamp()")[0][0].astimezone(dt.UTC)
    other.parent = umbrella
    other.save()
    address = f"{FIGURES}?by=operation&operation=U&as_of={then.isoformat().replace('+00:00', 'Z')}"

    answers = []
    for few in (snapshot.FEW, 0):
        monkeypatch.setattr(snapshot, "FEW", few)
        answered = api.get(address, headers={"cache-control": "no-cache"}).json()
        answers.append([(figure["operation"], figure["value"]) for figure in answered["figures"]])

    assert answers == [[("U", "1")], [("U", "1")]]

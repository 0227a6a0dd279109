"""The figures as partner systems ask for them."""

import pytest

from tests.calls import findings, person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db
FIGURES = "/api/v1/figures/"
NOTHING_LEFT_OUT = {"unverified": 0, "parts": 0, "earlier": 0, "undated": 0, "withheld": False}


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


def ask(client, query=""):
    response = client.get(f"{FIGURES}?{query}")
    assert response.status_code == 200, response.content
    return response.json()


def test_an_answer_in_full(api):
    SeizureFactory(verified=True, country="COL", date="2008-11", item__quantity="1E+3", item__unit="LBR")
    SeizureFactory(verified=True, country="COL", date="2009", item__quantity="2", item__qualifier="at_least")
    SeizureFactory(submitted=True, country="COL", date="2008-11")

    answered = ask(
        api, "by=country,year&measure=NARC.COCAINE&stage=seized&country=COL&calendar=us&from=2008-10"
    )

    assert answered == {
        "query": {
            "by": ["country", "year"],
            "measure": ["NARC.COCAINE"],
            "stage": ["seized"],
            "operation": [],
            "agency": [],
            "country": ["COL"],
            "conveyance": [],
            "from": "2008-10-01",
            "to": None,
            "calendar": "us",
            "currency": "USD",
            "status": "verified",
            "alone": False,
            "unfixed": None,
            "unit": None,
            "as_of": None,
            "reported_as_of": None,
            "top": 0,
        },
        "as_of": answered["as_of"],
        "release": None,
        "figures": [
            {
                "measure": "NARC.COCAINE",
                "stage": "seized",
                "country": "COL",
                "year": "2009",
                "period": {
                    "from": "2008-10-01",
                    "to": "2009-09-30",
                    "label": "FY2009 (2008-10-01 to 2009-09-30)",
                },
                "value": "453.59237",
                "low": "453.59237",
                "high": "453.59237",
                "unit": "KGM",
                "qualifier": "exact",
                "records": 1,
                "facts": 1,
                "events": 1,
                "aggregates": 0,
                "exact": 1,
                "at_least": 0,
                "at_most": 0,
                "between": 0,
                "approximately": 0,
                "unquantified": 0,
                "unvalued": 0,
                "undated": 0,
                "events_qualifier": "exact",
                "unpriced": 0,
                "operator": "sum",
                "additive": True,
                "methods": [],
                "evidence": "/api/v1/figures/evidence/?measure=NARC.COCAINE&stage=seized&unit=KGM&country=COL"
                "&from=2008-10-01&to=2009-09-30&calendar=us",
            },
            {
                "measure": "NARC.COCAINE",
                "stage": "seized",
                "country": "COL",
                "year": None,
                "period": None,
                "value": "2",
                "low": "2",
                "high": None,
                "unit": "KGM",
                "qualifier": "at_least",
                "records": 1,
                "facts": 1,
                "events": 1,
                "aggregates": 0,
                "exact": 0,
                "at_least": 1,
                "at_most": 0,
                "between": 0,
                "approximately": 0,
                "unquantified": 0,
                "unvalued": 0,
                "undated": 1,
                "events_qualifier": "exact",
                "unpriced": 0,
                "operator": "sum",
                "additive": True,
                "methods": [],
                "evidence": "/api/v1/figures/evidence/?measure=NARC.COCAINE&stage=seized&unit=KGM&country=COL"
                "&from=2008-10-01&unfixed=year&calendar=us",
            },
        ],
        "overlaps": [],
        "left_out": NOTHING_LEFT_OUT | {"unverified": 1},
    }
    assert answered["as_of"].endswith("Z")


def test_nothing_is_known_of_nothing(api):
    assert ask(api)["figures"] == []
    assert ask(api)["left_out"] == NOTHING_LEFT_OUT


def test_unknown_is_null_and_never_zero(api):
    SeizureFactory(verified=True, unquantified=True)

    [figure] = ask(api)["figures"]

    assert (figure["value"], figure["unquantified"], figure["qualifier"]) == (None, 1, "at_least")


def test_a_large_round_number_has_no_exponent(api):
    SeizureFactory(verified=True, item__measure="CASH", item__amount="1E+9", item__currency="USD")

    assert ask(api)["figures"][0]["value"] == "1000000000"


def test_without_a_time_there_is_no_period(api):
    SeizureFactory(verified=True)

    assert "period" not in ask(api)["figures"][0]


@pytest.mark.parametrize(
    ("query", "label", "days"),
    [
        ("by=month", "2009-11", ("2009-11-01", "2009-11-30")),
        ("by=quarter", "2009-Q4 (2009-10-01 to 2009-12-31)", ("2009-10-01", "2009-12-31")),
        ("by=quarter&calendar=us", "FY2010-Q1 (2009-10-01 to 2009-12-31)", ("2009-10-01", "2009-12-31")),
        ("by=quarter&calendar=uk", "FY2009-Q3 (2009-10-01 to 2009-12-31)", ("2009-10-01", "2009-12-31")),
        ("by=year", "2009 (2009-01-01 to 2009-12-31)", ("2009-01-01", "2009-12-31")),
        ("by=year&calendar=au", "FY2010 (2009-07-01 to 2010-06-30)", ("2009-07-01", "2010-06-30")),
        ("by=year,month&calendar=us", "2009-11", ("2009-11-01", "2009-11-30")),
    ],
)
def test_a_period_says_both_its_days(api, query, label, days):
    SeizureFactory(verified=True, date="2009-11-20")

    [figure] = ask(api, query)["figures"]

    assert figure["period"] == {"from": days[0], "to": days[1], "label": label}


def test_credits_shown_together_are_shown_with_their_overlap(api):
    seizure = SeizureFactory(verified=True, seizing_agency="US-ICE")
    CreditFactory(seizure=seizure, agency="US-CBP")

    answered = ask(api, "by=agency")

    assert [(row["agency"], row["value"], row["additive"]) for row in answered["figures"]] == [
        ("US-CBP", "10", False),
        ("US-ICE", "10", False),
    ]
    [overlap] = answered["overlaps"]
    assert (overlap["measure"], overlap["value"], overlap["records"]) == ("NARC", "10", 1)
    assert "agency" not in overlap


def test_what_is_withheld_is_said_and_not_counted(api):
    SeizureFactory(verified=True, marking="TLP:AMBER+STRICT")

    answered = ask(api)

    assert answered["figures"] == []
    assert answered["left_out"] == NOTHING_LEFT_OUT | {"withheld": True}


@pytest.mark.parametrize(
    ("query", "pointer", "words"),
    [
        ("as_of=yesterday", "/as_of", "“yesterday” is not an instant. Write 2009-07-14T08:00:00Z."),
        ("as_of=2009-01-01T00:00:00Z", "/as_of", "Nothing has been recorded yet."),
        ("as_of=2999-01-01T00:00:00Z", "/as_of", "That is in the future."),
        ("top=0", "/top", "How many figures to show: a number from 1 to 1000."),
        ("top=many", "/top", "How many figures to show: a number from 1 to 1000."),
        ("by=colour", "/by", "There is no dimension colour. Possible: measure, stage,"),
        ("measure=NOPE", "/measure", "There is no measure NOPE. /api/v1/measures/ lists them all."),
        ("measure=none", "/measure", "There is no measure none."),
        ("measure=%00", "", "An address cannot have a NUL character in it."),
        ("stage=eaten", "/stage", "There is no stage eaten. Possible: declared,"),
        (
            "operation=HIDDEN",
            "/operation",
            "There is no operation HIDDEN. /api/v1/operations/ lists them all.",
        ),
        ("agency=XX", "/agency", "There is no agency XX."),
        ("country=XX", "/country", "There is no country XX."),
        ("from=2009", "/from", "“2009” is not a month or a day. Write 2009-07 or 2009-07-14."),
        ("from=2009-08&to=2009-07", "/to", "The period ends before it starts."),
        ("calendar=mayan", "/calendar", "mayan is not possible here. Possible: calendar, us, uk,"),
        ("currency=EUR", "/currency", "EUR is not possible here. Possible: USD, reported."),
        ("status=all", "/status", "all is not possible here. Possible: verified, unverified."),
        ("alone=yes", "/alone", "yes is not possible here. Possible: true, false."),
        ("unfixed=day", "/unfixed", "day is not possible here. Possible: year, quarter, month."),
        ("unit=STONE", "/unit", "Figures do not come in STONE."),
        ("by=year&by=month", "/by", "Given more than once."),
    ],
)
def test_what_is_not_possible_is_refused(api, query, pointer, words):
    OperationFactory(code="HIDDEN", marking="TLP:RED")

    response = api.get(f"{FIGURES}?{query}")

    assert response.status_code == 400
    [(found, sentence)] = findings(response).items()
    assert found == pointer
    assert sentence.startswith(words)


def test_a_form_that_there_is_not_is_refused(api):
    assert api.get(FIGURES, headers={"accept": "application/xml"}).status_code == 406


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(UserFactory(role="auditor", agency=None)), 200, id="auditor"),
        pytest.param(lambda: signed_in(person("partner")), 200, id="partner"),
        pytest.param(lambda: signed_in(person("administrator")), 200, id="administrator"),
        pytest.param(lambda: key_client("figures:read"), 200, id="key-of-figures"),
        pytest.param(lambda: key_client("records:read", "records:write"), 403, id="key-of-records"),
    ],
)
@pytest.mark.parametrize("address", [FIGURES, f"{FIGURES}evidence/"])
def test_who_reads_figures(who, status, address):
    assert who().get(address).status_code == status


@pytest.mark.parametrize("length", [1, 6])
def test_an_answer_costs_the_same_however_many_records_and_figures(django_assert_num_queries, length):
    client = signed_in(person())
    for _ in range(length):
        seizure = SeizureFactory(verified=True, operation=OperationFactory())
        CreditFactory(seizure=seizure)
        OutcomeFactory(verified=True, operation=OperationFactory())

    client.get(f"{FIGURES}?by=agency,measure")

    # session, user, savepoint (a transaction of its own outside tests) and release; the ledger's own statements are
    # not of Django's making
    with django_assert_num_queries(4):
        assert len(client.get(f"{FIGURES}?by=agency,measure").json()["figures"]) >= length


@pytest.mark.parametrize("form", ["application/json", "text/csv"])
def test_an_answer_of_too_many_figures_says_how_many(api, monkeypatch, form):
    monkeypatch.setattr("figures.api.v1.views.LIMIT_OF_FIGURES", 2)
    for measure in ("NARC.COCAINE", "NARC.HEROIN", "WEAPONS.RIFLE"):
        SeizureFactory(verified=True, item__measure=measure, item__unit="KGM" if "NARC" in measure else "C62")
    question = f"{FIGURES}?by=country&measure=NARC.COCAINE"

    response = api.get(f"{question},NARC.HEROIN,WEAPONS.RIFLE", headers={"accept": form})
    fewer = api.get(question, headers={"accept": form})

    assert (response.status_code, fewer.status_code) == (413, 200)
    assert "That is 3 figures, and one answer has 2 at most." in response.json()["detail"]

"""Everybody reads the same figures in the units that they or their agency chose; what is stored and stated stays."""

import re
from contextlib import closing

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from agencies.models import Agency, User
from agencies.models.preferences import PREFERENCES
from agencies.preferences import preferred
from common.text.weeks import first_weekday, weeks_beginning
from measures.latest_rates import currencies_with_rates, latest_rate
from measures.models import ExchangeRate
from seizures.models import SeizedItem
from tests.calls import sign_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import IndicatorFactory, OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
# Of 453.59237 kg and 2,000 lb, each stated so: together 1,360.77711 kg, which is 3,000 lb.
IN_KILOGRAMS, IN_POUNDS = "1,360.78 kg", "3,000 lb"
API = "/api/v1/figures/?measure=NARC.COCAINE"


@pytest.fixture
def analyst(client):
    user = UserFactory(role="analyst", agency="US-ICE")
    client.force_login(user)
    return user


@pytest.fixture
def operation(analyst):
    operation = OperationFactory(owner=analyst.agency)
    common = {"operation": operation, "owner": analyst.agency, "seizing_agency": analyst.agency}
    SeizureFactory(
        verified=True, date="2009-07-14", item__quantity="453.59237", item__unit="KGM",
        item__amount="1000", item__currency="USD", **common,
    )  # fmt: skip
    SeizureFactory(verified=True, date="2009-11-14", item__quantity="2000", item__unit="LBR", **common)
    return operation


def choose(client, **chosen):
    return client.post(reverse("preferences"), dict.fromkeys(PREFERENCES, "") | chosen)


def shown(response):
    page = re.sub(r"<(script|style)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", strip_tags(page).replace("\N{NO-BREAK SPACE}", " "))


def pages_of(operation):
    """Every page that has the total of both records."""
    asked = "?measure=NARC.COCAINE&stage=seized"
    return {
        "overview": reverse("overview") + "?period=all",
        "operation": reverse("operation", args=[operation.code]),
        "results": reverse("operation-results", args=[operation.code]),
        "by agency": reverse("operation-by-agency", args=[operation.code]),
        "explore": reverse("explore") + asked + "&unit=KGM",
        "explored": reverse("explore") + asked + "&by=country&unit=KGM",
        "evidence": reverse("evidence") + asked + "&unit=KGM",
        "changes": reverse("changes") + asked + "&unit=KGM",
    }


def walked(client, operation):
    texts = {}
    for name, address in pages_of(operation).items():
        response = client.get(address)
        assert response.status_code == 200, name
        texts[name] = shown(response)
    return texts


def test_every_page_shows_the_same_figure_in_the_unit_that_is_chosen(client, operation):
    before, api = walked(client, operation), client.get(API).json()["figures"]
    assert {name for name, text in before.items() if IN_KILOGRAMS not in text} == set()

    assert choose(client, mass_unit="LBR").url == reverse("account")

    after = walked(client, operation)
    assert {name for name, text in after.items() if IN_POUNDS not in text} == set()
    assert {name for name, text in after.items() if IN_KILOGRAMS in text} == set()
    assert {name for name, text in after.items() if "Weights in pounds" not in text} == set()
    assert client.get(API).json()["figures"] == api


def test_the_stored_figure_is_the_title_of_what_is_shown(client, operation):
    choose(client, mass_unit="LBR")

    page = client.get(pages_of(operation)["explore"]).content.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert "3,000 lb (1,360.77711 kg)" in page


def test_evidence_and_records_show_an_amount_as_it_was_stated(client, operation):
    choose(client, mass_unit="LBR", money_in="EUR")

    evidence = shown(client.get(pages_of(operation)["evidence"]))
    records = " ".join(
        shown(client.get(item.seizure.get_absolute_url())) for item in SeizedItem.objects.all()
    )

    for stated in ("453.59237 kg", "2,000 lb"):
        assert stated in evidence
        assert stated in records
    assert "1,000 lb" in evidence
    assert "US$1,000" in records
    assert set(SeizedItem.objects.values_list("unit__code", flat=True)) == {"KGM", "LBR"}


def test_an_indicator_is_shown_as_its_source_states_it(client, operation):
    IndicatorFactory(operation=operation, unit="KGM", before="20", after="10")
    choose(client, mass_unit="LBR")

    assert "20 kg" in shown(client.get(reverse("operation-sources", args=[operation.code])))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_files_keep_the_stored_unit(client, operation, suffix):
    address = pages_of(operation)["explore"].replace("/explore/", f"/explore.{suffix}")
    choose(client, mass_unit="LBR", money_in="EUR")

    with closing(client.get(address)) as response:
        assert response.status_code == 200
        content = b"".join(response)

    if suffix == "csv":
        assert b"1360.77711" in content
        assert b"KGM" in content


@pytest.fixture
def rates():
    """The published rates of one day: a euro is two dollars, and four francs; the rouble had its last long before."""
    ExchangeRate.objects.all().delete()
    for code, day, per_euro in (
        ("USD", "2026-11-27", 2),
        ("CHF", "2026-11-27", 4),
        ("RUB", "2022-03-01", 117),
    ):
        unit = ExchangeRate.currency.field.related_model.objects.currency(code)
        ExchangeRate.objects.create(currency=unit, date=day, per_euro=per_euro, source="A bank")


@pytest.mark.parametrize(("currency", "text"), [("EUR", "€500"), ("CHF", "CHF 2,000")])
def test_money_is_shown_by_the_latest_rate_which_the_page_names(client, operation, rates, currency, text):
    choose(client, money_in=currency)

    page = shown(client.get(reverse("evidence") + "?measure=NARC.COCAINE&unit=USD"))

    assert text in page
    assert "the rate of 27 November 2026 (A bank)" in page
    assert "US$1,000" in page


def test_money_as_reported_is_not_converted(client, operation, rates):
    choose(client, money_in="EUR")

    page = shown(client.get(reverse("explore") + "?currency=reported&measure=NARC.COCAINE"))

    assert "US$1,000" in page
    assert "€" not in page


def test_only_currencies_of_the_last_published_day_are_offered(client, analyst, rates):
    assert [each.code for each in currencies_with_rates()] == ["CHF", "EUR", "USD"]
    assert latest_rate("RUB") is None
    assert choose(client, money_in="RUB").status_code == 400


def test_a_person_goes_before_the_agency_and_the_agency_before_what_is_usual(client, analyst, operation):
    Agency.objects.filter(code="US-ICE").update(mass_unit="LBR", first_weekday="sunday")
    assert IN_POUNDS in walked(client, operation)["explore"]

    choose(client, mass_unit="KGM")

    assert IN_KILOGRAMS in walked(client, operation)["explore"]
    user = User.objects.get(pk=analyst.pk)
    assert (preferred(user, "mass_unit"), preferred(user, "first_weekday")) == ("KGM", "sunday")


def test_an_administrator_sets_the_default_of_an_agency(client):
    sign_in(client)
    agency = Agency.objects.get(code="US-ICE")
    address = reverse("managed-row", args=["agencies", agency.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}

    assert client.post(address, sent | {"mass_unit": "LBR", "calendar": "us"}).status_code == 302

    agency.refresh_from_db()
    assert (agency.mass_unit, agency.calendar) == ("LBR", "us")


def test_the_years_are_those_of_the_preferred_calendar(client, operation):
    choose(client, calendar="us")

    assert client.get(reverse("overview")).context["calendar"] == "us"
    assert client.get(reverse("overview") + "?calendar=uk").context["calendar"] == "uk"
    assert client.get(reverse("explore")).context["calendar"] == "us"
    assert client.get(reverse("explore") + "?by=year").context["calendar"] == ""


def test_pages_are_in_the_preferred_language_unless_this_browser_has_another(client, analyst):
    assert choose(client, language="fr").status_code == 302
    assert 'lang="fr"' in client.get(reverse("account")).content.decode()

    client.post(reverse("set_language"), {"language": "es"})
    assert 'lang="es"' in client.get(reverse("account")).content.decode()

    choose(client, language="fr")
    assert 'lang="fr"' in client.get(reverse("account")).content.decode()
    translation.activate("en")


@pytest.mark.parametrize(
    "wrong",
    [
        {"mass_unit": "STN"},
        {"calendar": "mars"},
        {"language": "xx"},
        {"first_weekday": "friday"},
        {"money_in": "€"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_not_offered_is_refused_beside_its_field(client, analyst, wrong):
    response = choose(client, **wrong)

    assert response.status_code == 400
    assert set(response.context["form"].errors) == set(wrong)
    analyst.refresh_from_db()
    assert {getattr(analyst, name) for name in PREFERENCES} == {""}


def test_a_choice_is_in_the_trail(client, analyst):
    choose(client, mass_unit="LBR")

    event = User.pgh_event_model.objects.filter(pgh_obj=analyst).latest("pgh_id")
    assert (event.mass_unit, event.pgh_context.metadata["action"]) == ("LBR", "preferences chosen")


@pytest.mark.parametrize(("chosen", "day"), [("", 0), ("monday", 0), ("saturday", 5), ("sunday", 6)])
def test_weeks_begin_on_the_day_that_is_chosen_else_on_that_of_the_language(chosen, day):
    with translation.override("fr"), weeks_beginning(chosen):
        assert first_weekday() == day
    with translation.override("en"):
        assert first_weekday() == 6

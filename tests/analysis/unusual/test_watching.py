"""The nightly job, its page and its API: the same for every reader, and nothing of what is hidden from somebody."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from analysis.forecasts import nightly
from analysis.forecasts.nightly import forecast_totals
from analysis.models import ForecastSeries, Signal, WatchedSeries
from analysis.unusual import watching
from analysis.unusual.explaining import explain, reopen
from analysis.unusual.series import months_until
from analysis.unusual.watching import watch_for_signals
from common.errors import Invalid, NotAllowed, Refused
from seizures.models import Seizure
from tests.calls import person, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
FIRST, LAST, UNUSUAL = "2021-01", "2025-12", "2025-08"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(watching, "last_month", lambda: LAST)
    monkeypatch.setitem(nightly.SPANS, "month", (months_until, lambda: LAST))


def month_of(month, events, **more):
    chosen = {"verified": True, "marking": "TLP:GREEN", "country": "COL", "date": month, **more}
    return SeizureFactory(kind="aggregate", event_count=events, **chosen)


@pytest.fixture
def history():
    for number, month in enumerate(months_until(FIRST, LAST)):
        month_of(month, 60 if month == UNUSUAL else 9 + number % 4)


def signals_of(user):
    return signed_in(user).get("/api/v1/signals/").json()["results"]


def test_a_rise_is_found_shown_and_explained(history):
    assert watch_for_signals() == 1
    signal = Signal.objects.get()
    user = person("supervisor")
    page = signed_in(user).get(reverse("signal", args=[signal.pk])).content.decode()

    assert (signal.month, signal.rise, signal.series.country.code) == (UNUSUAL, True, "COL")
    assert "60 records" in page
    assert "No signal between" in page
    assert "August 2025" in signed_in(user).get(reverse("signals")).content.decode()

    signed_in(user).post(reverse("signal-explain", args=[signal.pk]), {"reason": "Two exercises at once"})
    watch_for_signals()

    signal.refresh_from_db()
    assert (signal.explanation, signal.explained_by) == ("Two exercises at once", user)
    event = Signal.pgh_event_model.objects.filter(pgh_context__metadata__action="signal explained").get()
    assert event.pgh_context.metadata["reason"] == "Two exercises at once"
    assert "August 2025" not in signed_in(user).get(reverse("signals")).content.decode()
    assert "August 2025" in signed_in(user).get(reverse("signals") + "?show=explained").content.decode()


def test_an_explanation_has_a_reason_is_given_once_and_by_who_enters_results(history):
    watch_for_signals()
    signal, user = Signal.objects.get(), person("analyst")

    with pytest.raises(Invalid):
        explain(signal, " ", by=user)
    with pytest.raises(NotAllowed):
        explain(signal, "Because", by=person("partner"))
    explain(signal, "Because", by=user)
    with pytest.raises(Refused):
        explain(signal, "Otherwise", by=user)
    assert reopen(signal, "It was not so", by=user).explained_at is None


def test_what_is_hidden_from_somebody_is_in_no_signal_not_even_for_who_may_read_it(history):
    owner = Agency.objects.get(code="US-ICE")
    month_of("2025-06", 500, marking="TLP:AMBER+STRICT", owner=owner)

    watch_for_signals()

    assert {each["month"] for each in signals_of(UserFactory(agency=owner))} == {UNUSUAL}
    assert all(point["count"] != 500 for point in WatchedSeries.objects.get().points)


@pytest.mark.parametrize(
    "change", [{"marking": "TLP:AMBER+STRICT"}, {"state": "withdrawn", "state_reason": "Wrong"}]
)
def test_what_was_hidden_or_withdrawn_since_the_night_is_shown_to_nobody(history, change):
    watch_for_signals()
    signal = Signal.objects.get()
    user = person("supervisor")
    assert len(signals_of(user)) == 1

    Seizure.objects.filter(date_from=f"{UNUSUAL}-01").update(**change)

    assert signals_of(user) == []
    client = signed_in(user)
    assert client.get(reverse("signal", args=[signal.pk])).status_code == 404
    assert "August 2025" not in client.get(reverse("signals")).content.decode()
    # What is left is a month with nothing, and no explanation of more stands for that.
    explained = explain(signal, "Two exercises", by=user)
    watch_for_signals()
    left = Signal.objects.get()
    assert explained.rise
    assert (left.rise, left.explanation) == (False, "")


def test_a_month_that_has_just_ended_is_no_fall(history):
    Seizure.objects.filter(date_from=f"{LAST}-01").delete()

    watch_for_signals()

    assert [each.month for each in Signal.objects.all()] == [UNUSUAL]


def test_a_short_history_is_not_watched():
    for month in months_until("2023-06", LAST):
        month_of(month, 10)

    assert watch_for_signals() == 0
    assert not WatchedSeries.objects.exists()


def test_the_api_explains_and_reopens(history):
    watch_for_signals()
    client = signed_in(person("analyst"))
    [row] = client.get("/api/v1/signals/").json()["results"]
    address = f"/api/v1/signals/{row['id']}/"

    assert (row["measure"], row["country"], row["month"]) == ("NARC.COCAINE", "COL", UNUSUAL)
    assert send(client, "POST", f"{address}explain/", {"reason": ""}).status_code == 400
    assert send(client, "POST", f"{address}explain/", {"reason": "So"}).json()["explanation"] == "So"
    assert send(client, "POST", f"{address}reopen/", {"reason": "No"}).json()["explained_at"] is None


def test_totals_are_forecast_with_their_past_errors(history):
    month_of(LAST, 1, item__measure="NARC.HEROIN")

    assert forecast_totals() == 1
    made = ForecastSeries.objects.get(measure__code="NARC.COCAINE")
    short = ForecastSeries.objects.get(measure__code="NARC.HEROIN")
    page = signed_in(person("partner")).get(reverse("forecasts")).content.decode()

    assert [each["period"] for each in made.points["ahead"]] == months_until("2026-01", "2026-06")
    assert made.points["past"]
    assert short.points["ahead"] == []
    assert "How far off it was" in page
    assert "Too short to be forecast" in page
    codes = {
        each["measure"] for each in signed_in(person("partner")).get("/api/v1/forecasts/").json()["results"]
    }
    assert codes == {"NARC.COCAINE", "NARC.HEROIN"}


def test_a_forecast_of_what_was_hidden_since_is_shown_to_nobody(history):
    forecast_totals()

    Seizure.objects.filter(date_from=f"{UNUSUAL}-01").update(marking="TLP:AMBER+STRICT")

    assert signed_in(person("supervisor")).get("/api/v1/forecasts/").json()["results"] == []

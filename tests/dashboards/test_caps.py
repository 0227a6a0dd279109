"""No list ends without a word, and no number of rows that are shown passes for the number there are."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import Place
from common.pages.paging import SIZE
from tests.entry import text_of
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
CAP = 3
CAPS = [
    ("dashboards.views.my_work", "FEW"),
    ("dashboards.views.search", "FIRST"), ("dashboards.record.page", "PARTS"),
    ("dashboards.record.page", "CHANGES"),
]  # fmt: skip
WORD = re.compile(r"\d+–\d+ of \d+|Show all|Only the first|the first \d+|rel=\"next\"|Show \d+ more")


@pytest.fixture(autouse=True)
def short(monkeypatch):
    for module, name in CAPS:
        monkeypatch.setattr(import_module(module), name, CAP)
    monkeypatch.setattr("dashboards.records.SIZES", (CAP, 200, 500))


@pytest.fixture
def supervisor(client):
    user = UserFactory(role="supervisor", agency="US-ICE")
    client.force_login(user)
    return user


@pytest.fixture
def submitted(supervisor):
    """Five records that wait, of both kinds, the oldest first."""
    started = timezone.now()
    made = [
        factory(submitted=True, owner=supervisor.agency, reference=f"WAITS-{number}")
        for number, factory in enumerate((*(SeizureFactory, OutcomeFactory) * 2, SeizureFactory))
    ]
    for number, record in enumerate(made):
        at = started + timedelta(minutes=number)
        type(record).objects.filter(pk=record.pk).update(submitted_at=at, last_edited_at=at)
    return made


def references(page):
    """Those of the rows: a warning may name another record."""
    return list(dict.fromkeys(re.findall(r'<a href="[^"]+">\s*(WAITS-\d)', page)))


def test_the_queue_of_review_says_how_many_wait_and_goes_on(client, submitted):
    first = text_of(client.get(reverse("review")))
    second = text_of(client.get(reverse("review"), {"page": 2}))

    assert references(first) == ["WAITS-0", "WAITS-1", "WAITS-2"]
    assert references(second) == ["WAITS-3", "WAITS-4"]
    assert "1–3 of 5" in first
    assert "4–5 of 5" in second
    assert references(text_of(client.get(reverse("review"), {"page": "99"}))) == ["WAITS-3", "WAITS-4"]
    assert references(text_of(client.get(reverse("review"), {"page": "x"}))) == references(first)


def test_verifying_on_a_page_leads_back_to_it(client, submitted):
    assert client.post(f"{reverse('review')}?page=2", {}).url == f"{reverse('review')}?page=2"


def test_my_work_heads_have_the_number_of_all(client, supervisor, submitted):
    whole = text_of(client.get(reverse("my-work"), {"whose": "agency"}))
    assert re.search(r'<span class="tag">5</span>', whole)
    assert references(whole) == ["WAITS-4", "WAITS-3", "WAITS-2"]
    assert "Show all 5 records" in whole

    opened = {"whose": "agency", "state": "submitted"}
    first = text_of(client.get(reverse("my-work"), opened))
    assert "1–3 of 5" in first
    assert references(text_of(client.get(reverse("my-work"), {**opened, "page": 2}))) == [
        "WAITS-1",
        "WAITS-0",
    ]
    assert client.get(reverse("my-work"), {"state": "vanished"}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_what_waits(
    client, submitted, django_assert_max_num_queries
):
    with django_assert_max_num_queries(33):
        client.get(reverse("review"))
    with django_assert_max_num_queries(34):
        client.get(reverse("my-work"), {"whose": "agency"})


def test_every_list_with_one_row_too_many_says_so(client, supervisor):
    for number in range(SIZE + 1):
        operation = OperationFactory(owner=supervisor.agency)
        common = {
            "submitted": True,
            "owner": supervisor.agency,
            "created_by": supervisor,
            "operation": operation,
        }
        SeizureFactory(reference=f"S-{number}", **common)
        OutcomeFactory(reference=f"O-{number}", **common)

    pages = ("review", "my-work", "seizures", "outcomes", "operations")
    assert [kind for kind in pages if not WORD.search(text_of(client.get(reverse(kind))))] == []


def test_a_search_that_finds_more_says_so_of_each_kind(client, supervisor):
    for number in range(CAP + 1):
        OperationFactory(name=f"Tidewater {number}")
        AgencyFactory(name=f"Tidewater {number}")
        Place.objects.create(name=f"Tidewater {number}", kind="city")
        SeizureFactory(verified=True, reference=f"TIDEWATER {number}")
        OutcomeFactory(verified=True, reference=f"TIDEWATER {number}")

    page = text_of(client.get(reverse("search"), {"q": "tidewater"}))

    assert page.count("Only the first 3 are shown.") == 5
    for kind in ("operations", "seizures", "outcomes"):
        assert f'href="{reverse(kind)}?q=tidewater"' in page


def test_the_parts_of_a_whole_say_so_too(client, supervisor):
    whole = SeizureFactory(verified=True, owner=supervisor.agency)
    for _number in range(CAP + 1):
        SeizureFactory(verified=True, owner=supervisor.agency, part_of=whole)

    assert "the first 3" in text_of(client.get(whole.get_absolute_url()))


def test_the_history_of_a_record_goes_on(client, supervisor):
    record = SeizureFactory(owner=supervisor.agency)
    for number in range(CAP + 1):
        type(record).objects.filter(pk=record.pk).update(note=f"Note {number}", version=number + 2)

    first = client.get(record.get_absolute_url())
    rest = client.get(record.get_absolute_url(), {"history": "all"})

    assert len(first.context["history"]) == CAP
    assert 'href="?history=all#history"' in first.content.decode()
    assert len(rest.context["history"]) == CAP + 2
    assert "Show all changes" not in text_of(rest)


def test_a_history_that_a_page_cannot_hold_says_so(client, supervisor, monkeypatch):
    monkeypatch.setattr("dashboards.record.page.ALL_CHANGES", 2)
    record = SeizureFactory(owner=supervisor.agency)
    for number in range(2):
        type(record).objects.filter(pk=record.pk).update(version=number + 2)

    rest = client.get(record.get_absolute_url(), {"history": "all"})

    assert len(rest.context["history"]) == 2
    assert "Only the last 2 changes are shown." in text_of(rest)

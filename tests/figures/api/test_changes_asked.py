"""How one asks for the changes between two instants, and what is said where that is not possible."""

import pytest
from django.utils import timezone

from tests.calls import findings
from tests.factories.keys import key_client

CHANGES = "/api/v1/figures/changes/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


@pytest.mark.parametrize(
    ("query", "pointer", "said"),
    [
        ("", "/since", "Say since when"),
        ("since=yesterday", "/since", "Write 2026-10-21 or"),
        ("since=2026-13-01", "/since", "Write 2026-10-21 or"),
        ("since=2999-01-01", "/since", "in the future"),
        ("since=2026-01-02&until=2026-01-01T00:00:00Z", "/until", "later of the two"),
        ("since=2026-01-02&until=2999-01-01", "/until", "in the future"),
        ("since=2026-01-02&as_of=2026-01-02", "/as_of", "no such parameter"),
        ("since=2026-01-02&colour=red", "/colour", "no such parameter"),
        ("since=2026-01-02&measure=NOPE", "/measure", "no measure NOPE"),
        ("since=2026-01-02&cursor=x", "/cursor", "links of a page"),
    ],
)
def test_what_is_not_possible_is_refused_with_what_is(api, query, pointer, said):
    found = findings(api.get(f"{CHANGES}?{query}"))

    assert list(found) == [pointer]
    assert said in found[pointer]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-21", "2026-10-21T00:00:00Z"),
        ("2026-10-21T08:00", "2026-10-21T08:00:00Z"),
        ("2026-10-21T08:00:00.5Z", "2026-10-21T08:00:00.500000Z"),
        ("2026-10-21T08:00:00%2B02:00", "2026-10-21T06:00:00Z"),
        ("2026-10-21T08:00:00+02:00", "2026-10-21T06:00:00Z"),
    ],
)
def test_an_instant_is_written_in_several_ways(api, text, instant):
    assert api.get(f"{CHANGES}?since={text}").json()["since"] == instant


def test_until_a_day_means_all_of_it(api):
    found = api.get(f"{CHANGES}?since=2026-10-20&until=2026-10-21").json()

    assert found["until"] == "2026-10-22T00:00:00Z"
    assert api.get(f"{CHANGES}?since=2026-10-20&until={timezone.now():%Y-%m-%d}").status_code == 200


def test_it_takes_the_scope_of_figures():
    assert key_client("records:read").get(f"{CHANGES}?since=2026-10-20").status_code == 403

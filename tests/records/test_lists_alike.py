"""The lists of records have the same filters in the pages and over the API, but for those that are named here."""

import pytest

from outcomes.api.v1.filters import OutcomeFilter
from outcomes.views.lists import OutcomeListFilter
from seizures.api.v1.filters import SeizureFilter
from seizures.views.lists import SeizureListFilter

# A filter of the page by the name that the API has for the same.
OTHER_NAMES = {"q": "reference", "recorder": "recording_agency"}
# Programs send the first and the last day, read the fields that are empty, and sort what they have read.
ONLY_IN_PAGES = {"period", "gap", "sort"}
# The page has a period and a state; for the rest people have Explore, or the page of what is named.
ONLY_OVER_THE_API = {
    "from", "to", "counted", "edited_since", "part_of", "source", "series", "kind", "conveyance", "concealment",
    "detection", "cites_appendix",
}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "api"),
    [
        pytest.param(SeizureListFilter, SeizureFilter, id="seizures"),
        pytest.param(OutcomeListFilter, OutcomeFilter, id="outcomes"),
    ],
)
def test_who_filters_a_page_filters_the_same_over_the_api(page, api):
    in_pages = {OTHER_NAMES.get(name, name) for name in page.base_filters} - ONLY_IN_PAGES
    over_the_api = set(api.base_filters)

    assert in_pages - over_the_api == set()
    assert over_the_api - in_pages - ONLY_OVER_THE_API == set()

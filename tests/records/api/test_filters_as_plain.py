"""The API's filter sets, which build only the filters that a request names, do what django-filter's own would do."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django_filters import rest_framework as filters

from agencies.models import Country
from common.api.codes import IdByCodeField, look_up_codes
from operations.models import Outcome
from outcomes.api.v1.filters import OutcomeFilter
from seizures.api.v1.filters import SeizureFilter
from seizures.models import Seizure
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

QUERIES = [
    "", "state=verified", "state=lost", "state=", "counted=true", "counted=false", "counted=perhaps",
    "marking=TLP:GREEN", "marking=%00", "country=COL", "country=XXX", "country=col", "country=%00", "agency=US-ICE",
    "measure=NARC", "measure=NOTHING", "operation=ONE", "operation=NONE", "recording_agency=US-DEA",
    "from=2009-01", "from=2009-01&to=2009-12", "from=x", "to=2009-13", "reference=R1", "part_of=nonsense",
    "source=00000000-0000-7000-8000-000000000000", "edited_since=2001-01-01T00:00:00Z",
    "edited_since=9999-12-31T23:59-14:00", "edited_since=soon", "state=verified&country=COL&counted=true",
    "something=else",
]  # fmt: skip


class _Plain:
    """All filters are built, and the form is that of the framework."""

    form = filters.FilterSet.form

    def __init__(self, data, queryset, request):
        filters.FilterSet.__init__(self, data, queryset, request=request)
        codes = {name: field for name, field in self.form.fields.items() if isinstance(field, IdByCodeField)}
        look_up_codes({field: data.get(name) for name, field in codes.items()})


@pytest.fixture
def reader():
    return UserFactory(role="analyst")


@pytest.fixture(autouse=True)
def _records(reader):
    umbrella = OperationFactory(code="ONE")
    phase = OperationFactory(parent=umbrella)
    for factory in (SeizureFactory, OutcomeFactory):
        factory(owner=reader.agency, created_by=reader, reference="R1", operation=umbrella)
        whole = factory(
            verified=True, operation=phase, country=Country.objects.get(code="COL"), date="2009-07"
        )
        factory(verified=True, owner=whole.owner, part_of=whole, marking="TLP:GREEN", date="2009")


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("filterset", "model"), [(SeizureFilter, Seizure), (OutcomeFilter, Outcome)])
def test_a_filter_set_finds_and_refuses_what_the_framework_s_own_does(filterset, model, query, reader):
    data = QueryDict(query)
    request = RequestFactory().get("/", data)
    request.user = reader
    visible = model.objects.visible_to(reader)

    ours = filterset(data, visible, request=request)
    plain = type("Plain", (_Plain, filterset), {})(data, visible, request)

    assert ours.is_valid() == plain.is_valid()
    assert {name: list(each) for name, each in ours.errors.items()} == {
        name: list(each) for name, each in plain.errors.items()
    }
    if ours.is_valid():
        assert set(ours.qs) == set(plain.qs)

"""A source has a marking of its own: nothing of one that the reader may not see is shown at any door."""

import pytest

from agencies.models import Agency
from common.errors import Invalid, NotAllowed
from operations import services
from operations.models import Marking, Source
from outcomes.services import change_outcome, record_outcome
from tests.calls import findings, person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

SECRET = "Human source 7"
READERS = ("owner", "participant", "stranger", "named", "auditor")


def source(**kwargs):
    return SourceFactory(**{"publisher": SECRET, "title": "Debrief", "location": "safe 3", **kwargs})


@pytest.fixture
def people():
    people = {name: UserFactory() for name in ("owner", "participant", "stranger", "named")}
    return people | {"auditor": UserFactory(role="auditor", agency=None)}


@pytest.mark.parametrize(
    ("marking", "who"),
    [
        (Marking.CLEAR, {*READERS}),
        (Marking.GREEN, {*READERS}),
        (Marking.AMBER, {"owner", "participant"}),
        (Marking.AMBER_STRICT, {"owner"}),
        (Marking.RED, {"named"}),
    ],
)
def test_a_marking_says_who_reads_a_source(people, marking, who):
    operation = OperationFactory()
    ParticipationFactory(operation=operation, agency=people["participant"].agency)
    marked = source(marking=marking, operation=operation, owner=people["owner"].agency)
    marked.readers.add(people["named"])

    assert {name for name in READERS if marked in Source.objects.visible_to(people[name])} == who


def test_a_source_is_hidden_with_its_operation(people):
    operation = OperationFactory(owner=people["owner"].agency, marking=Marking.AMBER_STRICT)
    marked = source(marking=Marking.CLEAR, operation=operation)

    assert marked in Source.objects.visible_to(people["owner"])
    assert marked not in Source.objects.visible_to(people["stranger"])


@pytest.mark.parametrize("marking", [Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT])
def test_an_agency_taken_out_of_an_operation_keeps_sight_of_its_own_sources(people, marking):
    operation = OperationFactory(marking=Marking.AMBER)
    takes_part = ParticipationFactory(operation=operation, agency=people["participant"].agency)
    own = source(marking=marking, operation=operation, owner=people["participant"].agency)
    another = source(marking=marking, operation=operation, owner=people["owner"].agency)

    takes_part.delete()

    readers = ("participant", "stranger", "auditor")
    assert {name for name in readers if own in Source.objects.visible_to(people[name])} == {"participant"}
    assert not {name for name in readers if another in Source.objects.visible_to(people[name])}


def test_the_agency_that_recorded_an_operation_takes_part_in_it(people):
    operation = OperationFactory(owner=people["owner"].agency)
    marked = source(marking=Marking.AMBER, operation=operation, owner=people["participant"].agency)

    assert {name for name in READERS if marked in Source.objects.visible_to(people[name])} == {
        "owner",
        "participant",
    }


@pytest.fixture
def hidden():
    """An open operation with all that can cite a source, and each of them cites one that US-FBI may not see."""
    operation = OperationFactory(owner="US-ICE", code="OPEN")
    cited = source(marking=Marking.AMBER_STRICT, owner="US-ICE", operation=operation)
    own = {"owner": "US-ICE", "operation": operation, "source": cited, "verified": True}
    return {
        "operation": operation,
        "source": cited,
        "seizure": SeizureFactory(**own),
        "outcome": OutcomeFactory(**own),
        "claim": ClaimFactory(operation=operation, source=cited),
        "indicator": IndicatorFactory(operation=operation, source=cited),
    }


def test_the_api_has_no_hidden_source(hidden):
    outside, inside = key_client(agency="US-FBI"), key_client(agency="US-ICE")
    path = f"/api/v1/sources/{hidden['source'].pk}/"

    assert outside.get(path).status_code == 404
    assert outside.get("/api/v1/sources/", {"code": hidden["source"].code}).json()["results"] == []
    assert inside.get(path).json()["marking"] == "TLP:AMBER+STRICT"


@pytest.mark.parametrize("kind", ["seizure", "outcome", "claim", "indicator"])
def test_the_api_gives_no_id_of_a_hidden_source(hidden, kind):
    address = f"/api/v1/{kind}s/"
    outside, inside = key_client(agency="US-FBI"), key_client(agency="US-ICE")

    for path in (address, f"{address}{hidden[kind].pk}/"):
        shown = {who: client.get(path).json() for who, client in (("out", outside), ("in", inside))}
        rows = {who: body["results"][0] if "results" in body else body for who, body in shown.items()}
        assert (rows["out"]["source"], rows["in"]["source"]) == (None, str(hidden["source"].pk))


@pytest.mark.parametrize("kind", ["seizure", "outcome", "claim", "indicator"])
def test_a_hidden_source_is_no_filter(hidden, kind):
    outside = key_client(agency="US-FBI")
    said = {
        findings(outside.get(f"/api/v1/{kind}s/", {"source": key}))["/source"].replace(key, "it")
        for key in (str(hidden["source"].pk), "0197a9b6-0000-7000-8000-000000000000")
    }

    assert said == {"There is no source “it”."}


@pytest.mark.parametrize("role", ["analyst", "partner"])
@pytest.mark.parametrize("kind", ["operation", "seizure", "outcome"])
def test_no_page_names_a_hidden_source(hidden, kind, role):
    pages = {
        agency: signed_in(person(role, agency)).get(hidden[kind].get_absolute_url()).content.decode()
        for agency in ("US-FBI", "US-ICE")
    }

    assert SECRET in pages["US-ICE"]
    assert SECRET not in pages["US-FBI"]
    assert hidden["source"].code not in pages["US-FBI"]


@pytest.mark.parametrize("kind", ["seizures", "outcomes"])
def test_no_form_offers_a_hidden_source(hidden, kind):
    pages = {
        agency: signed_in(person("analyst", agency)).get(f"/{kind}/new/").content.decode()
        for agency in ("US-FBI", "US-ICE")
    }

    assert SECRET in pages["US-ICE"]
    assert SECRET not in pages["US-FBI"]


@pytest.mark.parametrize(
    "path",
    [
        "/admin/operations/source/",
        "/admin/operations/claim/",
        "/admin/operations/indicator/",
        "/admin/operations/claim/{claim.pk}/change/",
        "/admin/operations/indicator/{indicator.pk}/change/",
        "/admin/operations/outcome/{outcome.pk}/change/",
        "/admin/seizures/seizure/{seizure.pk}/change/",
        "/admin/autocomplete/?app_label=operations&model_name=claim&field_name=source&term=Human",
    ],
)
def test_no_screen_names_a_hidden_source_or_leads_to_it(hidden, path):
    answers = {
        agency: signed_in(person("supervisor", agency)).get(path.format(**hidden))
        for agency in ("US-FBI", "US-ICE")
    }

    assert {answer.status_code for answer in answers.values()} == {200}
    assert SECRET in answers["US-ICE"].content.decode()
    assert SECRET not in answers["US-FBI"].content.decode()
    assert str(hidden["source"].pk) not in answers["US-FBI"].content.decode()


def test_what_cites_a_hidden_source_keeps_it_through_an_edit_at_every_door():
    editor = person("analyst", "US-FBI")
    cited = source(marking=Marking.AMBER_STRICT, owner="US-ICE")
    draft = OutcomeFactory(owner=editor.agency, source=cited)
    draft.source = None

    change_outcome(draft, by=editor)

    draft.refresh_from_db()
    assert draft.source == cited


def test_nobody_cites_what_they_may_not_see():
    editor = person("analyst", "US-FBI")
    draft = OutcomeFactory.build(
        owner=editor.agency, created_by=editor, source=source(marking=Marking.AMBER_STRICT, owner="US-ICE")
    )

    with pytest.raises(Invalid, match="There is no such source"):
        record_outcome(draft, by=editor)


@pytest.mark.parametrize(
    ("role", "agency", "may"),
    [
        ("analyst", "US-ICE", True),
        ("analyst", "US-FBI", False),
        ("administrator", "US-FBI", True),
        ("partner", "US-ICE", False),
        ("auditor", "US-ICE", False),
    ],
)
def test_a_source_is_changed_by_those_who_recorded_it_and_by_administrators(role, agency, may):
    found = source(owner="US-ICE", marking=Marking.GREEN)
    found.marking = Marking.AMBER
    by = person(role, agency)

    if may:
        services.record_source(found, by=by)
        assert found.owner == Agency.objects.get(code="US-ICE")
    else:
        with pytest.raises(NotAllowed):
            services.record_source(found, by=by)


def test_an_administrator_changes_no_source_that_they_may_not_see():
    found = source(owner="US-ICE", marking=Marking.AMBER_STRICT)

    with pytest.raises(NotAllowed):
        services.record_source(found, by=UserFactory(role="administrator", agency=None))


def test_a_new_source_is_for_the_agency_of_its_author_unless_it_says_otherwise():
    by = person("analyst", "US-ICE")
    new = Source(code="S-1", publisher="P", title="T")

    services.record_source(new, by=by)

    assert (new.marking, new.owner) == (Marking.AMBER, by.agency)


def test_who_works_for_no_agency_records_what_everybody_may_read():
    administrator = UserFactory(role="administrator", agency=None)

    with pytest.raises(Invalid, match="belongs to an agency"):
        services.record_source(Source(code="S-1", publisher="P", title="T"), by=administrator)
    new = Source(code="S-2", publisher="P", title="T", marking=Marking.CLEAR)
    services.record_source(new, by=administrator)
    assert new.owner is None


def test_a_source_is_marked_as_strictly_as_its_operation():
    by = person("analyst", "US-ICE")
    operation = OperationFactory(owner="US-ICE", marking=Marking.AMBER_STRICT)

    new = services.record_source(
        Source(code="S-1", publisher="P", title="T", operation=operation, marking=Marking.GREEN), by=by
    )

    assert new.marking == Marking.AMBER_STRICT

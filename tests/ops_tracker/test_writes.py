"""Every address of the API that writes, found in its description: nothing that is sent is passed over in silence."""

import pytest
from django.utils import timezone

from agencies.models import Country, Place, Region
from analysis.models import Signal, WatchedSeries
from analysis.services import save_question
from analysis.subscriptions.services import subscribe
from measures.models import Measure
from measures.partial_date import PartialDate
from notices.models import Notice
from operations.models import Closing, LegalInstrument, MethodNote
from seizures.models import Seizure
from tests.calls import person, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.seizures import DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db
# What administrators alone write.
SHARED = ("agencies", "places", "regions", "legal-instruments", "method-notes")
WRITING = ("post", "put", "patch")
# The record on which a step can be taken.
STATES = {
    "submit": "draft",
    "take-back": "submitted",
    "begin-review": "submitted",
    "accept": "submitted",
    "object": "submitted",
    "confirm": "submitted",
    "verify": "submitted",
    "return": "submitted",
    "amend": "verified",
    "withdraw": "verified",
    "raise-marking": "withdrawn",
}


def writes(described):
    """Pairs of method and path, with the schema of the body (empty for a step that has none)."""
    for path, methods in described["paths"].items():
        for method in WRITING:
            # Files come in forms: tests/imports/api and tests/records/attachments.
            if method in methods and "/imports/" not in path and "/attachments/" not in path:
                content = methods[method].get("requestBody", {}).get("content", {})
                yield method, path, content.get("application/json", {}).get("schema", {})


def test_the_walk_finds_what_there_is(described):
    found = [(method, path) for method, path, _schema in writes(described)]

    assert ("post", "/api/v1/seizures/") in found
    assert ("patch", "/api/v1/operations/{code}/") in found
    assert ("post", "/api/v1/outcomes/{id}/withdraw/") in found
    assert len(found) > 20


def _signal():
    series = WatchedSeries.objects.create(
        measure=Measure.objects.get(code="NARC.COCAINE"),
        country=Country.objects.get(code="COL"),
        points=[],
        computed_at=timezone.now(),
    )
    return Signal.objects.create(series=series, month="2026-03", rise=True)


def _records(user, operation):
    """Records in the state that each step needs."""
    rows = {}
    for kind, factory in (("seizures", SeizureFactory), ("outcomes", OutcomeFactory)):
        for step in ("", *STATES):
            state = STATES.get(step, "draft")
            made = {} if state == "draft" else {state: True}
            rows[kind, step] = factory(owner=user.agency, operation=operation, **made)
    return rows


@pytest.fixture
def scene():
    """A person who may take every step, and for each address a row of which it can be taken."""
    user = UserFactory(role="supervisor", agency="US-ICE", email="supervisor@example.org")
    operation = OperationFactory(owner=user.agency)
    phase = OperationFactory(owner="US-FBI")
    rows = {("operations", ""): operation, ("operations", "accept-phase"): phase}
    rows |= _records(user, operation)
    rows["sources", ""] = SourceFactory(owner=user.agency)
    rows["claims", ""] = ClaimFactory(operation=operation)
    rows["indicators", ""] = IndicatorFactory(operation=operation)
    rows["plans", ""] = PlanFactory(operation=operation)
    rows["targets", ""] = TargetFactory(operation=operation)
    rows["saved-questions", ""] = save_question("Cocaine", {"measure": "NARC.COCAINE"}, by=user)
    rows["signals", ""] = _signal()
    rows["subscriptions", ""] = subscribe(rows["saved-questions", ""], by=user, rhythm="daily")
    rows["closings", ""] = Closing.objects.create(
        operation=operation, agency=user.agency, closed_by=user, date=PartialDate.parse("2009")
    )
    rows["regions", ""] = Region.objects.create(code="OURS", name="Ours", kind="own")
    rows["method-notes", ""] = MethodNote.objects.create(
        country=Country.objects.get(code="COL"),
        measure=Measure.objects.get(code="NARC"),
        text="In bricks.",
        source="X",
    )
    rows["legal-instruments", ""] = LegalInstrument.objects.create(
        code="TREATY", name="A treaty", kind="treaty"
    )
    rows["notices", ""] = Notice.objects.create(
        person=user,
        announcement=1,
        kind="submitted",
        model="operations.Outcome",
        about=str(rows["outcomes", "verify"].pk),
        at=timezone.now(),
    )
    rows["nothing-reported", ""] = rows["reminders", ""] = operation
    rows["agencies", ""] = user.agency
    rows["places", ""] = Place.objects.create(name="A port", kind="sea_port")
    rows["participations", ""] = ParticipationFactory(operation=operation)
    rows["dispositions", ""] = DispositionFactory(item=rows["seizures", ""].items.get())
    return user, rows


def filled(path, rows):
    """The path with the code or id of the row that it is tried on."""
    if "{" not in path:
        return path
    kind, step = path.split("/")[3], path.rstrip("/").rpartition("/")[2]
    row = rows.get((kind, "" if step.startswith("{") else step), rows.get((kind, "")))
    assert row, f"a row for {path} is missing in the scene"
    return path.replace("{code}", getattr(row, "code", "")).replace("{id}", str(row.pk))


def refused(user, method, path, body, name, schema):
    """Whether the body is refused for that name, in a sentence."""
    client = signed_in(person("administrator") if path.split("/")[3] in SHARED else user)
    body = f"[{body}]" if schema.get("type") == "array" else body
    etag = client.get(path).headers["ETag"] if method in ("put", "patch") else "*"
    response = send(client, method.upper(), path, body, if_match=etag)
    return response.status_code == 400 and name in response.content.decode()


@pytest.mark.parametrize(
    "body", ['{"surprise": 1}', '{"surprise": 1, "surprise": 1}', '{"a": {"surprise": 1, "surprise": 2}}']
)
def test_a_name_that_is_unknown_or_stands_twice_is_refused(described, scene, body):
    user, rows = scene
    name = "surprise" if '"a"' not in body else ""

    passed_over = [
        (method, path)
        for method, path, schema in writes(described)
        if not refused(user, method, filled(path, rows), body, name, schema)
    ]

    assert passed_over == []


def test_what_is_read_only_is_refused_and_not_passed_over(described, scene):
    """A row as it was read is not a change of what cannot be changed: state, version, totals."""
    user, rows = scene
    tried, passed_over = 0, []

    for method, path, schema in writes(described):
        sent = names_of(described, schema)
        for name in read_only(described, path) - sent:
            tried += 1
            if not refused(user, method, filled(path, rows), f'{{"{name}": "anything"}}', name, schema):
                passed_over.append((method, path, name))

    assert passed_over == []
    assert tried > 100


def test_nothing_of_a_refused_body_is_written(described, scene):
    user, rows = scene
    before = {key: type(row).objects.filter(pk=row.pk).values().get() for key, row in rows.items()}
    seizures = Seizure.objects.count()

    for method, path, _schema in writes(described):
        send(signed_in(user), method.upper(), filled(path, rows), '{"note": "Another", "surprise": 1}')

    assert {key: type(row).objects.filter(pk=row.pk).values().get() for key, row in rows.items()} == before
    assert Seizure.objects.count() == seizures


def names_of(described, schema):
    """The properties of an object, or of the one of several schemas that is an object."""
    choices = schema.get("oneOf", [schema])
    return {name for each in choices for name in resolved(described, each).get("properties", {})}


def resolved(described, schema):
    if reference := schema.get("$ref"):
        return described["components"]["schemas"][reference.rpartition("/")[2]]
    return schema


def read_only(described, path):
    """What an answer of that room holds beside what may be sent."""
    room = "/".join(path.split("/")[:4]) + "/"
    page = described["paths"].get(room, {}).get("get", {}).get("responses", {}).get("200", {})
    schema = resolved(described, page.get("content", {}).get("application/json", {}).get("schema", {}))
    row = schema.get("properties", {}).get("results", {}).get("items", {})
    return names_of(described, row)

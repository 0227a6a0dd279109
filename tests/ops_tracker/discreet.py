"""A scene with all that there is to say of records, readers of every kind, and what each of them may learn."""

from itertools import product

from agencies.models import Agency, Scope, User
from common.audit import audited
from imports.models import FileImport
from operations.models import Source
from records import services
from tests.calls import person, signed_in
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
from tests.factories.seizures import CreditFactory, SeizureFactory

# A word of each that stands nowhere else.
WORDS = {
    "note": "notequokka",
    "state_reason": "statequokka",
    "comment": "commentquokka",
    "description": "itemquokka",
    "edit_reason": "editquokka",
    "who": "Personquokka",
    "part_of": "WHOLEQUOKKA",
    "amends": "ORIGINALQUOKKA",
    "credited": "CREDITEDQUOKKA",
    "parent": "UMBRELLAQUOKKA",
    "claim": "CLAIMQUOKKA",
    "indicator": "INDICATORQUOKKA",
    "source": "SOURCEQUOKKA",
    # From a source that is strict, and from one that everybody may read.
    "hidden_excerpt": "HIDDENEXCERPTQUOKKA",
    "excerpt": "excerptquokka",
    "file": "filequokka",
    # A file that is stricter than its record.
    "attached": "attachedquokka",
    # An operation of the lead's agency, which recorded it, that another agency with records in it was taken out of.
    "taken_out": "TAKENOUTQUOKKA",
}
INNER = {"note", "state_reason", "comment", "description", "edit_reason", "who", "excerpt"}
OPERATIONS, RECORDS = {"credited", "parent"}, {"part_of", "amends"}
STATED = {"claim", "indicator", "source", "attached"}
# Only who enters results of the agency reads both the source and the inner text.
EXCERPTS = {"hidden_excerpt"}
# Who enters results of the agency reads its imports.
FILES = {"file"}
TAKEN_OUT = {"taken_out"}
# What may be known by whom. Own people are named for the hidden records, and their agency takes part in the hidden
# operations; those who lead, and everybody else, may see neither. What the lead's agency recorded itself, it reads.
READERS = {
    "own analyst": INNER | OPERATIONS | RECORDS | STATED | FILES | EXCERPTS,
    # Of the same agency, and not named.
    "colleague": INNER | OPERATIONS | STATED | FILES | EXCERPTS,
    "lead's supervisor": INNER | TAKEN_OUT,
    "auditor": INNER,
    "key of its agency": INNER | OPERATIONS | STATED | FILES | EXCERPTS,
    "key of its agency that only reads": OPERATIONS | STATED,
    "participant": set(),
    "outsider": set(),
    "partner": set(),
    "partner of its agency": OPERATIONS | STATED,
    "administrator": set(),
    "key of the lead": TAKEN_OUT,
    "key of another agency": set(),
    "taken out": set(),
    "key of who was taken out": set(),
}
# Everybody who reads the trail reads who acted.
TRAIL = {"auditor": INNER, "administrator": {"who"}}


def discreet_scene():
    """A verified record of each kind with all that there is to say, one that was withdrawn and one that is a part."""
    # First: what follows an act in one transaction would be a part of the act.
    take_out_of("US-HSI", name=WORDS["taken_out"])
    ice, lead, participant = (Agency.objects.get(code=code) for code in ("US-ICE", "US-CBP", "US-DEA"))
    umbrella = OperationFactory(code=WORDS["parent"], name=WORDS["parent"], marking="TLP:AMBER")
    credited = OperationFactory(code=WORDS["credited"], name=WORDS["credited"], marking="TLP:AMBER")
    atlas = OperationFactory(code="ATLAS", parent=umbrella)
    ParticipationFactory(operation=umbrella, agency=ice)
    ParticipationFactory(operation=credited, agency=ice)
    ParticipationFactory(operation=atlas, agency=lead, role="lead")
    ParticipationFactory(operation=atlas, agency=participant)
    state_facts(credited)
    seizures = records_of(SeizureFactory, "item__description", ice, atlas)
    outcomes = records_of(OutcomeFactory, "description", ice, atlas)
    CreditFactory(seizure=seizures[0], agency=None, operation=credited)
    for record in (seizures[0], outcomes[0]):
        quote_sources(record)
        record.attachments.create(
            owner=record.owner,
            name=f"{WORDS['attached']}.txt",
            marking="TLP:AMBER+STRICT",
            media_type="text/plain",
            size=1,
            sha256="0" * 64,
            stored="attachments/none.txt",
            added_by=record.created_by,
        )
    for _standing, _gone, part in (seizures, outcomes):
        with audited(by=part.created_by, action="edited", reason=WORDS["edit_reason"]):
            type(part).objects.filter(pk=part.pk).update(note=f"{WORDS['note']} again")
    return [type(each).objects.get(pk=each.pk) for each in (*seizures, *outcomes)]


def state_facts(operation):
    """A claim and an indicator of a hidden operation, a source, and an import."""
    ice = Agency.objects.get(code="US-ICE")
    source = SourceFactory(code=WORDS["source"], title=WORDS["source"], owner=ice, marking="TLP:AMBER+STRICT")
    for kind, name in ((ClaimFactory, "claim"), (IndicatorFactory, "indicator")):
        kind(code=WORDS[name], operation=operation, source=source)
    FileImport.objects.create(
        owner=ice, file_name=WORDS["file"], mapping={}, created_by=person("analyst", "US-ICE")
    )


def quote_sources(record):
    """An excerpt from the strict source, and one from a source that everybody may read."""
    strict = Source.objects.get(code=WORDS["source"])
    record.sources.create(source=SourceFactory(), excerpt=WORDS["excerpt"])
    record.sources.create(source=strict, excerpt=WORDS["hidden_excerpt"], position=1)


def take_out_of(code, *, name):
    """Records of an agency, in every state, in an operation that it was taken out of, credited and not."""
    agency = Agency.objects.get(code=code)
    plain = OperationFactory(code="PLAIN", owner="US-CBP")
    hidden = OperationFactory(code=name, name=name, marking="TLP:AMBER", parent=plain, owner="US-CBP")
    joined = ParticipationFactory(operation=hidden, agency=agency)
    by = person("supervisor", code)
    for kind, state in product((SeizureFactory, OutcomeFactory), ("verified", "submitted", "draft")):
        record = kind(
            owner=agency, created_by=person("analyst", code), operation=hidden, reference=f"TAKEN-{state}",
            **({} if state == "draft" else {state: True}),
        )  # fmt: skip
        if kind is SeizureFactory:
            CreditFactory(seizure=record, agency=None, operation=OperationFactory(owner="US-CBP"))
        if state == "verified":
            services.withdraw(kind(owner=agency, operation=hidden, verified=True), by=by, reason="Never.")
    joined.delete()


def records_of(kind, description, agency, operation):
    own, _ = User.objects.get_or_create(username="named", role="analyst", agency=agency)
    author, reviewer = (
        UserFactory(
            agency=agency, role=role, last_name=WORDS["who"], username=f"{WORDS['who']}-{role}-{description}"
        )
        for role in ("analyst", "supervisor")
    )
    hidden = {"verified": True, "owner": agency, "marking": "TLP:RED", "readers": [own]}
    stated = {
        "owner": agency, "created_by": author, "operation": operation, "note": WORDS["note"],
        description: WORDS["description"],
    }  # fmt: skip
    original = kind(reference=WORDS["amends"], **hidden)
    standing = kind(submitted=True, amends=original, revision=2, reference="STANDING", **stated)
    gone = kind(submitted=True, reference="GONE", **stated)
    part = kind(verified=True, part_of=kind(reference=WORDS["part_of"], **hidden), reference="PART", **stated)
    for record in (standing, gone):
        services.verify(record, by=reviewer)
    services.withdraw(gone, by=reviewer, reason=WORDS["state_reason"])
    services.comment(standing, by=author, text=WORDS["comment"])
    return standing, gone, part


CLIENTS = {
    "own analyst": lambda: signed_in(User.objects.get(username="named")),
    "colleague": lambda: signed_in(person("supervisor", "US-ICE")),
    "lead's supervisor": lambda: signed_in(person("supervisor", "US-CBP")),
    "auditor": lambda: signed_in(UserFactory(role="auditor", agency=None)),
    "key of its agency": lambda: key_client(*Scope.values, agency="US-ICE"),
    "key of its agency that only reads": lambda: key_client("records:read", "figures:read", agency="US-ICE"),
    "participant": lambda: signed_in(person("analyst", "US-DEA")),
    "outsider": lambda: signed_in(person("supervisor", "US-ATF")),
    "partner": lambda: signed_in(person("partner", "US-FBI")),
    "partner of its agency": lambda: signed_in(person("partner", "US-ICE")),
    "administrator": lambda: signed_in(UserFactory(role="administrator", agency=None)),
    "key of the lead": lambda: key_client(agency="US-CBP"),
    "key of another agency": lambda: key_client(agency="US-FBI"),
    "taken out": lambda: signed_in(person("supervisor", "US-HSI")),
    "key of who was taken out": lambda: key_client(*Scope.values, agency="US-HSI"),
}

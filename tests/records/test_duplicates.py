"""A record found to be the same as another is linked and counts no more; that can be undone, and has a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.errors import Invalid, Refused
from operations.models import Outcome
from outcomes import services as outcomes
from records import services
from seizures import services as seizures
from seizures.models import Seizure
from tests.calls import person, send, signed_in
from tests.entry import text_of
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

FACTORIES = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
MEASURES = {"seizure": "NARC", "outcome": "PEOPLE.ARRESTED"}
by_kind = pytest.mark.parametrize("kind", FACTORIES)


@pytest.fixture
def boss():
    return person("supervisor", "US-ICE")


def verified(kind, **facts):
    return FACTORIES[kind](verified=True, **{"owner": "US-ICE", **facts})


def total(kind):
    answer = signed_in(person("auditor", None)).get(f"/api/v1/figures/?measure={MEASURES[kind]}").json()
    return [figure["value"] for figure in answer["figures"]], answer["left_out"].get("parts")


@by_kind
def test_a_duplicate_counts_no_more_and_counts_again_when_that_is_undone(kind, boss):
    twice, original = verified(kind), verified(kind, owner="US-CBP")
    assert total(kind)[0][0] == "20"

    services.mark_duplicate(twice, by=boss, same_as=original.pk, reason="One event.")

    assert (total(kind)[0][0], twice.counts) == ("10", True), "the one in hand is not the stored one"
    twice.refresh_from_db()
    assert (twice.counts, twice.duplicate_of) == (False, original)
    services.undo_duplicate(twice, by=boss, reason="Two events.")
    assert total(kind)[0][0] == "20"


@by_kind
def test_evidence_and_both_pages_say_so(kind, boss):
    twice, original = verified(kind, reference="TWICE"), verified(kind, reference="ORIGINAL")
    services.mark_duplicate(twice, by=boss, same_as=original.pk, reason="One event.")
    client = signed_in(boss)

    page, other = (text_of(client.get(each.get_absolute_url())) for each in (twice, original))
    evidence = text_of(client.get(f"/evidence/?measure={MEASURES[kind]}"))

    assert "The same as" in page
    assert "ORIGINAL" in page
    assert "Recorded twice, not counted again" in other
    assert "or the same as one" in evidence
    answer = client.get(f"/api/v1/{kind}s/{twice.pk}/").json()
    assert (answer["duplicate_of"], answer["part_of"], answer["counted"]) == (str(original.pk), None, False)


def wrong(kind, boss):
    original, author = verified(kind), person("supervisor", "US-ICE")
    part = verified(kind, part_of=original)
    return {
        "by an analyst": (verified(kind), original, person("analyst", "US-ICE"), Refused),
        "by another agency": (verified(kind), original, person("supervisor", "US-ATF"), Refused),
        "by its author": (verified(kind, created_by=author), original, author, Refused),
        "a draft": (FACTORIES[kind](owner="US-ICE"), original, boss, Refused),
        "a part": (part, verified(kind), boss, Refused),
        "with parts": (original, verified(kind), boss, Refused),
        "of itself": (record := verified(kind), record, boss, Invalid),
        "of what does not count": (verified(kind), part, boss, Invalid),
        "of what is hidden": (
            verified(kind), verified(kind, owner="US-CBP", marking="TLP:AMBER+STRICT"), boss, Invalid,
        ),
    }  # fmt: skip


@by_kind
def test_what_is_no_duplicate_or_not_for_this_person_is_refused(kind, boss):
    for what, (record, other, by, refusal) in wrong(kind, boss).items():
        with pytest.raises(refusal):
            services.mark_duplicate(record, by=by, same_as=other.pk, reason="One event.")
        record.refresh_from_db()
        assert not record.duplicate, what
    with pytest.raises(Invalid):
        services.mark_duplicate(verified(kind), by=boss, same_as=verified(kind).pk, reason=" ")


@by_kind
def test_a_record_is_not_the_same_as_one_that_fewer_may_read(kind, boss):
    twice, strict = verified(kind), verified(kind, marking="TLP:AMBER+STRICT")

    with pytest.raises(Invalid, match="Link that one to this one"):
        services.mark_duplicate(twice, by=boss, same_as=strict.pk, reason="One event.")
    services.mark_duplicate(strict, by=boss, same_as=twice.pk, reason="One event.")

    outsider = signed_in(person("supervisor", "US-ATF"))
    answer = outsider.get(f"/api/v1/figures/?measure={MEASURES[kind]}").json()
    assert [figure["value"] for figure in answer["figures"]] == ["10"]


def test_what_has_duplicates_is_not_amended_to_be_for_fewer(boss):
    twice, original = verified("seizure"), verified("seizure")
    services.mark_duplicate(twice, by=boss, same_as=original.pk, reason="One event.")
    author = person()
    amendment = seizures.amend_seizure(original, by=author, reason="Marked up.")
    amendment.marking = "TLP:AMBER+STRICT"
    amendment = services.submit(seizures.change_seizure(amendment, by=author), by=author)

    with pytest.raises(Refused, match="Undo that link first"):
        services.verify(amendment, by=boss)
    services.undo_duplicate(twice, by=boss, reason="Two events.")
    assert services.verify(amendment, by=boss).state == "verified"


@by_kind
def test_a_record_is_not_the_same_as_a_report_that_a_newer_one_has_replaced(kind, boss):
    twice = verified(kind)
    older, _newer = (verified(kind, series="DAILY", reported_on=day) for day in ("2009-07-15", "2009-07-16"))

    with pytest.raises(Invalid, match="does not count itself"):
        services.mark_duplicate(twice, by=boss, same_as=older.pk, reason="One event.")


@by_kind
def test_it_is_done_and_undone_on_the_page(kind, boss):
    twice, original, client = verified(kind), verified(kind, reference="ORIGINAL"), signed_in(boss)
    sent = {"same_as": "NOWHERE", "reason": "One event.", "version": twice.version}
    address = reverse(f"{kind}-mark-duplicate", args=[twice.pk])

    refused = client.post(address, sent)
    assert refused.status_code == 400
    assert "Give the reference of the other record" in text_of(refused)
    assert client.post(address, sent | {"same_as": "ORIGINAL"}).status_code == 302
    twice.refresh_from_db()
    assert twice.duplicate_of == original
    undone = reverse(f"{kind}-undo-duplicate", args=[twice.pk])
    assert client.post(undone, {"reason": "Two.", "version": twice.version}).status_code == 302
    twice.refresh_from_db()
    assert (twice.duplicate, twice.part_of) == (False, None)


@by_kind
def test_it_is_done_and_undone_by_the_api(kind, boss):
    twice, original, client = verified(kind), verified(kind), signed_in(boss)
    path = f"/api/v1/{kind}s/{twice.pk}/"
    body = {"same_as": str(original.pk), "reason": "One event."}

    assert send(client, "POST", f"{path}mark-duplicate/", body).status_code == 428
    done = send(client, "POST", f"{path}mark-duplicate/", body, if_match=client.get(path)["ETag"])
    assert (done.status_code, done.json()["duplicate_of"]) == (200, str(original.pk))
    undone = send(client, "POST", f"{path}undo-duplicate/", {"reason": "Two."}, if_match=done["ETag"])
    assert (undone.status_code, undone.json()["counted"]) == (200, True)


def test_a_duplicate_that_is_amended_stays_one_whatever_it_states(boss):
    ice, original = person("analyst", "US-ICE"), verified("outcome", quantity="1")
    twice = verified("outcome", quantity="2")
    services.mark_duplicate(twice, by=boss, same_as=original.pk, reason="One event.")

    copy = outcomes.amend_outcome(Outcome.objects.get(pk=twice.pk), by=ice, reason="Three.")
    copy.quantity, copy.part_of = 3, None
    outcomes.change_outcome(copy, by=ice)
    services.verify(services.submit(Outcome.objects.get(pk=copy.pk), by=ice), by=boss)

    copy = Outcome.objects.get(pk=copy.pk)
    assert (copy.state, copy.duplicate_of) == ("verified", original)
    assert total("outcome")[0][0] == "1"


@pytest.mark.parametrize("model", [Seizure, Outcome])
def test_the_database_wants_the_other_record(model):
    record = verified(model._meta.model_name)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=record.pk).update(duplicate=True)

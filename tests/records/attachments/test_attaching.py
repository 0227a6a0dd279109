"""Files of records are seen by who may see the record and the file, and are never public."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from common.errors import Refused
from operations.services.attachments import attach_file
from ops_tracker.backup_files import back_up_files, restore_files
from records import services
from seizures import services as seizures
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, ParticipationFactory, SourceFactory
from tests.records.attachments.sent import PDF, by_kind, draft, upload

pytestmark = pytest.mark.django_db


@by_kind
def test_a_file_is_attached_on_the_page_and_saved_as_it_is(kind, analyst):
    record, client = draft(kind, analyst), signed_in(analyst)
    sent = {"file": upload(), "description": "The paper", "version": record.version}

    answer = client.post(reverse(f"{kind}-attachments", args=[record.pk]), sent)

    assert answer.status_code == 302, text_of(answer)
    found = record.attachments.get()
    page = text_of(client.get(record.get_absolute_url()))
    assert "report.pdf" in page
    assert "The paper" in page
    saved = client.get(reverse(f"{kind}-attachment", args=[record.pk, found.pk]))
    assert b"".join(saved.streaming_content) == PDF
    assert saved["Content-Disposition"] == 'attachment; filename="report.TLP-GREEN.pdf"'
    assert (saved["X-Content-Type-Options"], saved["Cache-Control"]) == ("nosniff", "private, no-store")
    removed = client.post(reverse(f"{kind}-detach", args=[record.pk, found.pk]))
    assert (removed.status_code, record.attachments.count()) == (302, 0)
    events = type(found).pgh_event_model.objects.filter(name="report.pdf").order_by("pgh_id")
    assert list(events.values_list("pgh_label", flat=True)) == ["insert", "delete"]


def test_the_page_says_why_a_file_is_not_taken(analyst):
    record = draft("seizure", analyst)
    sent = {"file": upload(b"<svg/>", "a.svg"), "version": record.version}

    answer = signed_in(analyst).post(reverse("seizure-attachments", args=[record.pk]), sent)

    assert answer.status_code == 400
    assert "SVG and HTML are not taken" in text_of(answer)


@by_kind
def test_a_file_is_sent_listed_and_saved_by_the_api(kind, analyst):
    record, path = draft(kind, analyst), None
    path = f"/api/v1/{kind}s/{record.pk}/attachments/"
    client = key_client("records:read", "records:write", agency="US-ICE")

    sent = client.post(path, {"file": upload(), "description": "The paper"})

    assert sent.status_code == 201, sent.json()
    [listed] = client.get(path).json()
    assert (listed["name"], listed["marking"], listed["sha256"]) == (
        "report.pdf", "TLP:GREEN", hashlib.sha256(PDF).hexdigest(),
    )  # fmt: skip
    assert b"".join(client.get(listed["url"]).streaming_content) == PDF
    wrong = client.post(path, {"file": upload(b"")})
    assert (wrong.status_code, wrong.json()["errors"][0]["detail"]) == (400, "The file is empty.")
    assert client.post(path, {}).status_code == 400
    assert client.delete(listed["url"]).status_code == 204
    assert record.attachments.count() == 0


READERS = {
    "own agency": (lambda: person("analyst", "US-ICE"), True),
    "participant": (lambda: person("analyst", "US-DEA"), False),
    "outsider": (lambda: person("supervisor", "US-ATF"), False),
    "partner": (lambda: person("partner", "US-FBI"), False),
}


@by_kind
@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_stricter_than_its_record_is_seen_by_fewer(kind, reader, analyst):
    operation = OperationFactory()
    for code in ("US-ICE", "US-DEA"):
        ParticipationFactory(operation=operation, agency=code)
    record = draft(kind, analyst, operation=operation, marking="TLP:GREEN")
    found = services.attach(record, upload(name="quokkafile.pdf"), by=analyst, marking="TLP:AMBER+STRICT")
    type(record).objects.filter(pk=record.pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    made, sees = READERS[reader]
    client = signed_in(made())

    page = client.get(record.get_absolute_url())
    pages = [reverse(f"{kind}-attachment", args=[record.pk, found.pk])]
    pages.append(f"/api/v1/{kind}s/{record.pk}/attachments/{found.pk}/")
    assert page.status_code == 200
    assert ("quokkafile" in text_of(page)) is sees
    for each in pages:
        answer = client.get(each)
        b"".join(answer.streaming_content if answer.streaming else ())
        assert answer.status_code == (200 if sees else 404)
    assert bool(client.get(f"/api/v1/{kind}s/{record.pk}/attachments/").json()) is sees


def test_nobody_reads_a_file_without_signing_in(client, analyst):
    record = draft("seizure", analyst, marking="TLP:CLEAR", verified=False)
    found = services.attach(record, upload(), by=analyst)
    for each in (
        reverse("seizure-attachment", args=[record.pk, found.pk]),
        f"/api/v1/seizures/{record.pk}/attachments/{found.pk}/",
        f"/{found.stored.name}",
        f"/media/{found.stored.name}",
    ):
        assert client.get(each).status_code in (302, 401, 403, 404), each


def test_a_verified_record_is_amended_for_a_file_and_the_reviewer_sees_which(
    analyst, django_capture_on_commit_callbacks
):
    record = draft("seizure", analyst)
    services.attach(record, upload(name="first.pdf"), by=analyst)
    type(record).objects.filter(pk=record.pk).update(
        state="verified", verified_by=person("supervisor"), verified_at="2026-01-01T00:00Z"
    )
    record.refresh_from_db()
    with pytest.raises(Refused, match="verified"):
        services.attach(record, upload(b"words", "a.txt"), by=analyst)

    copy = seizures.amend_seizure(record, by=analyst, reason="A photograph.")
    services.attach(copy, upload(b"words", "second.txt"), by=analyst)
    with django_capture_on_commit_callbacks(execute=True):
        services.detach(copy.attachments.get(name="first.pdf"), by=analyst)
    copy.refresh_from_db()
    services.submit(copy, by=analyst)

    page = text_of(signed_in(person("supervisor")).get(copy.get_absolute_url()))
    assert "first.pdf" in page
    assert "second.txt" in page
    assert storages["attachments"].exists(record.attachments.get().stored.name), "the original has it still"


def test_a_discarded_draft_leaves_no_file(analyst, folder, django_capture_on_commit_callbacks):
    record = draft("outcome", analyst)
    services.attach(record, upload(), by=analyst)
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(type(record).objects.get(pk=record.pk), by=analyst)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_backup_has_the_files(analyst, folder, settings):
    found = services.attach(draft("seizure", analyst), upload(), by=analyst)
    back_up_files(folder / "ops.dump")
    settings.MEDIA_ROOT = folder / "elsewhere"

    restore_files(folder / "ops.dump")

    with storages["attachments"].open(found.stored.name) as file:
        assert file.read() == PDF


def test_operations_and_sources_have_files_too(analyst):
    operation = OperationFactory(owner="US-ICE")
    source = SourceFactory(owner="US-ICE", marking="TLP:AMBER+STRICT")
    for above, kind in ((operation, "operations"), (source, "sources")):
        key = operation.code if kind == "operations" else source.pk
        path = f"/api/v1/{kind}/{key}/attachments/"
        client = signed_in(analyst)
        sent = client.post(path, {"file": upload()})
        assert sent.status_code == 201, sent.content
        assert b"".join(client.get(sent.json()["url"]).streaming_content) == PDF
        assert sent.json()["marking"] == above.marking
    outsider = signed_in(person("analyst", "US-ATF"))
    assert outsider.get(f"/api/v1/sources/{source.pk}/attachments/").status_code == 404
    with pytest.raises(Refused):
        attach_file(operation, upload(), by=person("analyst", "US-ATF"))


def test_files_of_an_operation_and_of_its_sources_are_on_its_page(analyst):
    operation = OperationFactory(owner="US-ICE")
    source = SourceFactory(owner="US-ICE", operation=operation, marking="TLP:GREEN")
    client, pages = signed_in(analyst), reverse("operation-files", args=[operation.code])

    client.post(pages, {"file": upload(name="plan.pdf")})
    client.post(pages, {"file": upload(b"words", "paper.txt"), "source": source.code})
    refused = client.post(pages, {"file": upload(b"<svg/>", "a.svg")})

    assert (operation.attachments.get().name, source.attachments.get().name) == ("plan.pdf", "paper.txt")
    assert refused.status_code == 400
    assert "SVG and HTML are not taken" in text_of(refused)
    page = text_of(client.get(reverse("operation-sources", args=[operation.code])))
    assert "plan.pdf" in page
    assert "paper.txt" in page
    address = reverse("operation-file", args=[operation.code, source.attachments.get().pk])
    assert b"".join(client.get(address).streaming_content) == b"words"
    outsider = signed_in(person("analyst", "US-ATF"))
    assert outsider.post(f"{address}remove/").status_code == 302
    assert source.attachments.exists()
    client.post(f"{address}remove/")
    assert not source.attachments.exists()

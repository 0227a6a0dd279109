"""Files of records: of known kinds, without metadata, seen by who may see the record and the file, never public."""

import hashlib
import io
import socket
import threading
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from common.errors import Invalid, Refused
from operations.services.attachments import attach_file
from ops_tracker.backup_files import back_up_files, restore_files
from records import services
from seizures import services as seizures
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

FACTORIES = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
by_kind = pytest.mark.parametrize("kind", FACTORIES)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ice():
    return person("analyst", "US-ICE")


def upload(content=PDF, name="report.pdf"):
    return SimpleUploadedFile(name, content)


def draft(kind, ice, **facts):
    return FACTORIES[kind](owner="US-ICE", created_by=ice, **facts)


def jpeg_with_position():
    exif = Image.Exif()
    exif[0x010F] = "QUOKKACAM"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    found = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(found, "JPEG", exif=exif, comment=b"QUOKKACOMMENT")
    return found.getvalue()


def bomb():
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 50_000_000)
    return found.getvalue()


def archive_of(**members):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return found.getvalue()


def too_many_pixels():
    found = io.BytesIO()
    Image.new("1", (9000, 9000)).save(found, "PNG")
    return found.getvalue()


class Large(io.BytesIO):
    name, size = "large.pdf", 300_000_000


REFUSED = {
    "empty": (lambda: upload(b""), "The file is empty"),
    "300 MB": (Large, "The file has 300 MB; send at most 15 MB"),
    "a program": (lambda: upload(b"MZ\x90\x00\x03\x00", "photo.jpg"), "This kind of file is not taken"),
    "SVG with script": (
        lambda: upload(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        "SVG and HTML are not taken",
    ),
    "a page": (lambda: upload(b"\n\n <!DOCTYPE html><p>", "a.txt"), "SVG and HTML are not taken"),
    "a bomb": (lambda: upload(bomb(), "a.docx"), "packed in the file is too large"),
    "an archive": (lambda: upload(archive_of(a="b"), "a.zip"), "An archive is not taken"),
    "macros": (
        lambda: upload(archive_of(word__document_dot_xml="x", word__vbaProject_dot_bin="x"), "a.docx"),
        "The document has macros",
    ),
    "damaged": (lambda: upload(b"\xff\xd8\xff\xe0 no picture", "a.jpg"), "The picture is damaged"),
    "a bomb of pixels": (lambda: upload(too_many_pixels(), "a.png"), "The picture has too many pixels"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_not_taken_is_refused_with_a_sentence_and_leaves_nothing(what, ice, folder):
    made, sentence = REFUSED[what]
    record = draft("seizure", ice)

    with pytest.raises(Invalid) as refused:
        services.attach(record, made(), by=ice)

    assert sentence in str(refused.value.errors["file"])
    assert (record.attachments.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


@by_kind
def test_a_picture_is_stored_without_position_and_device(kind, ice):
    sent = jpeg_with_position()
    assert b"QUOKKA" in sent

    found = services.attach(draft(kind, ice), upload(sent, "IMG_1.jpg"), by=ice)

    with storages["attachments"].open(found.stored.name) as file:
        content = file.read()
    picture = Image.open(io.BytesIO(content))
    assert (b"QUOKKA" in content, b"Exif" in content, dict(picture.getexif())) == (False, False, {})
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [
        ("../../etc/passwd", b"words", "passwd.txt"),
        ("..\\..\\evil.exe", PDF, "evil.pdf"),
        ("photo.jpg", PDF, "photo.pdf"),
        ("\u202egpj.exe", PDF, "gpj.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_no_path_and_ends_as_the_content_says(name, content, stored, ice):
    file = upload(content)
    file._name = name

    assert services.attach(draft("seizure", ice), file, by=ice).name == stored


@by_kind
def test_a_file_is_attached_on_the_page_and_saved_as_it_is(kind, ice):
    record, client = draft(kind, ice), signed_in(ice)
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


def test_the_page_says_why_a_file_is_not_taken(ice):
    record = draft("seizure", ice)
    sent = {"file": upload(b"<svg/>", "a.svg"), "version": record.version}

    answer = signed_in(ice).post(reverse("seizure-attachments", args=[record.pk]), sent)

    assert answer.status_code == 400
    assert "SVG and HTML are not taken" in text_of(answer)


@by_kind
def test_a_file_is_sent_listed_and_saved_by_the_api(kind, ice):
    record, path = draft(kind, ice), None
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
def test_a_file_that_is_stricter_than_its_record_is_seen_by_fewer(kind, reader, ice):
    operation = OperationFactory()
    for code in ("US-ICE", "US-DEA"):
        ParticipationFactory(operation=operation, agency=code)
    record = draft(kind, ice, operation=operation, marking="TLP:GREEN")
    found = services.attach(record, upload(name="quokkafile.pdf"), by=ice, marking="TLP:AMBER+STRICT")
    FACTORIES[kind]._meta.model.objects.filter(pk=record.pk).update(
        state="submitted", submitted_at="2026-01-01T00:00Z"
    )
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


def test_nobody_reads_a_file_without_signing_in(client, ice):
    record = draft("seizure", ice, marking="TLP:CLEAR", verified=False)
    found = services.attach(record, upload(), by=ice)
    for each in (
        reverse("seizure-attachment", args=[record.pk, found.pk]),
        f"/api/v1/seizures/{record.pk}/attachments/{found.pk}/",
        f"/{found.stored.name}",
        f"/media/{found.stored.name}",
    ):
        assert client.get(each).status_code in (302, 401, 403, 404), each


def test_a_verified_record_is_amended_for_a_file_and_the_reviewer_sees_which(
    ice, django_capture_on_commit_callbacks
):
    record = draft("seizure", ice)
    services.attach(record, upload(name="first.pdf"), by=ice)
    type(record).objects.filter(pk=record.pk).update(
        state="verified", verified_by=person("supervisor"), verified_at="2026-01-01T00:00Z"
    )
    record.refresh_from_db()
    with pytest.raises(Refused, match="verified"):
        services.attach(record, upload(b"words", "a.txt"), by=ice)

    copy = seizures.amend_seizure(record, by=ice, reason="A photograph.")
    services.attach(copy, upload(b"words", "second.txt"), by=ice)
    with django_capture_on_commit_callbacks(execute=True):
        services.detach(copy.attachments.get(name="first.pdf"), by=ice)
    copy.refresh_from_db()
    services.submit(copy, by=ice)

    page = text_of(signed_in(person("supervisor")).get(copy.get_absolute_url()))
    assert "first.pdf" in page
    assert "second.txt" in page
    assert storages["attachments"].exists(record.attachments.get().stored.name), "the original has it still"


def test_a_discarded_draft_leaves_no_file(ice, folder, django_capture_on_commit_callbacks):
    record = draft("outcome", ice)
    services.attach(record, upload(), by=ice)
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(type(record).objects.get(pk=record.pk), by=ice)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_backup_has_the_files(ice, folder, settings):
    found = services.attach(draft("seizure", ice), upload(), by=ice)
    back_up_files(folder / "ops.dump")
    settings.MEDIA_ROOT = folder / "elsewhere"

    restore_files(folder / "ops.dump")

    with storages["attachments"].open(found.stored.name) as file:
        assert file.read() == PDF


def test_operations_and_sources_have_files_too(ice):
    operation = OperationFactory(owner="US-ICE")
    source = SourceFactory(owner="US-ICE", marking="TLP:AMBER+STRICT")
    for above, kind in ((operation, "operations"), (source, "sources")):
        key = operation.code if kind == "operations" else source.pk
        path = f"/api/v1/{kind}/{key}/attachments/"
        client = signed_in(ice)
        sent = client.post(path, {"file": upload()})
        assert sent.status_code == 201, sent.content
        assert b"".join(client.get(sent.json()["url"]).streaming_content) == PDF
        assert sent.json()["marking"] == above.marking
    outsider = signed_in(person("analyst", "US-ATF"))
    assert outsider.get(f"/api/v1/sources/{source.pk}/attachments/").status_code == 404
    with pytest.raises(Refused):
        attach_file(operation, upload(), by=person("analyst", "US-ATF"))


@pytest.fixture
def scanner(settings):
    """A server that speaks clamd's protocol, and finds a virus in what holds EICAR."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with connection:
                received = b""
                while not received.endswith(b"\0\0\0\0"):
                    received += connection.recv(65536)
                found = b"stream: Eicar FOUND\0" if b"EICAR" in received else b"stream: OK\0"
                connection.sendall(found)

    threading.Thread(target=serve, daemon=True).start()
    settings.CLAMD_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"
    yield server
    server.close()


def test_a_scanner_refuses_what_it_finds_and_lets_the_rest_through(scanner, ice):
    record = draft("seizure", ice)
    services.attach(record, upload(), by=ice)
    with pytest.raises(Invalid, match="virus scanner refused"):
        services.attach(record, upload(b"EICAR words", "a.txt"), by=ice)
    assert record.attachments.count() == 1


def test_without_an_answer_of_the_scanner_nothing_is_stored(settings, ice):
    settings.CLAMD_ADDRESS = "unix:/nowhere/clamd.ctl"
    with pytest.raises(Invalid, match="does not answer"):
        services.attach(draft("seizure", ice), upload(), by=ice)


def test_files_of_an_operation_and_of_its_sources_are_on_its_page(ice):
    operation = OperationFactory(owner="US-ICE")
    source = SourceFactory(owner="US-ICE", operation=operation, marking="TLP:GREEN")
    client, pages = signed_in(ice), reverse("operation-files", args=[operation.code])

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

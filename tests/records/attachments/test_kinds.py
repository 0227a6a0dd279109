"""Files are of known kinds, without metadata and viruses, and their names are no paths."""

import hashlib
import io
import socket
import threading
import zipfile

import pytest
from django.core.files.storage import storages
from PIL import Image

from common.errors import Invalid
from records import services
from tests.records.attachments.sent import PDF, by_kind, draft, upload

pytestmark = pytest.mark.django_db


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
def test_a_file_that_is_not_taken_is_refused_with_a_sentence_and_leaves_nothing(what, analyst, folder):
    made, sentence = REFUSED[what]
    record = draft("seizure", analyst)

    with pytest.raises(Invalid) as refused:
        services.attach(record, made(), by=analyst)

    assert sentence in str(refused.value.errors["file"])
    assert (record.attachments.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


@by_kind
def test_a_picture_is_stored_without_position_and_device(kind, analyst):
    sent = jpeg_with_position()
    assert b"QUOKKA" in sent

    found = services.attach(draft(kind, analyst), upload(sent, "IMG_1.jpg"), by=analyst)

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
def test_a_name_is_no_path_and_ends_as_the_content_says(name, content, stored, analyst):
    file = upload(content)
    file._name = name

    assert services.attach(draft("seizure", analyst), file, by=analyst).name == stored


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


def test_a_scanner_refuses_what_it_finds_and_lets_the_rest_through(scanner, analyst):
    record = draft("seizure", analyst)
    services.attach(record, upload(), by=analyst)
    with pytest.raises(Invalid, match="virus scanner refused"):
        services.attach(record, upload(b"EICAR words", "a.txt"), by=analyst)
    assert record.attachments.count() == 1


def test_without_an_answer_of_the_scanner_nothing_is_stored(settings, analyst):
    settings.CLAMD_ADDRESS = "unix:/nowhere/clamd.ctl"
    with pytest.raises(Invalid, match="does not answer"):
        services.attach(draft("seizure", analyst), upload(), by=analyst)

"""The kind of an uploaded file by its content: its name and the type that a browser sends may say anything."""

import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from common.uploads.errors import refused
from common.uploads.packed import check_packed


@dataclass(frozen=True)
class UploadKind:
    extension: str
    media_type: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
PDF = UploadKind("pdf", "application/pdf")
TEXT = UploadKind("txt", "text/plain")
PICTURES = {
    b"\xff\xd8\xff": UploadKind("jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": UploadKind("png", "image/png"),
}
WEBP = UploadKind("webp", "image/webp")
# By the member that each has.
OFFICE_KINDS = {
    "word/document.xml": UploadKind("docx", f"{OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": UploadKind("xlsx", f"{OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": UploadKind("pptx", f"{OFFICE}.presentationml.presentation"),
}
OPEN_KINDS = {
    f"{OPEN_DOCUMENT}.{name}".encode(): UploadKind(extension, f"{OPEN_DOCUMENT}.{name}")
    for name, extension in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
# Markup that a browser runs: a picture in SVG may hold a script.
MARKUP = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?xml", b"<body", b"<iframe")
HEAD = 4096


def kind_of_upload(file: IO[bytes]) -> UploadKind:
    """The kind of the file. Raises Invalid for an empty file and for a kind that is not taken."""
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        raise refused(_("The file is empty."))
    for mark, kind in PICTURES.items():
        if head.startswith(mark):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK"):
        return _kind_of_archive(file)
    return _text(file, head)


def _kind_of_archive(file: IO[bytes]) -> UploadKind:
    try:
        with zipfile.ZipFile(file) as archive:
            names = check_packed(archive)
            for member, kind in OFFICE_KINDS.items():
                if member in names:
                    return kind
            stated = archive.read("mimetype") if "mimetype" in names else b""
    except zipfile.BadZipFile as error:
        raise refused(_("The file is damaged, and cannot be opened.")) from error
    finally:
        file.seek(0)
    if stated.strip() in OPEN_KINDS:
        return OPEN_KINDS[stated.strip()]
    raise refused(_("An archive is not taken. Unpack it, and send its files one by one."))


def _text(file: IO[bytes], head: bytes) -> UploadKind:
    if any(mark in head.lower() for mark in MARKUP):
        raise refused(_("SVG and HTML are not taken: they may hold a script. Send a picture as PNG or JPEG."))
    content = file.read()
    file.seek(0)
    try:
        plain = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        plain = "\0"
    if any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in plain):
        raise refused(
            _(
                "This kind of file is not taken. Send PDF, JPEG, PNG, WebP, an office document, or text in UTF-8."
            )
        )
    return TEXT

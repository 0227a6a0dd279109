"""What becomes of an uploaded file before it is stored: its kind, its name, its metadata, and the virus scanner."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from common.uploads.errors import refused
from common.uploads.kinds import UploadKind, kind_of_upload
from common.uploads.pictures import redrawn
from common.uploads.scanning import scan

LONGEST_NAME = 120


@dataclass(frozen=True)
class Received:
    name: str
    kind: UploadKind
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def receive(file: Any) -> Received:
    """The file as it is to be stored. Raises Invalid with the reason for which it is not taken."""
    most = settings.MAX_ATTACHMENT_BYTES
    if file.size > most:
        sentence = _("The file has %(size)d MB; send at most %(most)d MB.")
        raise refused(sentence % {"size": -(-file.size // 1_000_000), "most": most // 1_000_000})
    kind = kind_of_upload(file)
    content = redrawn(file, kind.extension) if kind.is_picture else file.read()
    scan(content)
    return Received(plain_name(file.name, kind.extension), kind, content)


def plain_name(stated: str, extension: str) -> str:
    """The file's name without a path and without signs that nobody sees; it ends as its content says."""
    last = str(stated).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = unicodedata.normalize("NFC", shown).rpartition(".")[0] or shown
    return f"{stem.strip(' .')[:LONGEST_NAME] or 'file'}.{extension}"


def attachment_storage() -> Storage:
    """Where attachments are: a folder of the data directory, or a bucket by setting. Nothing of it is public."""
    return storages["attachments"]

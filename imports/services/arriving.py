"""Files that arrive by themselves, in a folder or a bucket: `AGENCY/MAPPING/file.csv`.

It is recorded by the agency's saved mapping, in the name of whoever saved it, and waits for a second person's review.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import NotAllowed, Refused
from imports.mapping.checking import read_mapping
from imports.models import FileImport, ImportState, SavedMapping
from imports.services.jobs import receive_file

DONE, FAILED = "done", "failed"
# Ends of names that programs give to a file while they write it.
UNFINISHED = (".part", ".tmp", ".filepart")


@dataclass(frozen=True)
class ReadFile:
    """What came of a file: where it is put, and what is put beside it."""

    folder: str
    sentence: str
    report: bytes = b""


def is_unfinished(name: str) -> bool:
    """Whether a file is written under another name first, and this is it."""
    return name.startswith(".") or Path(name).suffix in UNFINISHED


def receive_arrived(file: "File[Any]", agency: str, mapping: str) -> FileImport:
    """Stores the file, for the caller to read. Raises Refused if nobody answers for it."""
    saved = _mapping(agency, mapping)
    return receive_file(
        file, read_mapping(saved.content), name=saved.name, by=_author(saved), later=False, submit=True
    )


def read_result(found: FileImport) -> ReadFile:
    """The result of an import that has ended."""
    sentence = (
        found.refusal or _("Rows: %(rows)s. New records: %(records)s. Errors: %(errors)s.") % found.counts
    )
    return ReadFile(DONE if found.state == ImportState.DONE else FAILED, sentence, bytes(found.report))


def refused_result(refusal: str) -> ReadFile:
    """The result of a file that was not read."""
    return ReadFile(FAILED, refusal)


def unreadable_sentence() -> str:
    return _("The file could not be read. The log says more.")


def _mapping(agency: str, name: str) -> SavedMapping:
    found = SavedMapping.objects.filter(agency__code=agency, name=name).order_by("-version").first()
    if found is None:
        sentence = _("%(agency)s has saved no mapping “%(name)s”.")
        raise Refused(sentence % {"agency": agency, "name": name})
    return found


def _author(saved: SavedMapping) -> User:
    by: User = saved.created_by
    if not (by.is_active and by.enters and by.agency_id == saved.agency_id):
        sentence = _(
            "%(user)s saved the mapping, and enters no results for %(agency)s any more: save it again."
        )
        raise NotAllowed(sentence % {"user": by, "agency": saved.agency})
    return by

"""A bucket that files are put into, by agencies that send every night: `PREFIX/AGENCY/MAPPING/file.csv`.

A bucket has no renaming by which one worker alone takes a file: a row of the database is the claim, committed together
with the file that it brings. Once the file was read, it is moved to `done/` or `failed/`, with its report.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from common.errors import Refused
from imports.models import Arrival, FileImport
from imports.models.arrival import LONGEST_KEY
from imports.reading.reader import check_file_size
from imports.services.arriving import (
    is_unfinished,
    read_result,
    receive_arrived,
    refused_result,
    unreadable_sentence,
)
from imports.services.bucket import Bucket, BucketFile, Replaced
from imports.services.jobs import run_job

logger = logging.getLogger(__name__)
# Of the version of a file, while it is fetched: another worker passes over it, and does not wait.
FREE = "SELECT pg_try_advisory_xact_lock(hashtext('arrivals'), hashtext(%s))"


def read_bucket(bucket: Bucket) -> int:
    """Imports the files that lie in the bucket, one after the other. Returns how many were taken."""
    for arrival in Arrival.objects.filter(bucket=bucket.name, moved_at=None):
        with _logged(arrival.key):
            _settle(arrival, bucket)
    many = 0
    for file in bucket.files():
        with _logged(file.key):
            many += _is_readable(file) and _take(file, bucket)
    return many


@contextmanager
def _logged(key: str) -> Iterator[None]:
    """Logs that the bucket refused something of a file: it is tried again next time, and the others go on."""
    try:
        yield
    except (ClientError, BotoCoreError):
        logger.exception("%s cannot be read or moved", key)


def _is_readable(file: BucketFile) -> bool:
    if not file.name or is_unfinished(file.name):
        return False
    if "\0" in file.key or len(file.key.encode()) > LONGEST_KEY:
        logger.warning("%r is no name that can be recorded; the file is not read", file.key[:80])
        return False
    return True


def _take(file: BucketFile, bucket: Bucket) -> bool:
    arrival = _claimed(file, bucket)
    if arrival is None:
        return False
    if arrival.file_import_id:
        run_job(arrival.file_import_id)
    _settle(arrival, bucket)
    return True


def _claimed(file: BucketFile, bucket: Bucket) -> Arrival | None:
    """The arrival, with the file stored; None if another worker has it."""
    try:
        with transaction.atomic():
            return None if _is_taken(file, bucket) else _fetched(file, bucket)
    except Replaced:
        return None  # the next round finds what is there now
    except (ClientError, BotoCoreError):
        raise
    except Exception:
        # Whatever it is, the file is not tried again every minute.
        _refused(file, bucket, unreadable_sentence())
        raise


def _is_taken(file: BucketFile, bucket: Bucket) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(FREE, [f"{bucket.name}/{file.key}"])
        if cursor.fetchone() == (False,):
            return True
    taken = Arrival.objects.filter(bucket=bucket.name, key=file.key, etag=file.etag, put_at=file.put_at)
    return taken.exists()


def _fetched(file: BucketFile, bucket: Bucket) -> Arrival:
    try:
        with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
            return _arrival(file, bucket, file_import=_stored(file, bucket, Path(folder, "file")))
    except Refused as refusal:
        return _refused(file, bucket, str(refusal))


def _stored(file: BucketFile, bucket: Bucket, path: Path) -> FileImport:
    check_file_size(file.size)
    agency, mapping, name = bucket.parts(file)
    bucket.download(file, path)
    with path.open("rb") as content:
        return receive_arrived(File(content, name=name), agency, mapping)


def _refused(file: BucketFile, bucket: Bucket, refusal: str) -> Arrival:
    return _arrival(file, bucket, refusal=refusal[:1000])


def _arrival(
    file: BucketFile, bucket: Bucket, *, file_import: FileImport | None = None, refusal: str = ""
) -> Arrival:
    return Arrival.objects.create(
        bucket=bucket.name,
        key=file.key,
        etag=file.etag,
        put_at=file.put_at,
        file_import=file_import,
        refusal=refusal,
    )


def _settle(arrival: Arrival, bucket: Bucket) -> None:
    """Moves a file that was read, and puts the result beside it. Done again if it is broken off."""
    free = Arrival.objects.select_for_update(skip_locked=True, of=("self",))
    with transaction.atomic():
        found = free.select_related("file_import").filter(pk=arrival.pk, moved_at=None).first()
        if found is None or (found.file_import and found.file_import.is_pending):
            return
        _move(found, bucket)
        found.moved_at = timezone.now()
        found.save(update_fields=["moved_at"])


def _move(arrival: Arrival, bucket: Bucket) -> None:
    result = read_result(arrival.file_import) if arrival.file_import else refused_result(arrival.refusal)
    file = BucketFile(arrival.key, arrival.etag, arrival.put_at)
    # By the number of the arrival: files of one name lie beside one another, and a second try meets its own.
    place = file.key.removesuffix(file.name)
    target = f"{place}{result.folder}/{arrival.pk}-{file.name}"
    bucket.put(f"{target}.txt", f"{result.sentence}\n".encode())
    if result.report:
        bucket.put(f"{target}.report.csv.gz", result.report)
    try:
        bucket.move(file, target)
    except Replaced:
        logger.info("%s was put again, or taken away, before it could be moved", file.key)

"""A prefix of a bucket of S3 or its like, which is watched for files: `PREFIX/AGENCY/MAPPING/file.csv`."""

import datetime
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# Servers other than Amazon's know nothing of the checksums that are newer than ETags.
CONFIG = Config(
    connect_timeout=5,
    read_timeout=60,
    retries={"mode": "standard", "total_max_attempts": 3},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
# Answers about a version of a file that is not there any more.
GONE = {"404", "412", "NoSuchKey", "NotFound", "PreconditionFailed"}


@dataclass(frozen=True)
class BucketFile:
    """A version of a file: the same key may be put again at any time."""

    key: str
    etag: str
    put_at: datetime.datetime
    size: int = 0

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]


class Replaced(Exception):
    """The file was put again, or taken away, since it was listed."""


class Bucket:
    """The part of a bucket that stands below a prefix."""

    def __init__(self, name: str, *, prefix: str = "", endpoint: str = "") -> None:
        self.name = name
        self.prefix = f"{bare}/" if (bare := prefix.strip("/")) else ""
        self._client: Any = boto3.client("s3", endpoint_url=endpoint or None, config=CONFIG)

    def files(self) -> Iterator[BucketFile]:
        """The files of each agency and mapping, and none of those that were moved away below these."""
        for agency in self._below(self.prefix):
            for mapping in self._below(agency):
                for page in self._pages(mapping):
                    for each in page.get("Contents", ()):
                        yield BucketFile(each["Key"], each["ETag"], each["LastModified"], each["Size"])

    def parts(self, file: BucketFile) -> list[str]:
        """The agency, the mapping and the name."""
        return file.key.removeprefix(self.prefix).split("/")

    def download(self, file: BucketFile, path: Path) -> None:
        """Raises Replaced."""
        with _replaced(), path.open("wb") as target:
            answer = self._client.get_object(Bucket=self.name, Key=file.key, IfMatch=file.etag)
            with answer["Body"] as body:
                shutil.copyfileobj(body, target)

    def put(self, key: str, content: bytes) -> None:
        self._client.put_object(Bucket=self.name, Key=key, Body=content)

    def move(self, file: BucketFile, key: str) -> None:
        """Moves this version of the file. What was put in its place stays where it is: Replaced is raised.

        The version is asked for first, as not every server heeds the condition of a copy.
        """
        source = {"Bucket": self.name, "Key": file.key}
        with _replaced():
            if self._client.head_object(**source)["ETag"] != file.etag:
                raise Replaced
            self._client.copy_object(
                Bucket=self.name, Key=key, CopySource=source, CopySourceIfMatch=file.etag
            )
            self._client.delete_object(**source, IfMatch=file.etag)

    def _below(self, prefix: str) -> Iterator[str]:
        for page in self._pages(prefix):
            for each in page.get("CommonPrefixes", ()):
                yield each["Prefix"]

    def _pages(self, prefix: str) -> Iterator[dict[str, Any]]:
        pages: Iterator[dict[str, Any]] = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix=prefix, Delimiter="/"
        )
        return pages


@contextmanager
def _replaced() -> Iterator[None]:
    """Raises Replaced where the server answers that the version is gone."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            raise Replaced from error
        raise

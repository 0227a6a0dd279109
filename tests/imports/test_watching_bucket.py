"""A file in a watched bucket is read once, by whichever worker, and lies in `done/` or `failed/` with its report.

The bucket is one of a server of S3 in this process: requests go over the wire.
"""

import gzip
import threading

import boto3
import pytest
from django.db import connection
from django.utils import timezone
from moto.server import ThreadedMotoServer

from imports.mapping.checking import read_mapping
from imports.models import Arrival, FileImport, ImportState
from imports.reading.options import LARGEST
from imports.services import jobs, watching_bucket
from imports.services.bucket import Bucket
from imports.services.named import save_mapping
from imports.services.watching_bucket import read_bucket
from imports.tasks import watch
from seizures.models import Seizure
from tests.calls import person
from tests.factories.operations import OperationFactory
from tests.imports.small import HEADER, MAPPING, ROWS

NAME, PREFIX, PLACE = "nightly-files", "inbox/2026", "inbox/2026/US-ICE/nightly/"
WRONG = "32.07.2009,Cali,Heroin,300,GRM"


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(server, monkeypatch):
    """A client, and an empty bucket."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "known")
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    client.create_bucket(Bucket=NAME)
    yield client
    for key in lying(client):
        client.delete_object(Bucket=NAME, Key=key)
    client.delete_bucket(Bucket=NAME)
    client.close()


@pytest.fixture
def nightly(s3, db, settings, tmp_path):
    """The mapping of that name, saved by an analyst."""
    settings.MEDIA_ROOT = tmp_path / "files"
    OperationFactory(code="ATLAS", owner="US-ICE")
    by = person()
    save_mapping("nightly", read_mapping(MAPPING), by=by)
    return by


@pytest.fixture
def bucket(server, nightly):
    return Bucket(NAME, prefix=PREFIX, endpoint=server)


def put(s3, *rows, key=f"{PLACE}night.csv", body=None):
    s3.put_object(Bucket=NAME, Key=key, Body="\n".join([HEADER, *rows]) if body is None else body)


def lying(s3):
    return sorted(each["Key"] for each in s3.list_objects_v2(Bucket=NAME).get("Contents", ()))


def content(s3, key):
    return s3.get_object(Bucket=NAME, Key=key)["Body"].read()


def sentence(s3) -> str:
    [key] = [key for key in lying(s3) if key.endswith(".txt")]
    return content(s3, key).decode()


def test_a_file_is_read_once_and_waits_for_a_second_person(s3, bucket, nightly):
    put(s3, *ROWS)
    assert (read_bucket(bucket), read_bucket(bucket)) == (1, 0)

    done = f"{PLACE}done/{Arrival.objects.get().pk}-night.csv"
    assert lying(s3) == [done, f"{done}.report.csv.gz", f"{done}.txt"]
    assert "New records: 3." in sentence(s3)
    found = FileImport.objects.get()
    assert (found.state, found.mapping_name, found.created_by) == (ImportState.DONE, "nightly", nightly)
    assert found.file_name == "night.csv"
    assert set(Seizure.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_file_with_a_wrong_row_fails_whole_and_says_which(s3, bucket):
    put(s3, ROWS[0], WRONG)
    read_bucket(bucket)

    failed = f"{PLACE}failed/{Arrival.objects.get().pk}-night.csv"
    assert lying(s3) == [failed, f"{failed}.report.csv.gz", f"{failed}.txt"]
    assert "32.07.2009" in gzip.decompress(content(s3, f"{failed}.report.csv.gz")).decode()
    assert Seizure.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "body", "said"),
    [
        (f"{PLACE}night.csv", b"", "The file is empty"),
        (f"{PLACE}night.xlsx", b"%PDF-1.7", "a file of the kind PDF"),
        (f"{PREFIX}/US-ICE/hourly/night.csv", b"x", "US-ICE has saved no mapping “hourly”"),
        (f"{PREFIX}/XX-NONE/nightly/night.csv", b"x", "XX-NONE has saved no mapping"),
        (f"{PLACE}\u202evsc.{'ü' * 300}.csv", b"", "The file is empty"),
        (f"{PLACE}a b?c&d=%2F+#é.csv", b"", "The file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_a_sentence(s3, bucket, key, body, said):
    put(s3, key=key, body=body)
    assert (read_bucket(bucket), read_bucket(bucket)) == (1, 0)
    assert said in sentence(s3)
    assert [each for each in lying(s3) if "/failed/" not in each] == []
    assert not Seizure.objects.exists()


def test_a_file_that_is_too_large_is_not_fetched(s3, bucket, monkeypatch):
    put(s3, *ROWS)
    monkeypatch.setattr("imports.reading.reader.LARGEST", 10)
    assert LARGEST > 10
    read_bucket(bucket)
    assert "larger than" in sentence(s3)
    assert not FileImport.objects.exists()


def test_whoever_has_left_imports_nothing(s3, bucket, nightly):
    nightly.is_active = False
    nightly.save()
    put(s3, *ROWS)
    read_bucket(bucket)
    assert "save it again" in sentence(s3)
    assert not FileImport.objects.exists()


@pytest.mark.parametrize(
    "key",
    [
        f"{PLACE}.night.csv",
        f"{PLACE}night.csv.part",
        PLACE,
        f"{PREFIX}/night.csv",
        f"{PREFIX}/US-ICE/night.csv",
        f"{PLACE}done/night.csv",
        "inbox/2026-old/US-ICE/nightly/night.csv",
        PLACE + "n" * 900,
    ],
)
def test_what_is_no_file_of_a_mapping_is_left(s3, bucket, key):
    put(s3, *ROWS, key=key)
    assert (read_bucket(bucket), lying(s3)) == (0, [key])


def test_the_same_name_every_night(s3, bucket):
    put(s3, *ROWS)
    read_bucket(bucket)
    # A bucket tells seconds, and here the nights follow one another within one.
    Arrival.objects.update(put_at=timezone.now() - timezone.timedelta(days=1))
    put(s3, *ROWS)
    assert read_bucket(bucket) == 1
    assert sum(key.endswith("night.csv") for key in lying(s3)) == 2
    assert Seizure.objects.count() == 3


def test_a_file_that_is_put_again_while_it_is_read_is_read_as_well(s3, bucket, monkeypatch):
    """The newer one is never taken for the older, and never deleted with it."""
    put(s3, ROWS[0])

    def slow(pk):
        put(s3, *ROWS[1:])
        jobs.run_job(pk)

    monkeypatch.setattr(watching_bucket, "run_job", slow)
    read_bucket(bucket)
    assert (Seizure.objects.count(), f"{PLACE}night.csv" in lying(s3)) == (1, True)
    monkeypatch.undo()
    read_bucket(bucket)
    assert (Seizure.objects.count(), f"{PLACE}night.csv" in lying(s3)) == (3, False)


def test_a_file_that_the_bucket_does_not_give_holds_up_no_other(s3, bucket):
    put(s3, *ROWS, key=f"{PLACE}a.csv")
    put(s3, "14.07.2010,Bogotá,Cocaine,12.5,KGM", key=f"{PLACE}b.csv")

    def refuse(params, **_known):
        if params["url"].endswith("a.csv"):
            params["url"] = params["url"].replace(NAME, "not-ours")

    bucket._client.meta.events.register("before-call.s3.GetObject", refuse)
    assert (read_bucket(bucket), Seizure.objects.count()) == (1, 1)
    assert f"{PLACE}a.csv" in lying(s3)
    bucket._client.meta.events.unregister("before-call.s3.GetObject", refuse)
    assert (read_bucket(bucket), Seizure.objects.count()) == (1, 4)


class Killed(BaseException):
    """The process ends here: nothing after it runs, and what was not committed is gone."""


@pytest.mark.parametrize("at", range(1, 13))
def test_a_worker_that_is_killed_before_any_request_leaves_a_file_whole_or_absent(s3, bucket, server, at):
    put(s3, *ROWS)
    asked = []

    def kill(**_known):
        asked.append(1)
        if len(asked) == at:
            raise Killed

    bucket._client.meta.events.register("before-call.s3", kill)
    try:
        read_bucket(bucket)
    except Killed:
        assert Seizure.objects.count() in (0, 3)
    else:
        assert at > 9
    bucket._client.meta.events.unregister("before-call.s3", kill)
    read_bucket(bucket)
    read_bucket(bucket)

    assert (Seizure.objects.count(), FileImport.objects.count()) == (3, 1)
    done = f"{PLACE}done/{Arrival.objects.get().pk}-night.csv"
    assert lying(s3) == [done, f"{done}.report.csv.gz", f"{done}.txt"]


def test_a_file_whose_worker_was_killed_before_it_read_is_read_by_the_sweep(s3, bucket, monkeypatch):
    put(s3, *ROWS)

    def kill(_pk):
        raise Killed

    monkeypatch.setattr(watching_bucket, "run_job", kill)
    with pytest.raises(Killed):
        read_bucket(bucket)
    monkeypatch.undo()
    assert read_bucket(bucket) == 0  # it is taken, and being read for all that this one knows
    FileImport.objects.update(created_at=timezone.now() - jobs.LOST)
    jobs.start_again()
    read_bucket(bucket)
    assert Seizure.objects.count() == 3
    assert "New records: 3." in sentence(s3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_a_file_once(s3, server, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    OperationFactory(code="ATLAS", owner="US-ICE")
    save_mapping("nightly", read_mapping(MAPPING), by=person())
    for number in range(1, 7):
        put(s3, f"{number}.07.2009,Bogotá,Cocaine,{number},KGM", key=f"{PLACE}{number}.csv")
    start, taken = threading.Barrier(3), []

    def work():
        bucket = Bucket(NAME, prefix=PREFIX, endpoint=server)
        start.wait()
        try:
            taken.append(read_bucket(bucket))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    # A worker that ended with an error has added nothing.
    assert (len(taken), sum(taken)) == (3, 6)
    assert (Seizure.objects.count(), FileImport.objects.count(), Arrival.objects.count()) == (6, 6, 6)
    assert sum(key.endswith(".csv") for key in lying(s3)) == 6
    assert all("/done/" in key for key in lying(s3))


def test_the_bucket_is_a_setting(s3, bucket, settings, server):
    put(s3, *ROWS)
    watch()
    assert not Seizure.objects.exists()
    settings.IMPORT_BUCKET, settings.IMPORT_PREFIX, settings.IMPORT_ENDPOINT = NAME, f"/{PREFIX}/", server
    watch()
    assert Seizure.objects.count() == 3

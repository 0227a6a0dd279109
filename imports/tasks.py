from uuid import UUID

from celery import shared_task
from django.conf import settings

from imports.services import jobs, watching, watching_bucket
from imports.services.bucket import Bucket


@shared_task(ignore_result=True)
def run_import(pk: str) -> None:
    jobs.run_job(UUID(pk))


@shared_task(ignore_result=True)
def sweep() -> None:
    jobs.start_again()


@shared_task(ignore_result=True)
def watch() -> None:
    try:
        if settings.IMPORT_FOLDER:
            watching.read_folder(settings.IMPORT_FOLDER)
    finally:
        if settings.IMPORT_BUCKET:
            watching_bucket.read_bucket(
                Bucket(
                    settings.IMPORT_BUCKET, prefix=settings.IMPORT_PREFIX, endpoint=settings.IMPORT_ENDPOINT
                )
            )

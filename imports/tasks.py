from uuid import UUID

from celery import shared_task
from django.conf import settings

from imports.services import jobs, watching


@shared_task(ignore_result=True)
def run_import(pk: str) -> None:
    jobs.run_job(UUID(pk))


@shared_task(ignore_result=True)
def sweep() -> None:
    jobs.start_again()


@shared_task(ignore_result=True)
def watch() -> None:
    if settings.IMPORT_FOLDER:
        watching.read_folder(settings.IMPORT_FOLDER)

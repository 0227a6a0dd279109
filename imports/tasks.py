from uuid import UUID

from celery import shared_task

from imports.services import jobs


@shared_task(ignore_result=True)
def run_import(pk: str) -> None:
    jobs.run_job(UUID(pk))


@shared_task(ignore_result=True)
def sweep() -> None:
    jobs.start_again()

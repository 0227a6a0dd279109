from celery import shared_task

from outcomes.services import revalue_outcomes


@shared_task
def revalue() -> int:
    return revalue_outcomes()

from celery import shared_task

from seizures.services import revalue_items


@shared_task
def revalue() -> int:
    return revalue_items()

from celery import shared_task
from django.core.management import call_command

from common.api import creating


@shared_task
def forget_old_sessions() -> None:
    call_command("clearsessions")


@shared_task
def forget_old_answers() -> None:
    creating.delete_old_answers()

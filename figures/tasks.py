from uuid import UUID

from celery import shared_task

from figures.completeness import mail
from figures.ledger import reconciliation, waking


@shared_task(ignore_result=True)
def fold() -> None:
    waking.fold_now()


@shared_task(ignore_result=True)
def reconcile() -> None:
    reconciliation.reconcile(repairs=True)


@shared_task(ignore_result=True)
def mail_reminder(pk: str) -> None:
    mail.write_reminder(UUID(pk))

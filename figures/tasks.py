from celery import shared_task

from figures.ledger import reconciliation, waking


@shared_task(ignore_result=True)
def fold() -> None:
    waking.fold_now()


@shared_task(ignore_result=True)
def reconcile() -> None:
    reconciliation.reconcile(repairs=True)

from celery import shared_task

from analysis.subscriptions.due import write_mailings
from analysis.subscriptions.sending import send_mailings_due


@shared_task(ignore_result=True)
def mail_subscriptions() -> None:
    write_mailings()
    send_mailings_due()

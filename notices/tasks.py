from celery import shared_task

from notices import services


@shared_task(ignore_result=True)
def deliver() -> None:
    services.make_notices()
    services.write_letters()
    services.send_letters_due()


@shared_task(ignore_result=True)
def deliver_daily() -> None:
    services.write_daily_letters()
    services.send_letters_due()


@shared_task(ignore_result=True)
def escalate() -> None:
    services.announce_escalated()

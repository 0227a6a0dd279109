from celery import shared_task

from analysis.subscriptions.due import write_mailings
from analysis.subscriptions.sending import send_mailings_due


@shared_task(ignore_result=True)
def watch_series() -> None:
    # Some 350 MB of numbers' libraries that no request needs.
    from analysis.forecasts.nightly import forecast_totals  # noqa: PLC0415
    from analysis.unusual.watching import watch_for_signals  # noqa: PLC0415

    watch_for_signals()
    forecast_totals()


@shared_task(ignore_result=True)
def mail_subscriptions() -> None:
    write_mailings()
    send_mailings_due()

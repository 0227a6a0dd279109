"""The e-mail of a reminder. Of an operation that is not for everybody it has no name, no code and no period."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import User
from common.mail import Letter, send_letters
from figures.completeness.answers import reachable_people
from operations.models import Reminder
from operations.sharing import OPEN


def write_reminder(pk: UUID) -> None:
    """Sends the e-mail to each person of the agency who has an address; nobody reads who else was reminded."""
    reminder = Reminder.objects.select_related("operation", "agency").filter(pk=pk).first()
    # What it was about may be removed by the time a worker reads this.
    if reminder is None:
        return
    people = reachable_people(reminder.agency, reminder.operation)
    send_letters([_letter(reminder, person) for person in people if person.email])


def _letter(reminder: Reminder, person: User) -> Letter:
    names_it = reminder.operation.marking in OPEN
    subject = _("A report is due: %(operation)s") % {"operation": reminder.operation.code}
    about = _("%(agency)s has not reported to %(operation)s for %(period)s.") % {
        "agency": reminder.agency.code,
        "operation": reminder.operation.name,
        "period": str(reminder.date) or _("the whole operation"),
    }
    if not names_it:
        subject = _("A report is due")
        about = _("%(agency)s has not reported to an operation in which it takes part.") % {
            "agency": reminder.agency.code
        }
    ask = _("Record what there is, or state that there is nothing to report: open “My work”.")
    link = f"{settings.SITE_URL}{reverse('my-work')}" if settings.SITE_URL else ""
    text = "\n\n".join(filter(None, [about, ask, link]))
    return Letter(person.email, subject, text)

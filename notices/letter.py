"""The text of an e-mail. It has no content of TLP:AMBER and above: no name, no code and no reference."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.mail import compose_message
from notices.models import Letter
from notices.shown import ShownNotice, shown


def compose(letter: Letter) -> Any:
    """The message with the person's rights of now; None if they may read nothing of it any more."""
    person = letter.person
    if not person.is_active or not person.email:
        return None
    lines = [_line(each) for each in shown(letter.notices.order_by("at", "pk"), person)]
    if not lines:
        return None
    number = len(lines)
    subject = lines[0] if number == 1 else ngettext("%d notice", "%d notices", number) % number
    link = f"{settings.SITE_URL}{reverse('notices')}" if settings.SITE_URL else ""
    choose = _("You choose on the page of notices whether you get e-mails at once, once a day, or never.")
    text = "\n\n".join(filter(None, ["\n".join(f"- {line}" for line in lines), link, choose]))
    return compose_message(person.email, subject, text, pk=letter.pk)


def _line(each: ShownNotice) -> str:
    return f"{each.sentence}: {each.subject}" if each.open else each.sentence

from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid
from notices.models import Mail, MailChoice


def chosen_mail(person: User) -> str:
    """When the person wants e-mails: at once, until they have chosen."""
    choice = MailChoice.objects.filter(person=person).first()
    return choice.mail if choice else Mail.AT_ONCE


def choose_mail(mail: str, *, by: User) -> MailChoice:
    """Stores when the user wants e-mails."""
    if mail not in Mail.values:
        raise Invalid({"mail": [_("Choose at once, once a day, or never.")]})
    choice, _made = MailChoice.objects.update_or_create(person=by, defaults={"mail": mail})
    return choice

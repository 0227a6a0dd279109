from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Invalid
from notices.models import Mail, MailChoice


def choose_mail(mail: str, *, by: User) -> MailChoice:
    """Stores when the user wants e-mails."""
    if mail not in Mail.values:
        raise Invalid({"mail": [_("Choose at once, once a day, or never.")]})
    choice, _made = MailChoice.objects.update_or_create(person=by, defaults={"mail": mail})
    return choice

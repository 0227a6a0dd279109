from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Stamped(models.Model):
    """A row that has the instant of its last change, or of a change of the rows below it, by whatever means.

    The database sets it (operations/sql/0012, seizures/sql/0010). The history, which is made of changes, has none.
    """

    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True

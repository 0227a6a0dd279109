from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.constraints import one_of
from operations.sharing import Marking


class Marked(models.Model):
    """A record with a marking, its owner agency, and the readers named for TLP:RED."""

    marking = models.CharField(_("marking"), max_length=16, choices=Marking, default=Marking.GREEN)
    owner = models.ForeignKey(
        Agency, models.PROTECT, related_name="%(class)ss", verbose_name=_("recording agency")
    )
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("named readers"),
        help_text=_("Who may read it while it is TLP:RED."),
    )

    class Meta:
        abstract = True
        constraints = [
            one_of(
                "marking",
                Marking.values,
                name="%(class)s_marking_is_known",
                message=_("The marking is one of the five of TLP 2.0."),
            ),
        ]

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from agencies.models.user import User
from common.db.identifiers import IdentifierField, one_line


@pghistory.track()
class PlaceRequest(models.Model):
    """A place that somebody did not find while entering a record. Only administrators read it.

    It is no place before one of them has added it: everybody reads the list of places, and a new name on it would
    show that something happened there.
    """

    name = IdentifierField(_("name"), max_length=160)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("requested by"))
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("requested place")
        verbose_name_plural = _("requested places")
        ordering = ["-requested_at", "-id"]
        constraints = [
            one_line("name", name="requested_place_is_one_line"),
            models.UniqueConstraint(
                fields=["name", "country"],
                condition=Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="place_is_requested_once",
                violation_error_message=_("That place is requested already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}" if self.country else self.name

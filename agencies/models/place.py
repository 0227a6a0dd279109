import pghistory
import uuid_utils.compat as uuid_utils
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.country import Country
from common.db.constraints import set_together
from common.db.folding import HasWords, begins, words


class PlaceQuerySet(models.QuerySet["Place"]):
    def search(self, text: str) -> "PlaceQuerySet":
        """Places whose code is the text, or whose name has each of its words as a part of one."""
        code = text.strip().upper()
        return self.filter(Q(locode=code) | Q(iata=code) | Q(HasWords("name", sought=text)))


@pghistory.track()
class Place(models.Model):
    """A place of seizures: a port, an airport, a crossing, an office, or a position at sea."""

    class Kind(models.TextChoices):
        SEA_PORT = "sea_port", _("sea port")
        AIRPORT = "airport", _("airport")
        BORDER_CROSSING = "border_crossing", _("border crossing")
        OFFICE = "office", _("office")
        CITY = "city", _("city")
        AT_SEA = "at_sea", _("at sea")

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("country")
    )
    locode = models.CharField(_("UN/LOCODE"), max_length=5, blank=True)
    iata = models.CharField(_("IATA code"), max_length=3, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    accuracy = models.PositiveIntegerField(_("accuracy in metres"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="place_by_name"),
            begins("name", name="place_by_folded_name"),
            words("name", name="place_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["locode", "kind"],
                condition=~Q(locode=""),
                name="one_place_a_locode",
                violation_error_message=_("There is a place of that kind with that UN/LOCODE already."),
            ),
            models.UniqueConstraint(
                fields=["iata"],
                condition=~Q(iata=""),
                name="one_airport_a_code",
                violation_error_message=_("There is an airport with that IATA code already."),
            ),
            set_together(
                "latitude",
                "longitude",
                name="place_has_both_coordinates",
                message=_("A position needs a latitude and a longitude."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_is_on_earth",
                violation_error_message=_("Latitude is from -90 to 90, longitude from -180 to 180."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

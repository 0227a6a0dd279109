from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, choice, like, offer_rows
from common.forms.rows import RowForm, Rows, row_formset
from operations.models import Participation


class ParticipationForm(RowForm):
    model = Participation
    model_fields = ("agency", "country", "role", "joint_lead", "excused", "function", "area", "note")
    heading = _("Participant")
    first = "agency"

    agency = PickField(label=_("agency"), required=False)
    country = PickField(label=_("country"), required=False, help_text=_("If its agencies are not named."))
    role = choice(Participation, "role")
    joint_lead = like(Participation, "joint_lead", help_text="")
    excused = like(Participation, "excused", help_text="")
    function = like(Participation, "function")
    area = like(Participation, "area")
    note = like(Participation, "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, agency=self.catalogue.agencies, country=self.catalogue.countries)


Participations: type[Rows] = row_formset(ParticipationForm)

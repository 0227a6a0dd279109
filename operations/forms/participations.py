from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, choice, like
from common.forms.rows import RowForm, Rows, rows_of
from operations.models import Participation

WRITTEN = ("agency", "country", "role", "joint_lead", "function", "area", "note")


class ParticipationForm(RowForm):
    heading = _("Participant")
    first = "agency"

    agency = PickField(label=_("agency"), required=False)
    country = PickField(label=_("country"), required=False, help_text=_("If its agencies are not named."))
    role = choice(Participation, "role")
    joint_lead = like(Participation, "joint_lead", help_text="")
    function = like(Participation, "function")
    area = like(Participation, "area")
    note = like(Participation, "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(self.catalogue.agencies)
        self.fields["country"].offer(self.catalogue.countries)

    def row(self, stored: dict[str, Participation]) -> Participation:
        """The participation as it is to be saved."""
        row = stored.get(self.cleaned_data.get("id", "")) or Participation()
        for name in WRITTEN:
            if name in self.cleaned_data:
                setattr(row, name, self.cleaned_data[name])
        return row


Participations: type[Rows] = rows_of(ParticipationForm)


def stated(participation: Participation) -> dict[str, Any]:
    return {"id": participation.pk} | {name: getattr(participation, name) for name in WRITTEN}

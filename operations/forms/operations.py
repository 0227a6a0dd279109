from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import ChecksField, PickField, array_of, choice, like, offer_rows, why_field
from common.forms.numbers import WHOLE
from measures.forms.dates import POINTS, PartialDateField
from operations.forms.catalogue import Catalogue
from operations.forms.participations import Participations
from operations.forms.people import NamesReaders
from operations.models import Concealment, Conveyance, Operation, Participation, Threat


def passage(name: str) -> Any:
    return like(Operation, name, widget=forms.Textarea(attrs={"rows": 3}))


class OperationForm(NamesReaders):
    model_fields = (
        "code", "name", "expansion", "kind", "parent", "threats", "scope", "duration_days", "conveyances",
        "concealments", "objectives", "legal_bases", "findings", "marking", "starts", "ends",
    )  # fmt: skip
    # What the record has in two columns is one field here.
    renamed = {
        "starts_on": "starts",
        "starts_precision": "starts",
        "ends_on": "ends",
        "ends_precision": "ends",
        "reason": "why",
    }

    code = like(
        Operation, "code", help_text=_("Capital letters, digits and hyphens; it stands in addresses.")
    )
    name = like(Operation, "name")
    expansion = like(Operation, "expansion")
    kind = choice(Operation, "kind", initial="enforcement")
    parent = PickField(label=_("umbrella"), required=False, blank=_("none"))
    scope = like(Operation, "scope")
    starts = PartialDateField(label=_("starts"), help_text=POINTS)
    ends = PartialDateField(label=_("ends"), help_text=POINTS)
    duration_days = like(Operation, "duration_days", **WHOLE)
    marking = choice(Operation, "marking")
    threats = array_of(_("threats"), Threat.choices)
    conveyances = array_of(_("conveyances met"), Conveyance.choices)
    concealments = array_of(_("concealments met"), Concealment.choices)
    objectives = passage("objectives")
    legal_bases = passage("legal_bases")
    legal_instruments = ChecksField(label=_("legal instruments"))
    findings = passage("findings")
    # Asked beside what is changed.
    why = why_field()

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        if self.instance._state.adding:
            del self.fields["why"]
        offer_rows(
            self,
            parent=catalogue.operations,
            readers=catalogue.people_for(self.instance),
            legal_instruments=catalogue.legal_instruments,
        )
        self.fields["readers"].help_text = _("Who may read it while it is TLP:RED. You always may.")
        # As a rule, the agency that enters an operation takes part in it.
        own = {"agency": catalogue.reader.agency, "role": Participation.Role.LEAD}
        self.add_rows("participations", Participations, "agency", "country", initial=[own])

    def initial_of(self, instance: Operation) -> dict[str, Any]:
        codes = list(instance.legal_instruments.values_list("code", flat=True))
        return super().initial_of(instance) | {"legal_instruments": codes}

    def for_service(self) -> dict[str, Any]:
        return super().for_service() | {"legal_instruments": self.cleaned_data.get("legal_instruments")}

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))

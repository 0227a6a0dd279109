from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import PeopleField, PickField, choice, like
from common.forms.numbers import WHOLE
from common.forms.versioned import VersionedForm
from common.forms.widgets import Checks
from measures.forms.dates import POINTS, PartialDateField
from operations.forms.catalogue import Catalogue
from operations.models import Concealment, Conveyance, Operation, Threat

# The form's name of what the record keeps in two columns.
RENAMED = {"starts_on": "starts", "starts_precision": "starts", "ends_on": "ends", "ends_precision": "ends"}
WRITTEN = (
    "code", "name", "expansion", "kind", "parent", "threats", "scope", "duration_days", "conveyances",
    "concealments", "objectives", "legal_bases", "findings", "marking",
)  # fmt: skip


def several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=Checks(label))


def passage(name: str) -> Any:
    return like(Operation, name, widget=forms.Textarea(attrs={"rows": 3}))


class OperationForm(VersionedForm):
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
    readers = PeopleField(
        label=_("named readers"),
        required=False,
        widget=Checks(_("named readers")),
        help_text=_("Who may read it while it is TLP:RED. You always may."),
    )
    threats = several(_("threats"), Threat.choices)
    conveyances = several(_("conveyances met"), Conveyance.choices)
    concealments = several(_("concealments met"), Concealment.choices)
    objectives = passage("objectives")
    legal_bases = passage("legal_bases")
    findings = passage("findings")

    def __init__(self, *args: Any, operation: Operation, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": stated(operation), **kwargs})
        self.fields["parent"].offer(catalogue.operations)  # type: ignore[attr-defined]
        self.fields["readers"].offer(catalogue.people)  # type: ignore[attr-defined]

    def write(self, operation: Operation) -> None:
        """Puts what could be read into the operation."""
        for name in (*WRITTEN, "starts", "ends"):
            if name in self.cleaned_data:
                setattr(operation, name, self.cleaned_data[name])


def stated(operation: Operation) -> dict[str, Any]:
    if operation._state.adding:
        return {}
    readers = [str(pk) for pk in operation.readers.values_list("pk", flat=True)]
    own = {name: getattr(operation, name) for name in WRITTEN}
    return own | {
        "version": operation.version, "readers": readers, "starts": operation.starts, "ends": operation.ends,
    }  # fmt: skip

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import choice, like, offer_rows, yes_or_no
from common.forms.numbers import NumberField
from common.forms.rows import RowForm, Rows, row_formset
from records.forms import measured
from records.forms.typed import TypedAmounts
from seizures.models import SeizedItem

COUNTED = ("measure", "qualifier", "quantity", "unit")
STANDING = ("estimated", "provisional")
WEIGHED = ("weight", *STANDING)
VALUED = ("amount", "currency")
# What is asked of each kind, in the order of the row; a kind is the tree of measures that the item is of.
KINDS = {
    "CASH": ("measure", "qualifier", *VALUED, "description", *STANDING),
    "NARC": (*COUNTED, "form", "purity", "laboratory_confirmed", "description", *VALUED, *WEIGHED),
    "WEAPONS": (*COUNTED, "calibre", "marked", "trace_requested", "description", *VALUED, *STANDING),
    "AMMUNITION": (*COUNTED, "calibre", "description", *VALUED, *WEIGHED),
    "PROPERTY": (*COUNTED, *VALUED, "description", *WEIGHED),
    "WILDLIFE": (*COUNTED, "cites_appendix", *VALUED, "description", *WEIGHED),
    "GOODS": (*COUNTED, *VALUED, "description", *WEIGHED),
}
AMOUNT = {"CASH": _("amount"), "PROPERTY": _("value"), "GOODS": _("value")}
ALIKE = ("kind", "measure", "unit", "currency", "form", "calibre", "cites_appendix")
OTHER = "GOODS"
PERCENTAGE = _("Purity is a percentage, from 0 to 100.")


class ItemForm(TypedAmounts, RowForm):
    model = SeizedItem
    model_fields = (
        *dict.fromkeys(name for names in KINDS.values() for name in names),
        "quantity_high",
        "amount_high",
    )
    first = "measure"

    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = measured.measure_input()
    qualifier = measured.qualifier_input()
    quantity = measured.quantity_input()
    unit = measured.unit_input()
    weight = choice(SeizedItem, "weight")
    estimated = like(SeizedItem, "estimated")
    provisional = like(SeizedItem, "provisional")
    form = like(SeizedItem, "form")
    purity = NumberField(
        label=_("purity (%)"), required=False, negative=PERCENTAGE, most=100, too_much=PERCENTAGE
    )
    laboratory_confirmed = yes_or_no(_("confirmed by a laboratory"))
    calibre = like(SeizedItem, "calibre")
    marked = yes_or_no(_("marked"))
    trace_requested = yes_or_no(_("trace requested"))
    cites_appendix = choice(SeizedItem, "cites_appendix")
    amount = measured.amount_input()
    currency = measured.currency_input()
    description = measured.description_input()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (set(self.model_fields) & self.fields.keys()) - set(KINDS[kind]):
            del self.fields[name]
        self.order_fields([*KINDS[kind]])
        self.fields["kind"].initial = kind
        self._offer(kind)

    def _offer(self, kind: str) -> None:
        goods = self.catalogue.goods[kind]
        self.heading = goods.choices[0].row
        offer_rows(self, measure=goods, currency=self.catalogue.currencies, amount=self.catalogue.currencies)
        # The tree itself to begin with: what is known of the kind is said by the choice of the row.
        self.fields["measure"].initial = goods.choices[0].code
        if "unit" in self.fields:
            offer_rows(self, unit=self.catalogue.units[kind], quantity=self.catalogue.units[kind])
        self.fields["amount"].label = AMOUNT.get(kind, _("estimated value"))

    @classmethod
    def initial_of(cls, row: SeizedItem) -> dict[str, Any]:
        return super().initial_of(row) | cls.ranges_of(row) | {"kind": row.measure.top}

    @classmethod
    def of_kind(cls, row: SeizedItem) -> dict[str, Any]:
        """The values of a new item of the same kind, without its amounts."""
        return {name: value for name, value in cls.initial_of(row).items() if name in ALIKE}


class ItemRows(Rows):
    """Items of several kinds; the fields of each row depend on its kind."""

    def get_form_kwargs(self, index: int) -> dict[str, Any]:  # type: ignore[override]  # a form needs its number
        if self.is_bound:
            kind = self.data.get(f"{self.add_prefix(index)}-kind", "")
        else:
            kind = list(self.initial or ())[index]["kind"]
        return {**super().get_form_kwargs(index), "kind": kind if kind in KINDS else OTHER}

    @property
    def empty_forms(self) -> list[tuple[str, ItemForm]]:
        """The empty row of each kind, which the page's script copies."""
        return [(kind, self._empty_form(kind)) for kind in KINDS]

    def _empty_form(self, kind: str) -> ItemForm:
        prefix = self.add_prefix("__prefix__")
        form = ItemForm(prefix=prefix, kind=kind, use_required_attribute=False, **self.form_kwargs)
        self.add_fields(form, None)
        return form


Items: type[ItemRows] = row_formset(ItemForm, ItemRows)

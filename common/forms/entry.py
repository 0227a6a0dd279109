"""Forms of the entry pages: the fields of a record, the rows below it, and the errors of both."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django import forms

from common.db.acts import read_version
from common.errors import Invalid, Refused
from common.forms.errors import Problem, place_errors, problems
from common.forms.rows import Rows

R = TypeVar("R")


class EntryForm(forms.Form):
    """The form of a record: its fields, its named readers, its rows, and the version that the editor read.

    It takes the `instance` to edit, as a ModelForm does; `apply` copies `model_fields` into it. `catalogue` has the
    lists to choose from, and `rows` the formsets by the name that the record has for the rows.
    """

    model_fields: tuple[str, ...] = ()
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    # What a field of the record is called here, where that is another name.
    renamed: Mapping[str, str] = {}

    def __init__(self, *args: Any, instance: Any, catalogue: Any, **kwargs: Any) -> None:
        self.instance, self.catalogue = instance, catalogue
        stored = {} if instance._state.adding else self.initial_of(instance)
        super().__init__(*args, **{**kwargs, "initial": {**stored, **(kwargs.get("initial") or {})}})
        self.rows: dict[str, Rows] = {}
        self.refusal: Refused | None = None

    def add_rows(
        self, name: str, formset: type[Rows], *related: str, initial: Sequence[dict[str, Any]] = ()
    ) -> None:
        """Adds a formset with the stored rows and their `related` rows; `initial` is for a record without rows."""
        stored = () if self.instance._state.adding else self.stored_rows(name).select_related(*related)
        self.rows[name] = formset(
            self.data if self.is_bound else None,
            prefix=name,
            instances=stored,
            initial=initial,
            form_kwargs={"catalogue": self.catalogue},
        )

    def stored_rows(self, name: str) -> Any:
        """The instance's rows of that name that the editor may see."""
        return getattr(self.instance, name).all()

    @property
    def versioned(self) -> Any:
        """The row with the version that the editor read: the instance, or what the instance belongs to."""
        return self.instance

    def initial_of(self, instance: Any) -> dict[str, Any]:
        """The values of a stored record by field."""
        own = {name: getattr(instance, name) for name in self.model_fields}
        if "readers" in self.base_fields:
            own["readers"] = [str(pk) for pk in instance.readers.values_list("pk", flat=True)]
        return own | {"version": self.versioned.version}

    def apply(self) -> Any:
        """The instance with the parsed values, not saved."""
        for name in self.model_fields:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        return self.instance

    def for_service(self) -> dict[str, Any]:
        """The other arguments of the service: the readers, and the rows by their names."""
        rows = {name: rows.instances for name, rows in self.rows.items()}
        return {"readers": self.cleaned_data.get("readers"), **rows}

    def is_valid(self) -> bool:
        # Every part is validated, so that everything wrong is shown at once.
        return all([super().is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def attempt(self, service: Callable[[], R]) -> R | None:
        """The result of the service; None if it refuses.

        The form then has the errors, and still what the user entered.
        """
        try:
            return service()
        except Invalid as invalid:
            place_errors(invalid, self, self.rows, self.renamed)
        except Refused as refusal:
            self.refusal = refusal
        return None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form."""
        return self.refusal.page_status if self.refusal else 200

    @property
    def version_read(self) -> int:
        """The version that the editor read, or chose to save `over`; 0, which no record has, if it cannot be parsed."""
        return read_version(self.data.get("over") or self.cleaned_data["version"])

    @property
    def version_to_overwrite(self) -> int | None:
        """The version that another user saved meanwhile.

        None unless this change was refused and may be saved over it.
        """
        if self.refusal is None:
            return None
        row = self.versioned
        stored = type(row).objects.filter(pk=row.pk).first()
        if stored is None or stored.version == self.version_read or not getattr(stored, "editable", True):
            return None
        return int(stored.version)

    @property
    def problems(self) -> list[Problem]:
        return problems(self, *self.rows.values()) if self.is_bound else []

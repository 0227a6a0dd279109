"""The fields by which forms name the readers of a record or an operation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from common.errors import REPEATED
from common.forms.entry import EntryForm
from common.forms.fields import ChecksField

# More names than this are not looked up.
MOST_NAMES = 100


class NamesReaders(EntryForm):
    """A form that offers persons near its user, and takes the user names of any others."""

    readers = ChecksField(label=gettext_lazy("named readers"))
    other_readers = forms.CharField(
        label=gettext_lazy("other named readers"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Persons who are not listed above, by their user names, with a comma between."
        ),
    )

    def clean_other_readers(self) -> list[User]:
        names = list(dict.fromkeys(self.cleaned_data["other_readers"].replace(",", " ").split()))
        found = {user.username: user for user in User.objects.filter(username__in=names, is_active=True)}
        if unknown := [name[:REPEATED] for name in names[:MOST_NAMES] if name not in found]:
            sentence = _("There is no user with the name %(names)s.")
            raise forms.ValidationError(sentence % {"names": ", ".join(unknown)})
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if others := cleaned.get("other_readers"):
            cleaned["readers"] = [*cleaned.get("readers", ()), *others]
        return cleaned

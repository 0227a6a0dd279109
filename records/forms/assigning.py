from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.forms.fields import choices_field

NOBODY = "nobody"


class AssignForm(forms.Form):
    """The person to whom records are assigned, or nobody: by the id that the page offered."""

    to = forms.ChoiceField(label=_("Assign to"))

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [(pk, f"{person} · {person.agency}") for pk, person in self.people.items()]
        choices_field(self, "to").choices = [*named, (NOBODY, _("nobody"))]

    @property
    def person(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])

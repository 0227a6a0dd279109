from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms.fields import choices_field, like
from operations.models import Comment


class CommentForm(forms.Form):
    """A comment on the whole record, or on one of the given fields."""

    text = like(Comment, "text", widget=forms.Textarea(attrs={"rows": 2}))
    field = forms.ChoiceField(label=pgettext_lazy("a remark", "about"), required=False)

    def __init__(self, *args: Any, about: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "comment", **kwargs})
        named = [(name, capfirst(str(label))) for name, label in about.items()]
        # What a comment may be about.
        self.names = {"", *about}
        choices_field(self, "field").choices = [("", _("The whole record")), *named]

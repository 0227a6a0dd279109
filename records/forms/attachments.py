from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import like
from operations.models import Marking, OutcomeAttachment


class AttachmentForm(forms.Form):
    """A file with what it shows. Its service decides whether it is taken."""

    file = forms.FileField(
        label=_("file"),
        allow_empty_file=True,
        max_length=1000,
        help_text=_(
            "PDF, JPEG, PNG, WebP, an office document, or text. Position and device are removed from pictures."
        ),
        error_messages={"required": _("Choose a file."), "missing": _("Choose a file.")},
    )
    description = like(OutcomeAttachment, "description")
    marking = forms.ChoiceField(
        label=_("marking"), required=False, choices=[("", _("as what it belongs to")), *Marking.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_file_%s", **kwargs})

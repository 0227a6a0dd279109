from django import forms


class VersionedForm(forms.Form):
    """Knows which version of the record the editor saw."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """What is no number is a version that there never was. `over` is sent to save over what somebody else saved."""
        text = self.data.get("over") or self.cleaned_data["version"]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

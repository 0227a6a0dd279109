"""A record beside the queue: its facts, the effects of verifying it, and the two decisions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards.record.outcome import OutcomeDetailView
from dashboards.record.page import RecordDetailView
from dashboards.record.seizure import SeizureDetailView
from dashboards.views.review import address_after

PANEL = "dashboards/review/panel.html"
# The reasons that a return most often has, to be ticked.
REASONS = (
    _("The amount is not what the source states."),
    _("The date is missing, or more exact than the source."),
    _("The place or the country is missing."),
    _("The source is missing."),
    _("It looks like a record that exists already."),
    _("The text names a person."),
)


class PanelMixin(RecordDetailView):
    """A record's page without its frame, for the queue's page to show beside the list."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "reasons": REASONS,
            "after": (here := address_after(self.request)),
            "here": here,
        }


class SeizurePanelView(PanelMixin, SeizureDetailView):
    template_name = PANEL


class OutcomePanelView(PanelMixin, OutcomeDetailView):
    template_name = PANEL

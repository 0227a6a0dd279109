"""The page on which a claim is entered, with what is recorded beside it."""

from typing import Any

from dashboards.operation.figures import MOST, OperationFigures
from figures.ledger.snapshot import one_snapshot
from records.pages.stated import ClaimEntryView


class ComparedClaimEntryView(ClaimEntryView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The context of the form, with the operation's results; those of the claim's own measure are first."""
        with one_snapshot():
            rows = OperationFigures(self.operation, self.catalogue.reader).results.rows()
        own = [row for row in rows if row.claim is not None and row.claim == self.object]
        recorded = [row for row in rows if row.recorded and row not in own]
        return super().get_context_data(**kwargs) | {"compared": own, "recorded": recorded[:MOST]}

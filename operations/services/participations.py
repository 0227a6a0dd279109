"""Participants of an operation, checked and saved together."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agencies.models.country import check_country
from common.db.conditions import check_row
from common.errors import Findings
from operations.models import Operation, Participation
from operations.models.content import content_of

Role = Participation.Role


class Participants:
    """The participations that an operation will have; other stored ones are removed."""

    def __init__(self, operation: Operation, rows: Sequence[Participation]) -> None:
        self.operation, self.rows = operation, rows
        self.stored = {row.pk: row for row in operation.participations.all()}
        for row in rows:
            row.operation = operation

    def check(self, findings: Findings, paths: Sequence[str] | None = None) -> None:
        """Adds to `findings` the errors of each row, checked against the rows before it.

        `paths` are those of the last rows in what was sent; without it the rows are `participations`.
        """
        paths = [f"participations.{number}" for number in range(len(self.rows))] if paths is None else paths
        before, first = _Before(), len(self.rows) - len(paths)
        for number, row in enumerate(self.rows):
            if number >= first:
                with findings.at(paths[number - first]):
                    self._findings_of(row, before).raise_if_any()
            before.add(row)

    def _findings_of(self, row: Participation, before: "_Before") -> Findings:
        findings = Findings()
        if not row._state.adding and row.pk not in self.stored:
            findings.add("", _("It does not take part any more. Add it again."))
        with findings.at():
            check_row(row, "operation")
        with findings.at("country"):
            check_country(row.country, self.operation.starts_on, self.operation.ends_on)
        own = row.agency.country if row.agency else None
        if own and row.country and row.country != own:
            words = {"agency": row.agency, "country": own}
            findings.add("country", _("%(agency)s is an agency of %(country)s.") % words)
        before.check(row, findings)
        return findings

    def save(self) -> bool:
        """Saves the rows that differ; returns whether any did."""
        left = {row.pk for row in self.rows}
        removed = [row for pk, row in self.stored.items() if pk not in left]
        for row in removed:
            row.delete()
        # First the row that stops leading, so that another may lead.
        changed = sorted(filter(self._differs, self.rows), key=lambda row: not self._stops_leading(row))
        for row in changed:
            row.save()
        return bool(removed or changed)

    def _stops_leading(self, row: Participation) -> bool:
        return row.role != Role.LEAD and row.pk in self.stored and self.stored[row.pk].role == Role.LEAD

    def _differs(self, row: Participation) -> bool:
        return row._state.adding or content_of(row) != content_of(self.stored[row.pk])


class _Before:
    """The participations before one, by what another may not share with them."""

    def __init__(self) -> None:
        self.participants: set[tuple[object, ...]] = set()
        self.led = self.led_by_one = False

    def add(self, row: Participation) -> None:
        self.participants.add(_who(row))
        if row.role == Role.LEAD:
            self.led = True
            self.led_by_one |= not row.joint_lead

    def check(self, row: Participation, findings: Findings) -> None:
        if _who(row) in self.participants:
            if row.agency_id:
                findings.add("agency", _("That agency has that role in the operation already."))
            else:
                findings.add("", _("That participant has that role in the operation already."))
        if row.role == Role.LEAD and (self.led_by_one or (self.led and not row.joint_lead)):
            findings.add(
                "role",
                _(
                    "The operation has a lead agency already; where several lead, all are marked as leading jointly."
                ),
            )


def _who(row: Participation) -> tuple[object, ...]:
    """A key that two rows of the same participant share."""
    return (row.role, row.agency_id) if row.agency_id else (row.role, None, row.country_id, row.note)

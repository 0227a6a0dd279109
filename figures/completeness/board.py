"""Who was expected to report for an operation and a period, and whether they have, as far as the reader may see."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Trunc
from django.utils import timezone

from agencies.models import Agency, Role, User
from figures.completeness.periods import ReportPeriod, periods_of
from operations.models import (
    Every,
    NothingReported,
    Operation,
    Outcome,
    Participation,
    Plan,
    Reminder,
    State,
)
from operations.sharing import Reader
from seizures.models import Seizure

REPORTED, NOTHING, DUE, MISSING = "reported", "nothing", "due", "missing"
STATUSES = (REPORTED, NOTHING, DUE, MISSING)
# What has left its author's hands: whether it is verified is not for its author to say.
HANDED_IN = (State.SUBMITTED, State.VERIFIED)
# Columns of a board; older periods are on its other pages.
PERIODS = 12
Key = tuple[Any, int, datetime.date | None]


@dataclass(frozen=True)
class ExpectedReport:
    """What one agency was expected to report, and its answer."""

    operation: Operation
    agency: Agency
    period: ReportPeriod
    status: str
    days_late: int = 0
    verified: int = 0
    submitted: int = 0
    nothing: NothingReported | None = None
    reminder: Reminder | None = None


@dataclass
class Board:
    """The reports of one operation: a row an agency, a column a period."""

    plan: Plan
    periods: list[ReportPeriod]
    rows: list[list[ExpectedReport]] = field(default_factory=list)

    @property
    def reports(self) -> list[ExpectedReport]:
        return [report for row in self.rows for report in row]

    @property
    def missing(self) -> list[ExpectedReport]:
        return [report for report in self.reports if report.status == MISSING]

    @property
    def days_late(self) -> int:
        """How late the latest report is."""
        return max((report.days_late for report in self.missing), default=0)


def plans_for(reader: Reader) -> Any:
    """Plans that expect reports, of operations in which the reader follows others or reports themselves."""
    plans = Plan.objects.reporting().visible_to(reader).select_related("operation")
    if sees_all(reader):
        return plans
    return plans.filter(operation__in=Operation.objects.joined_by(reader).values("pk"))


def sees_all(reader: Reader) -> bool:
    """Whether it is a person who oversees all operations; a key has the role of nobody."""
    return reader.role in (Role.AUDITOR, Role.ADMINISTRATOR)


def boards(
    plans: Iterable[Plan],
    reader: Reader,
    *,
    own: bool = False,
    earlier: int = 0,
    today: datetime.date | None = None,
) -> list[Board]:
    """The board of each plan, of twelve periods; `earlier` is how many pages back. The number of queries is fixed.

    Who steers the operation, and auditors, see all agencies; others see their own alone, as everybody with `own`.
    """
    plans, today = list(plans), today or timezone.localdate()
    ids = [plan.operation_id for plan in plans]
    expected = _expected(ids, reader, own=own)
    columns = {plan.pk: _latest(periods_of(plan, today), earlier) for plan in plans}
    found = [Board(plan, columns[plan.pk]) for plan in plans]
    answers = _Answers(found, reader)
    for board in found:
        agencies = expected.get(board.plan.operation_id, [])
        board.rows = [
            [answers.of(board, agency, each, today) for each in board.periods] for agency in agencies
        ]
    return found


def single_report(plan: Plan, agency: Agency, period: ReportPeriod, reader: Reader) -> ExpectedReport:
    board = Board(plan, [period])
    return _Answers([board], reader).of(board, agency, period, timezone.localdate())


def _latest(periods: list[ReportPeriod], earlier: int) -> list[ReportPeriod]:
    end = len(periods) - earlier * PERIODS
    return periods[max(end - PERIODS, 0) : max(end, 0)]


def _expected(operations: list[Any], reader: Reader, *, own: bool) -> dict[Any, list[Agency]]:
    """By operation, the agencies that are expected to report, as far as the reader may follow them."""
    rows = Participation.objects.reporting().filter(operation__in=operations).select_related("agency")
    steered = set(Operation.objects.steered_by(reader).filter(pk__in=operations).values_list("pk", flat=True))
    found: dict[Any, dict[str, Agency]] = {}
    for row in rows:
        agency = row.agency
        assert agency is not None
        follows = not own and (sees_all(reader) or row.operation_id in steered)
        if follows or agency.pk == reader.agency_id:
            found.setdefault(row.operation_id, {})[agency.code] = agency
    return {pk: [by_code[code] for code in sorted(by_code)] for pk, by_code in found.items()}


class _Answers:
    """Records, statements and reminders about the reports of some boards, by operation, agency and first day."""

    def __init__(self, found: list[Board], reader: Reader) -> None:
        self.verified, self.submitted = Counter[Key](), Counter[Key]()
        ids = [board.plan.operation_id for board in found]
        phases = Operation.objects.visible_to(reader).filter(parent__in=ids).values_list("pk", "parent")
        self.phases: dict[Any, Any] = dict(phases)
        for every in Every:
            of_kind = [board for board in found if board.plan.every == every]
            if of_kind:
                self._count(of_kind, every, reader)
        rows = {"operation__in": ids}
        self.nothing = {_key(row): row for row in NothingReported.objects.filter(**rows)}
        # The newest is the last that is set.
        self.reminders = {_key(row): row for row in Reminder.objects.filter(**rows).order_by("sent_at", "pk")}

    def _count(self, found: list[Board], every: str, reader: Reader) -> None:
        ids = {board.plan.operation_id for board in found}
        below = {pk for pk, parent in self.phases.items() if parent in ids}
        begin = min(
            (each.date.first for board in found for each in board.periods if each.date.first), default=None
        )
        if every != Every.ONCE and begin is None:
            return  # None of the periods has begun.
        for model in (Seizure, Outcome):
            records: Any = model.objects.visible_to(reader).filter(
                operation__in=ids | below, state__in=HANDED_IN
            )
            columns = ["operation", "owner", "state"]
            if every != Every.ONCE:
                records = records.annotate(begun=Trunc("date_from", every), ended=Trunc("date_to", every))
                records = records.filter(date_from__gte=begin, begun=F("ended"))
                columns.append("begun")
            for operation, owner, state, *day, many in (
                records.order_by().values_list(*columns).annotate(Count("pk"))
            ):
                counter = self.verified if state == State.VERIFIED else self.submitted
                for pk in {operation, self.phases.get(operation)} & ids:
                    counter[pk, owner, day[0] if day else None] += many

    def of(self, board: Board, agency: Agency, period: ReportPeriod, today: datetime.date) -> ExpectedReport:
        key = (board.plan.operation_id, agency.pk, period.date.first)
        verified, submitted, nothing = self.verified[key], self.submitted[key], self.nothing.get(key)
        late = period.days_late(today)
        status = NOTHING if nothing else MISSING if late else DUE
        return ExpectedReport(
            board.plan.operation,
            agency,
            period,
            # Records say more than a statement that there are none.
            status=REPORTED if verified or submitted else status,
            days_late=late if status == MISSING and not (verified or submitted) else 0,
            verified=verified,
            submitted=submitted,
            nothing=nothing,
            reminder=self.reminders.get(key),
        )


def _key(row: Any) -> Key:
    return row.operation_id, row.agency_id, row.date_from


def expected_of(user: User, most: int) -> list[ExpectedReport]:
    """What the user's agency is still expected to report, the most urgent first."""
    plans = plans_for(user).filter(operation__in=Operation.objects.recordable_by(user).values("pk"))
    reports = [report for board in boards(plans, user, own=True) for report in board.reports]
    waiting = [report for report in reports if report.status in (DUE, MISSING)]
    return sorted(waiting, key=lambda report: report.period.due or datetime.date.max)[:most]

from operations.models.acceptance import Acceptance, own_counts
from operations.models.amount import AMOUNT_RELATIONS, Measured, MeasuredQuerySet
from operations.models.assignment import Assignment, QueueVisit
from operations.models.attachment import Attachment
from operations.models.attachments import OperationAttachment, OutcomeAttachment, SourceAttachment
from operations.models.choices import (
    AgeGroup,
    Concealment,
    Conveyance,
    Detection,
    Qualifier,
    Sex,
    Stage,
    Threat,
)
from operations.models.claim import Claim
from operations.models.closing import Closing
from operations.models.comment import Comment
from operations.models.indicator import Indicator
from operations.models.legal_instrument import LegalInstrument, LegalParty, OperationInstrument
from operations.models.marking import Marked
from operations.models.method_note import MethodNote
from operations.models.operation import Operation
from operations.models.outcome import Outcome
from operations.models.outcome_credit import OutcomeCredit
from operations.models.outcome_persons import OutcomePersons
from operations.models.outcome_source import OutcomeSource
from operations.models.participation import Participation
from operations.models.plan import Every, Plan
from operations.models.reader import OperationReader, OutcomeReader, SourceReader
from operations.models.report import NothingReported, Reminder
from operations.models.reviewed import ReviewedRecord
from operations.models.reviewed_queryset import ReviewedQuerySet
from operations.models.source import Source, sources_for
from operations.models.source_row import SourceRow
from operations.models.state import EDITABLE, HEAD, RETIRED, UNVERIFIED, State
from operations.models.target import Target
from operations.sharing import OPEN, Marking

__all__ = [
    "AMOUNT_RELATIONS",
    "EDITABLE",
    "HEAD",
    "OPEN",
    "RETIRED",
    "UNVERIFIED",
    "Acceptance",
    "AgeGroup",
    "Assignment",
    "Attachment",
    "Claim",
    "Closing",
    "Comment",
    "Concealment",
    "Conveyance",
    "Detection",
    "Every",
    "Indicator",
    "LegalInstrument",
    "LegalParty",
    "Marked",
    "Marking",
    "Measured",
    "MeasuredQuerySet",
    "MethodNote",
    "NothingReported",
    "Operation",
    "OperationAttachment",
    "OperationInstrument",
    "OperationReader",
    "Outcome",
    "OutcomeAttachment",
    "OutcomeCredit",
    "OutcomePersons",
    "OutcomeReader",
    "OutcomeSource",
    "Participation",
    "Plan",
    "Qualifier",
    "QueueVisit",
    "Reminder",
    "ReviewedQuerySet",
    "ReviewedRecord",
    "Sex",
    "Source",
    "SourceAttachment",
    "SourceReader",
    "SourceRow",
    "Stage",
    "State",
    "Target",
    "Threat",
    "own_counts",
    "sources_for",
]

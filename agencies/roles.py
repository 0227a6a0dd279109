"""The permissions of each role: by this table in the admin screens, by scopes in the API.

What the table does not name is allowed to nobody, superusers included. Services decide which rows, and when.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ANALYST = "analyst", _("analyst")
    SUPERVISOR = "supervisor", _("supervisor")
    ADMINISTRATOR = "administrator", _("administrator")
    PARTNER = "partner", _("partner")
    AUDITOR = "auditor", _("auditor")


class Scope(models.TextChoices):
    READ_FIGURES = "figures:read", _("read figures")
    READ_RECORDS = "records:read", _("read records")
    WRITE_RECORDS = "records:write", _("write records")


ANALYST, SUPERVISOR, ADMINISTRATOR, PARTNER, AUDITOR = Role
WORKS_FOR_AN_AGENCY = (ANALYST, SUPERVISOR, PARTNER)
ENTERS_RESULTS = (ANALYST, SUPERVISOR)

Actions = frozenset[str]
NOTHING: Actions = frozenset()
VIEW: Actions = frozenset({"view"})
ENTER = VIEW | {"add", "change"}
ALL = ENTER | {"delete"}

Duties = Mapping[Role, Actions]
NOBODYS: Duties = {}
REFERENCE: Duties = {ANALYST: VIEW, SUPERVISOR: VIEW, ADMINISTRATOR: ALL, AUDITOR: VIEW}
TRAIL: Duties = {ADMINISTRATOR: VIEW, AUDITOR: VIEW}
STATED: Duties = {ANALYST: ENTER, SUPERVISOR: ENTER, ADMINISTRATOR: ENTER, AUDITOR: VIEW}
RECORD: Duties = {ANALYST: ENTER, SUPERVISOR: ENTER, ADMINISTRATOR: VIEW, AUDITOR: VIEW}
READ: Duties = dict.fromkeys((ANALYST, SUPERVISOR, ADMINISTRATOR, AUDITOR), VIEW)
ROWS: Duties = {ANALYST: ALL, SUPERVISOR: ALL, ADMINISTRATOR: VIEW, AUDITOR: VIEW}

# Models by their label, for those of the floors above are named here too.
DUTIES: Mapping[str, Duties] = {
    "agencies.agency": REFERENCE,
    "agencies.country": REFERENCE,
    "agencies.countryname": REFERENCE,
    "agencies.place": REFERENCE,
    "agencies.region": REFERENCE,
    "agencies.regionmember": REFERENCE,
    "agencies.user": {ADMINISTRATOR: ALL, AUDITOR: VIEW},
    # A key is revoked, never deleted: records say by it who entered them.
    "agencies.apikey": {ADMINISTRATOR: ENTER, AUDITOR: VIEW},
    "agencies.placerequest": {ADMINISTRATOR: VIEW | {"change"}},
    "agencies.refusedaccess": TRAIL,
    "measures.exchangerate": REFERENCE,
    "measures.measure": REFERENCE,
    "measures.unit": REFERENCE,
    "operations.equivalentfactor": REFERENCE,
    "operations.methodnote": STATED,
    "operations.operation": STATED,
    "operations.participation": {**ROWS, ADMINISTRATOR: ALL},
    "operations.source": STATED,
    "operations.claim": STATED,
    "operations.indicator": STATED,
    "operations.legalinstrument": REFERENCE,
    "operations.legalparty": REFERENCE,
    "operations.plan": STATED,
    "operations.target": STATED,
    # Entered and sent on pages and by the API.
    "operations.closing": READ,
    "operations.nothingreported": READ,
    "operations.reminder": READ,
    # Given on pages and by the API.
    "operations.assignment": READ,
    # Everybody has their own.
    "operations.queuevisit": NOBODYS,
    "operations.outcome": RECORD,
    "operations.comment": {**RECORD, ANALYST: VIEW | {"add"}, SUPERVISOR: VIEW | {"add"}},
    "seizures.seizure": RECORD,
    "seizures.seizeditem": ROWS,
    "seizures.credit": ROWS,
    "operations.outcomecredit": ROWS,
    "operations.outcomesource": ROWS,
    "operations.outcomepersons": ROWS,
    # Attached and removed on pages and by the API.
    "operations.operationattachment": READ,
    "operations.outcomeattachment": READ,
    "operations.sourceattachment": READ,
    "seizures.seizureattachment": READ,
    "seizures.seizuresource": ROWS,
    "seizures.disposition": {**RECORD, ANALYST: VIEW | {"add"}, SUPERVISOR: VIEW | {"add"}},
    # Who is named to read what is set with the record, and read in its history.
    # What an operation rests on is set with it, and read in its history.
    "operations.operationinstrument": NOBODYS,
    "operations.operationreader": NOBODYS,
    "operations.outcomereader": NOBODYS,
    "operations.sourcereader": NOBODYS,
    "seizures.seizurereader": NOBODYS,
    "imports.fileimport": {ANALYST: VIEW, SUPERVISOR: VIEW, ADMINISTRATOR: VIEW, AUDITOR: VIEW},
    "imports.savedmapping": {ANALYST: VIEW, SUPERVISOR: VIEW, ADMINISTRATOR: VIEW, AUDITOR: VIEW},
    # Everybody has their own; pages show them, and no admin screen does.
    "analysis.savedquestion": NOBODYS,
    "analysis.subscription": NOBODYS,
    "analysis.mailing": NOBODYS,
    # Read on their own page, and worked out by the nightly job.
    "analysis.watchedseries": NOBODYS,
    "analysis.signal": NOBODYS,
    "analysis.forecastseries": NOBODYS,
    "common.announcement": NOBODYS,
    "notices.mailchoice": NOBODYS,
    "notices.notice": NOBODYS,
    # When, to whom, and whether it was sent; never what it says.
    "notices.letter": {ADMINISTRATOR: VIEW},
    # Read on the page of its import, and of its record.
    "imports.importedrow": NOBODYS,
    # What came of it lies beside the file.
    "imports.arrival": NOBODYS,
    "pghistory.events": TRAIL,
    "common.answeredonce": NOBODYS,
    # The ledger and what it is worked out from: the database alone writes them, and figures are how they are read.
    "figures.audience": NOBODYS,
    "figures.balance": NOBODYS,
    "figures.counted": NOBODYS,
    "figures.fact": NOBODYS,
    "figures.pending": NOBODYS,
    "figures.posting": NOBODYS,
    "figures.tally": NOBODYS,
    "figures.reconciliation": TRAIL,
}


def actions(role: str, model: str) -> Actions:
    """The actions that the role may take on rows of the model, which is named by its label: `seizures.seizure`."""
    duties = DUTIES.get(model, NOBODYS)
    return duties[Role(role)] if role in duties else NOTHING


def scopes(role: str) -> frozenset[str]:
    """The scopes of a role: every role reads what is visible to it; only those that enter results write."""
    reads = {Scope.READ_FIGURES.value, Scope.READ_RECORDS.value}
    return frozenset(reads | {Scope.WRITE_RECORDS.value} if role in ENTERS_RESULTS else reads)

"""A random world put into the database, past the services: the rules of figures hold for whatever stands there."""

import datetime as dt
from decimal import Decimal

from agencies.models import Country
from measures.models import ExchangeRate, Unit
from operations.models import OutcomeCredit, State
from seizures.models import SeizedItem
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.figures.world import AGENCIES, OPERATIONS, RATES, STATES_OF, TAKES_PART, Amount, Record


class Setting:
    """The agencies, operations and persons that every world has."""

    def __init__(self) -> None:
        self.agencies = {code: AgencyFactory(code=code) for code in AGENCIES}
        self.users = {code: UserFactory(agency=agency) for code, agency in self.agencies.items()}
        self.verifier = UserFactory(role="supervisor", agency=self.agencies["AA"])
        self.operations: dict[str, object] = {}
        for code, (parent, marking, owner) in OPERATIONS.items():
            umbrella = self.operations.get(parent)
            self.operations[code] = OperationFactory(
                code=code, parent=umbrella, marking=marking, owner=self.agencies[owner]
            )
        for operation, agency in TAKES_PART:
            ParticipationFactory(operation=self.operations[operation], agency=self.agencies[agency])
        for currency, day, rate, until in RATES:
            ExchangeRate.objects.create(
                currency=Unit.objects.currency(currency),
                date=dt.date.fromisoformat(day),
                per_euro=Decimal(rate),
                valid_to=dt.date.fromisoformat(until) if until else None,
                source="test",
            )

    def store(self, world: list[Record]) -> None:
        rows: list[object] = []
        for record in world:
            whole = None if record.part_of is None else rows[record.part_of]
            rows.append(self._record(record, whole))

    def _record(self, record: Record, whole: object) -> object:
        fields = {
            "owner": self.agencies[record.owner],
            "created_by": self.users[record.owner],
            "operation": self.operations.get(record.operation),
            **{
                each.name: record.stated[each.name] or ("" if not each.relation else None)
                for each in STATES_OF[record.kind]
            },
            "state": record.state,
            "state_reason": "Because." if record.state in (State.RETURNED, State.WITHDRAWN) else "",
            "marking": record.marking,
            "readers": [self.users[code] for code in record.named],
            "date": record.date,
            "part_of": whole,
            "duplicate": record.duplicate,
            "series": record.series,
            "reported_on": record.reported_on,
        }
        if record.state == State.VERIFIED:
            fields |= {"verified_by": self.verifier, "verified_at": dt.datetime.now(dt.UTC)}
        if record.kind == "outcome":
            agency = self.agencies.get(record.agency)
            outcome = OutcomeFactory(agency=agency, **fields, **stated(record.amounts[0]))
            for whose in self._credited(record):
                OutcomeCredit.objects.create(outcome=outcome, **whose)
            return outcome
        return self._seizure(record, fields)

    def _seizure(self, record: Record, fields: dict[str, object]) -> object:
        row = SeizureFactory(
            item=None,
            stage=record.stage,
            seizing_agency=self.agencies.get(record.agency),
            kind="aggregate" if record.aggregate else "event",
            event_count=record.events,
            **fields,
        )
        for amount in record.amounts:
            _item(row, amount)
        for whose in self._credited(record):
            CreditFactory(seizure=row, **{"agency": None} | whose)
        return row

    def _credited(self, record: Record) -> list[dict[str, object]]:
        """Whom each credit is to be of."""
        countries = {f"{code}-UNNAMED": code for code in ("COL", "USA")}
        return [
            *(
                {"country": Country.objects.get(code=countries[code])}
                if code in countries
                else {"agency": self.agencies[code]}
                for code in record.agency_credits
            ),
            *({"operation": self.operations[code]} for code in record.operation_credits),
        ]


def _item(seizure: object, amount: Amount) -> SeizedItem:
    item = SeizedItemFactory(seizure=seizure, **stated(amount))
    for gone in amount.gone:
        DispositionFactory(
            item=item,
            stage=gone.stage,
            quantity=gone.quantity,
            amount=gone.amount,
            date=gone.date,
            qualifier=gone.qualifier,
            quantity_high=gone.quantity_high,
            amount_high=gone.amount_high,
            unit=gone.unit,
            currency=gone.currency,
        )
    return item


def stated(amount: Amount) -> dict[str, object]:
    return {
        "measure": amount.measure,
        "qualifier": amount.qualifier,
        "quantity": amount.quantity,
        "unit": amount.unit or None,
        "quantity_high": amount.quantity_high,
        "amount": amount.amount,
        "amount_high": amount.amount_high,
        "currency": amount.currency or None,
    }

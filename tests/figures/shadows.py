"""What everybody may see, what is hidden from an outsider, and questions by which they could find it out."""

from itertools import product
from random import Random

from figures.ledger.folding import fold_all
from records import services
from tests.calls import person
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

# Where the hidden record is: the day, the places, the goods, the currency; and where it is not.
DAYS = [f"2009-{month:02}-{day:02}" for month in (6, 7, 8) for day in range(1, 29)]
COUNTRIES = ["COL", "MEX", "USA", "none"]
AGENCIES = ["US-ICE", "US-CBP", "US-DEA", "US-FBI", "none"]
MEASURES = ["CASH", "CASH.CURRENCY", "NARC", "NARC.COCAINE", "NARC.HEROIN", "PEOPLE", "WEAPONS"]
STAGES = ["seized", "detected", "destroyed", "outcome"]
UNITS = ["KGM", "C62", "USD", "EUR"]
OPERATIONS = ["ATLAS", "ATLAS-1", "none"]
BY = [
    "country",
    "agency",
    "operation",
    "measure",
    "month",
    "stage",
    "operation,agency",
    "measure,country,year",
]


def questions():
    """By everything that the hidden record could be found out by, one thing and several at a time."""
    periods = [f"from={day}&to={day}" for day in DAYS]
    periods += [f"from=2009-{month:02}&to=2009-{month:02}" for month in range(1, 13)]
    who = [f"country={code}" for code in COUNTRIES] + [f"agency={code}" for code in AGENCIES]
    who += [f"operation={code}" for code in OPERATIONS]
    what = [f"measure={code}" for code in MEASURES] + [f"stage={code}" for code in STAGES]
    what += [f"unit={code}" for code in UNITS]
    yield from periods
    yield from ("&".join(pair) for pair in product(who, what))
    yield from (f"{narrow}&currency=reported" for narrow in (*what, *who))
    yield from (f"by={by}&{narrow}" for by, narrow in product(BY, (*who, *what)))
    yield from ("&".join(pair) for pair in product(periods[::2], (*who, *what)))
    yield from (f"unfixed={time}&{narrow}" for time, narrow in product(("year", "month"), (*who, *what)))


QUESTIONS = list(dict.fromkeys(questions()))


def narrow_questions(many: int, seed: int) -> list[str]:
    return Random(seed).sample(QUESTIONS, many)


def visible_scene():
    """What everybody may see, and one record more that the system withholds from the reader."""
    atlas = OperationFactory(code="ATLAS")
    OperationFactory(code="ATLAS-1", parent=atlas)
    SeizureFactory(
        verified=True, owner="US-ICE", operation=atlas, country="COL", date="2009-07-14", item__quantity="10"
    )
    SeizureFactory(verified=True, owner="US-CBP", country="MEX", date="2009-08", item__cash="100")
    SeizureFactory(submitted=True, owner="US-CBP", country="MEX", date="2009-08-03", item__cash="100")
    OutcomeFactory(verified=True, owner="US-DEA", operation=atlas, agency="US-DEA", date="2009-07-20")
    OutcomeFactory(verified=True, marking="TLP:AMBER+STRICT", date="2009-07-14")
    fold_all()
    return atlas


def record_what_is_hidden(atlas):
    """In each way in which a record may be hidden, with all that may be asked of it, and a draft of each kind."""
    strict = OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT", parent=atlas, owner="US-ICE")
    for marking, operation in (
        ("TLP:RED", atlas),
        ("TLP:AMBER", atlas),
        ("TLP:AMBER+STRICT", None),
        ("TLP:GREEN", strict),
    ):
        supervisor = person("supervisor")
        seizure = SeizureFactory(
            submitted=True, owner="US-ICE", seizing_agency="US-CBP", operation=operation, marking=marking,
            country="COL", date="2009-07-14", item__quantity="7", readers=[supervisor],
        )  # fmt: skip
        SeizedItemFactory(seizure=seizure, cash="77")
        SeizedItemFactory(seizure=seizure, measure="CASH.CURRENCY", cash="7", currency="EUR")
        CreditFactory(seizure=seizure, agency="US-DEA")
        DispositionFactory(item=seizure.items.first(), quantity="1", date="2009-07-20")
        services.verify(seizure, by=supervisor)
        SeizureFactory(
            verified=True, owner="US-ICE", operation=operation, marking=marking, date="", part_of=seizure
        )
        OutcomeFactory(
            submitted=True, owner="US-ICE", operation=operation, marking=marking, date="2009", country="COL"
        )
    for kind in (SeizureFactory, OutcomeFactory):
        kind(owner="US-ICE", operation=atlas, country="COL", date="2009-07-14")

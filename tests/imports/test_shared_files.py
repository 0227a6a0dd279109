"""Real files, which nobody here wrote, come in by the mappings that are shipped, to the last digit of their totals.

The README beside them rounds some totals to four decimals; here are all digits. They are not part of the project:
where `../shared/data` is missing, this is skipped.
"""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum

from imports.mapping.checking import read_mapping
from imports.reading.errors import CannotRead
from imports.report import ImportReport
from imports.services.authors import named_mapping
from imports.services.running import ImportResult, Wanted, import_file
from operations.models import Operation
from seizures.models import SeizedItem, Seizure
from tests.calls import person
from tests.factories.operations import OperationFactory

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared files are not here: ../shared/data"),
]

# Each takes minutes, so they are asked for: OPS_TRACKER_LARGE_FILES=1 pytest tests/imports/test_shared_files.py
large = pytest.mark.skipif(
    "OPS_TRACKER_LARGE_FILES" not in os.environ, reason="OPS_TRACKER_LARGE_FILES is not set"
)


class Shared:
    def __init__(self) -> None:
        self.by, self.report = person(), ImportReport()

    def __call__(self, name: str, mapping: str, **wanted: bool) -> ImportResult:
        self.report.close()
        self.report = ImportReport()
        stated = named_mapping(mapping)
        code = stated.defaults["operation"]
        if not Operation.objects.filter(code=code).exists():
            OperationFactory(code=code, owner="US-ICE")
        return import_file(DATA / name, stated, Wanted(**wanted), self.report, by=self.by)

    def found(self, kind: str, part: str = "") -> int:
        return sum(each.kind == kind and part in each.sentence for each in self.report.lines())


@pytest.fixture
def shared():
    shared = Shared()
    yield shared
    shared.report.close()


def total(measure: str, unit: str = "", **where) -> Decimal:
    """The sum of quantities in a unit as they were reported, of all that stands below the measure."""
    items = SeizedItem.objects.filter(measure__code__startswith=measure, **where)
    items = items.filter(unit__code=unit) if unit else items
    return items.aggregate(sum=Sum("quantity"))["sum"]


def money(currency: str) -> Decimal:
    return SeizedItem.objects.filter(currency__code=currency).aggregate(sum=Sum("amount"))["sum"]


def fiscal(year: int) -> dict[str, str]:
    return {
        "seizure__date_from__gte": f"{year - 1}-10-01",
        "seizure__date_from__lt": f"{year}-10-01",
    }


def events(year: int) -> int:
    dates = {name.removeprefix("seizure__"): day for name, day in fiscal(year).items()}
    return Seizure.objects.filter(**dates).aggregate(sum=Sum("event_count"))["sum"]


def test_cbp_by_month_its_copy_and_its_later_edition(shared):
    first = shared("cbp_drugs_fy19_fy22.csv", "cbp-drugs")
    assert (first.counts["records"], first.counts["errors"]) == (10_092, 0)
    assert total("NARC.COCAINE", "LBR", **fiscal(2021)) == Decimal("97637.5283026566933961")
    assert total("NARC", "LBR", **fiscal(2020)) == Decimal("1059249.2639102417798723")
    assert events(2021) == 82_946

    copy = shared("cbp_drugs_fy19_fy22_resaved.csv", "cbp-drugs")
    assert (copy.counts["records"], copy.counts["changed"], copy.counts["unchanged"]) == (0, 0, 10_092)
    assert copy.counts["duplicates"] == 10_092

    later = shared("cbp_drugs_fy20_fy23.csv", "cbp-drugs")
    assert (later.counts["records"], later.counts["changed"], later.counts["unchanged"]) == (2365, 0, 7559)
    assert shared.found("warning", "another edition") == 1
    assert total("NARC.FENTANYL", "LBR", **fiscal(2023)) == Decimal("27022.850914776")
    assert total("NARC.COCAINE", "LBR", **fiscal(2023)) == Decimal("81085.413720947")
    assert events(2023) == 53_538
    assert total("NARC", "LBR", **fiscal(2020)) == Decimal("1059249.2639102417798723")


def test_an_edition_that_comes_by_another_key_is_pointed_out(shared):
    shared("cbp_drugs_fy19_fy22.csv", "cbp-drugs")
    other = named_mapping("cbp-drugs")
    keyless = {**other.source, "key": []}

    import_file(
        DATA / "cbp_drugs_fy20_fy23.csv",
        read_mapping(keyless),
        Wanted(dry_run=True),
        shared.report,
        by=shared.by,
    )

    assert shared.found("duplicate", "Recorded already, it seems") > 5000
    assert shared.found("warning", "another edition") == 1


def test_air_and_marine(shared):
    result = shared("cbp_air_marine_drugs_fy19_fy22.csv", "cbp-air-marine")

    assert (result.counts["records"], result.counts["errors"]) == (1772, 0)
    assert total("NARC.COCAINE", "LBR", **fiscal(2021)) == Decimal("227403.6799999999993105")


def test_firearms_count_the_totals_and_none_of_their_parts(shared):
    result = shared("unodc_firearms.xlsx", "unodc-firearms")

    assert (result.counts["rows"], result.counts["records"], result.counts["errors"]) == (15_468, 834, 0)
    guns = SeizedItem.objects.filter(measure__code="WEAPONS", seizure__date_from__year=2018)
    assert guns.aggregate(sum=Sum("quantity"))["sum"] == 549_992
    assert total("AMMUNITION", seizure__date_from__year=2022) == 9_039_816


def test_brazil(shared):
    states = shared("brazil_state_seizures.csv", "brazil-states")
    ports = shared("brazil_ports_airports_seizures.csv", "brazil-ports-airports")

    assert (states.counts["records"], states.counts["errors"]) == (5808, 0)
    assert (ports.counts["records"], ports.counts["errors"], ports.counts["duplicates"]) == (6089, 0, 216)
    cocaine = {"seizure__operation__code": "BRAZIL-STATES", "seizure__date_from__year": 2023}
    assert total("NARC.COCAINE", "KGM", **cocaine) == Decimal("141873.075")
    assert total("NARC.COCAINE", "GRM", seizure__operation__code="BRAZIL-PORTS") == Decimal("307645141.98")
    assert total("NARC.MDMA", "U2") == Decimal("2682573.40")


def test_cash_in_34_codes(shared):
    result = shared("bc_cash_forfeitures_redacted.csv", "bc-cash")

    assert (result.counts["records"], result.counts["errors"], result.counts["duplicates"]) == (5503, 0, 31)
    assert shared.found("warning", "VEF was withdrawn on 2018-08-20") == 1
    assert money("VEF") == 100
    assert (money("CAD"), money("USD"), money("JPY")) == (
        Decimal("14598467.18"), Decimal("117520.43"), Decimal(709550),
    )  # fmt: skip


def test_nibrs(shared):
    result = shared("nibrs_suspected_drug.csv", "nibrs-drugs")

    assert (result.counts["records"], result.counts["errors"]) == (11_887, 0)
    assert total("NARC.CANNABIS.HERB", "GRM") == Decimal("32327.412")
    unknown = SeizedItem.objects.filter(quantity__isnull=True)
    assert unknown.exclude(description__endswith=" 11").count() == 707
    assert shared.found("warning", "seldom measured in this unit") > 0


def test_cook_county_with_the_items_of_a_case_in_one_record(shared):
    result = shared("cook_county_forfeitures_redacted.csv.gz", "cook-county")

    assert (result.counts["rows"], result.counts["records"], result.counts["errors"]) == (23_106, 21_065, 0)
    assert money("USD") == Decimal("105024548.24")


@large
def test_the_annual_tables(shared):
    older = shared("unodc_annual_seizures_1970_2020.csv", "unodc-annual-1970-2020", partial=True)
    assert (older.counts["records"], older.counts["errors"]) == (51_187, 14)
    assert (
        0 < shared.found("error", "has been a country since") < 14
    )  # the same of one country is one sentence
    assert total("NARC.HEROIN", "KGM", seizure__date_from__year=2016) == Decimal("90937.6601446")
    assert SeizedItem.objects.filter(quantity__isnull=True).count() == 507

    newer = shared("unodc_annual_seizures_2018_2022.xlsx", "unodc-annual-2018-2022")

    assert (newer.counts["rows"], newer.counts["errors"]) == (11_013, 0)
    cocaine = total(
        "NARC.COCAINE",
        "KGM",
        seizure__date_from__year=2022,
        seizure__imported_rows__file_import=newer.file_import,
    )
    assert cocaine == Decimal("2013978.055153999969486758")


@large
def test_colombia_in_a_workbook_that_claims_one_cell(shared):
    result = shared("colombia_drugs_2013.xlsx", "colombia-drugs")

    assert (result.counts["records"], result.counts["errors"]) == (109_335, 0)
    assert total("NARC.COCAINE.HCL", "GRM") == 109_788_498
    assert total("NARC", "GRM") == 497_418_756


@large
def test_colombia_in_no_order_of_dates(shared):
    result = shared("colombia_drugs_2017.xlsx", "colombia-drugs")

    assert (result.counts["records"], result.counts["errors"]) == (94_307, 0)
    # Some cells have more digits than were ever weighed; the total is printed with two.
    assert round(total("NARC.COCAINE.HCL", "GRM"), 2) == Decimal("319932690.23")
    assert total("NARC", "GRM", seizure__note__endswith="NARIÑO") == Decimal("158678874.2")


def test_a_broken_file_is_refused_with_the_reason(shared):
    with pytest.raises(CannotRead, match="There is no column “CANTIDAD”"):
        shared("colombia_2017_by_department_broken.csv", "colombia-drugs")

    assert not Seizure.objects.exists()


@large
def test_311_038_single_seizures(shared):
    result = shared("unodc_individual_seizures_2011_2016.zip", "unodc-individual")

    assert (result.counts["rows"], result.counts["records"], result.counts["errors"]) == (311_038, 311_038, 0)
    assert shared.found("duplicate", "The same as line") == 44_229
    assert shared.found("warning", "4500000 is far more than is usual") == 1
    assert shared.found("warning", "in another unit") > 0
    grams = SeizedItem.objects.filter(unit__code__in=["KGM", "GRM"])
    cocaine = grams.filter(measure__code="NARC.COCAINE").aggregate(sum=Sum("canonical_quantity"))["sum"]
    heroin = grams.filter(measure__code="NARC.HEROIN", seizure__date_from__year=2015)
    assert cocaine == Decimal("961391.510152099997887704541")
    assert heroin.aggregate(sum=Sum("canonical_quantity"))["sum"] == Decimal("23829.611183299999994896606")
    assert total("NARC", "U2") == Decimal("203731422.130666666667")

"""What is compiled once and put into statements of ours selects what the plain queryset selects."""

import pytest
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from agencies.models import Agency, Country
from common.db.compiled import select_all, where_of
from common.db.statements import as_rows
from tests.factories.agencies import AgencyFactory

pytestmark = pytest.mark.django_db

CONDITIONS = {
    "a value with a brace": Q(name="Police {row} {0}"),
    "a value that looks like the table": Q(name='"agencies_agency".'),
    "a per cent sign": Q(name__contains="100 %s"),
    "a pattern with braces": Q(code__regex=r"^US-[A-Z]{3}$"),
    "a brace in the statement itself": Q(
        pk__in=RawSQL("SELECT id FROM agencies_agency WHERE code ~ '^US-.{3}$'", [])
    ),
    "the table in a text of the statement": Q(
        pk__in=RawSQL("""SELECT id FROM agencies_agency WHERE name = '"agencies_agency".'""", [])
    ),
    "a subquery on the same table": Q(pk__in=Agency.objects.filter(code__startswith="US").values("pk")),
    "a choice among several": Q(kind="police") | ~Q(country__isnull=True),
    "a list": Q(code__in=["US-ICE", "US-DEA"]),
}


@pytest.fixture(autouse=True)
def _agencies():
    for name in ("Police {row} {0}", '"agencies_agency".', "100 %s", "100 percent"):
        AgencyFactory(name=name)


@pytest.mark.parametrize("table", ["t", "U0", "agencies_agency"])
@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_compiled_condition_selects_what_the_queryset_selects(condition, table):
    plain = Agency.objects.filter(condition)

    sql, params = where_of(plain, table=table)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table}.id FROM agencies_agency {table} WHERE {sql}", params)  # noqa: S608
        assert {row[0] for row in cursor.fetchall()} == set(plain.values_list("pk", flat=True)) != set()


def test_a_condition_that_needs_another_table_is_refused():
    with pytest.raises(ValueError, match="agencies_country"):
        where_of(Agency.objects.filter(country__name="Colombia"), table="t")


@pytest.mark.parametrize(
    "queryset",
    [
        pytest.param(Agency.objects.all(), id="all"),
        pytest.param(Agency.objects.filter(country__code="USA"), id="with-another-table"),
        pytest.param(Agency.objects.exclude(code="US-ICE").order_by("-code")[2:5], id="a-page"),
        pytest.param(Country.objects.order_by("name")[:3], id="of-another-model"),
        pytest.param(Agency.objects.none(), id="none"),
    ],
)
def test_fetched_rows_are_those_of_the_queryset_with_all_their_columns(queryset):
    plain = list(queryset.values())

    assert [{**row} for row in as_rows(queryset.all())] == plain


def test_all_columns_are_selected_whatever_the_primary_key_is_called():
    sql, _params = select_all(Agency.objects.all())

    assert sql.startswith('SELECT "agencies_agency".* FROM "agencies_agency"')

"""The European Central Bank's rates: read from its files, loaded at once or not at all."""

import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from measures import rates
from measures.models import ExchangeRate, Unit

HISTORY = b"Date,USD,JPY,CYP,\n2018-02-22,1.2276,131.67,N/A,\n2018-02-21,1.2312,132.41,N/A,\n"
DAILY = b"Date, USD, JPY, \n22 February 2018, 1.2276, 131.67, \n"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("eurofxref-hist.csv", content)
    return file.getvalue()


@pytest.fixture(scope="module")
def bundled():
    return {(rate.day, rate.currency): rate.per_euro for rate in rates.read(rates.BUNDLED.read_bytes())}


@pytest.mark.parametrize(
    ("day", "currency", "per_euro"),
    [
        (datetime.date(2021, 7, 6), "CAD", "1.464"),
        (datetime.date(2018, 2, 22), "USD", "1.2276"),
        (datetime.date(1999, 1, 4), "USD", "1.1789"),
    ],
)
def test_the_bundled_file_has_the_published_rates(bundled, day, currency, per_euro):
    assert bundled[day, currency] == Decimal(per_euro)


def test_the_bundled_file_reaches_back_to_the_first_day(bundled):
    assert min(day for day, _currency in bundled) == datetime.date(1999, 1, 4)
    assert len(bundled) > 200_000


@pytest.mark.parametrize(
    "content", [HISTORY, zipped(HISTORY), b"\xef\xbb\xbf" + HISTORY], ids=["csv", "zip", "bom"]
)
def test_history_is_read_plain_or_zipped(content):
    assert list(rates.read(content)) == [
        (datetime.date(2018, 2, 22), "USD", Decimal("1.2276")),
        (datetime.date(2018, 2, 22), "JPY", Decimal("131.67")),
        (datetime.date(2018, 2, 21), "USD", Decimal("1.2312")),
        (datetime.date(2018, 2, 21), "JPY", Decimal("132.41")),
    ]


def test_the_daily_file_is_read():
    assert [rate.per_euro for rate in rates.read(DAILY)] == [Decimal("1.2276"), Decimal("131.67")]


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    assert rates.load_rates(HISTORY) == 4
    assert rates.load_rates(HISTORY) == 0
    assert rates.load_rates(DAILY) == 0


@pytest.mark.django_db
def test_a_corrected_rate_replaces_the_old_one_and_leaves_a_trace():
    rates.load_rates(HISTORY)

    assert rates.load_rates(HISTORY.replace(b"1.2276", b"1.2277")) == 1

    rate = ExchangeRate.objects.get(currency__code="USD", date="2018-02-22")
    assert rate.per_euro == Decimal("1.2277")
    assert ExchangeRate.pgh_event_model.objects.filter(pgh_obj=rate, pgh_label="update").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "first line", id="empty"),
        pytest.param(b"all:\n\tmake\n", "first line", id="another file"),
        pytest.param(b"\xff\xfe\x00", "neither a CSV", id="not text"),
        pytest.param(b"PK\x03\x04broken", "neither a CSV", id="broken zip"),
        pytest.param(b"Date,USD\n", "no rates", id="nothing in it"),
        pytest.param(HISTORY + b"yesterday,1,2,3,\n", "Line 4: .yesterday. is not a date", id="no date"),
        pytest.param(HISTORY + b"2999-01-01,1,2,3,\n", "Line 4: 2999-01-01 is in the future", id="future"),
        pytest.param(HISTORY + b"2018-02-21,1,2,3,\n", "a second line for 2018-02-21", id="a day twice"),
        pytest.param(HISTORY + b"2018-02-20,1\n", "Line 4 has 2 cells", id="short line"),
        pytest.param(HISTORY + b"2018-02-20,one,2,3,\n", "“one” is no rate of USD", id="no number"),
        pytest.param(HISTORY + b"2018-02-20,-1,2,3,\n", "is no rate of USD", id="negative"),
        pytest.param(HISTORY + b"2018-02-20,NaN,2,3,\n", "is no rate of USD", id="nan"),
        pytest.param(b"Date,USD,ABC\n2018-02-20,1,2\n", "no currency ABC", id="unknown currency"),
    ],
)
def test_a_bad_file_is_refused_whole_and_in_words(tmp_path, content, words):
    file = tmp_path / "rates.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        call_command("load_rates", file)

    assert not ExchangeRate.objects.exists()


@pytest.mark.django_db
def test_a_missing_file_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read"):
        call_command("load_rates", "nowhere.csv")


@pytest.mark.django_db
def test_the_command_says_what_it_did(tmp_path, capsys):
    file = tmp_path / "rates.csv"
    file.write_bytes(HISTORY)

    call_command("load_rates", file)
    call_command("load_rates", file)

    assert capsys.readouterr().out.splitlines() == [
        "4 rates added or corrected.",
        "All of it was here already.",
    ]


@pytest.mark.django_db
def test_the_last_rate_on_or_before_the_day_counts():
    rates.load_rates(HISTORY)
    yen = Unit.objects.currency("JPY")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, rate_date FROM measures_value(13167, %s, '2018-02-25')", [yen.pk])
        assert cursor.fetchone() == (Decimal("122.760000"), datetime.date(2018, 2, 22))
        cursor.execute("SELECT value, rate_date FROM measures_value(13167, %s, '2018-02-20')", [yen.pk])
        assert cursor.fetchone() == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rate", "constraint"), [(Decimal(0), "rate_is_positive"), (Decimal(-1), "rate_is_positive")]
)
def test_a_rate_is_more_than_zero(rate, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        ExchangeRate.objects.create(
            date="2018-02-22", currency=Unit.objects.currency("USD"), per_euro=rate, source="test"
        )


@pytest.mark.django_db
def test_a_currency_has_one_rate_a_day():
    rates.load_rates(HISTORY)

    with pytest.raises(IntegrityError, match="one_rate_a_day"):
        ExchangeRate.objects.create(
            date="2018-02-22", currency=Unit.objects.currency("USD"), per_euro=1, source="test"
        )

from django.db import connection

STALE_ITEMS = """
    UPDATE seizures_seizeditem i SET amount = i.amount
    FROM seizures_seizure s
    JOIN seizures_seizeditem t ON t.seizure_id = s.id
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, s.date_from) v
    WHERE i.id = t.id AND i.amount IS NOT NULL
      AND (i.value, i.rate_date) IS DISTINCT FROM (v.value, v.rate_date)
"""


def revalue_items() -> int:
    """Values money anew where a rate that applies was published since. Returns how many items it changed."""
    with connection.cursor() as cursor:
        cursor.execute(STALE_ITEMS)
        return int(cursor.rowcount)

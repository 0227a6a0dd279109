from django.db import connection

STALE_ITEMS = """
    UPDATE seizures_seizeditem i SET amount = i.amount
    FROM seizures_seizure s
    JOIN seizures_seizeditem t ON t.seizure_id = s.id
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, s.date_from) v
    WHERE i.id = t.id AND i.amount IS NOT NULL
      AND (i.value, i.rate_date) IS DISTINCT FROM (v.value, v.rate_date)
"""


STALE_DISPOSITIONS = """
    UPDATE seizures_disposition d SET amount = d.amount
    FROM seizures_disposition t
    JOIN seizures_seizeditem i ON i.id = t.item_id
    JOIN seizures_seizure s ON s.id = i.seizure_id
    CROSS JOIN LATERAL measures_value(t.amount, i.currency_id, s.date_from) v
    WHERE d.id = t.id AND d.amount IS NOT NULL
      AND (d.value, d.rate_date) IS DISTINCT FROM (v.value, v.rate_date)
"""


def revalue_items() -> int:
    """Values money anew where a rate that applies was published since. Returns how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(STALE_ITEMS)
        items = cursor.rowcount
        cursor.execute(STALE_DISPOSITIONS)
        return int(items + cursor.rowcount)

from django.db import connection

STALE_OUTCOMES = """
    UPDATE operations_outcome o SET amount = o.amount
    FROM operations_outcome t
    CROSS JOIN LATERAL measures_value(t.amount, t.currency_id, t.date_from) v
    WHERE o.id = t.id AND o.amount IS NOT NULL
      AND (o.value, o.rate_date) IS DISTINCT FROM (v.value, v.rate_date)
"""


def revalue_outcomes() -> int:
    """Values money anew where a rate that applies was published since. Returns how many outcomes it changed."""
    with connection.cursor() as cursor:
        cursor.execute(STALE_OUTCOMES)
        return int(cursor.rowcount)

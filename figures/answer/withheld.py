"""Whether the system withholds any verified record from the reader: the same for every question (decision 37)."""

from figures.models import Grain

# An audience that the reader is none of, and of which anything verified is left, in the balances or pending. Whatever
# that is, one of the two faces has it.
WITHHELD = f"""
    EXISTS (
        SELECT FROM figures_audience a
        WHERE NOT a.draft AND a.id <> ALL((SELECT ids FROM seen)::bigint[]) AND (
            SELECT coalesce(sum(facts), 0) FROM (
                SELECT facts FROM figures_balance
                WHERE grain = {Grain.TOTAL.value} AND operation_id IS NULL AND agency_id IS NULL
                    AND face IN ('quantity', 'value') AND audience_id = a.id AND status IN ('verified', 'share')
                UNION ALL
                SELECT facts FROM waiting WHERE audience_id = a.id
            ) r
        ) > 0
    )
"""  # noqa: S608 -- a number of ours
WAITING = """
    waiting AS (
        SELECT p.audience_id, p.facts FROM figures_pending w JOIN figures_posting p ON p.id = w.id
        WHERE p.audience_id <> 0 AND p.status IN ('verified', 'share') AND p.face IN ('quantity', 'money')
    )
"""

"""Refused passwords and keys, as rows for administrators and auditors, and as lines in the log."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

from agencies.limits import buckets
from agencies.limits.addresses import client_address
from agencies.models import Access
from common.redis import redis_client

log = logging.getLogger(__name__)
# Rows of one minute: what more there is, from whatever addresses, is in one row of its own.
MOST = 500
# Each of the first is written down, and then every so many.
EACH, EVERY = 20, 20

WHO = {
    Access.PASSWORD: "SELECT username FROM agencies_user WHERE username = %(shown)s",
    Access.KEY: "SELECT left(prefix || ' ' || name, 150) FROM agencies_apikey WHERE key_hash = %(shown)s",
}
COUNT = """
    WITH found AS (
        SELECT COALESCE(({who}), '') AS who,
            (SELECT count(*) < %(most)s FROM agencies_refusedaccess WHERE minute = %(minute)s) AS has_room
    )
    INSERT INTO agencies_refusedaccess AS t (minute, kind, who, address, number, limited, last_at)
    SELECT %(minute)s, %(kind)s, CASE WHEN has_room THEN who ELSE '' END,
        CASE WHEN has_room THEN %(address)s::inet END, %(number)s, %(limited)s, %(now)s
    FROM found
    ON CONFLICT (minute, kind, who, address) DO UPDATE SET
        number = CASE WHEN %(counted)s THEN GREATEST(t.number, excluded.number) ELSE t.number + 1 END,
        limited = t.limited OR excluded.limited,
        last_at = excluded.last_at
    RETURNING who
"""


def count_refusal(kind: Access, request: HttpRequest, shown: str, *, limited: bool = False) -> None:
    """Counts a refused password or key. `shown` is the name of an account, or the hash of a key."""
    address, now = client_address(request), timezone.now()
    minute = now.replace(second=0, microsecond=0)
    number = _number(f"{kind}/{minute:%H%M}/{buckets.fingerprint(shown)}/{address}")
    if number and number > EACH and number % EVERY:
        return
    facts = {"kind": kind.value, "shown": shown.replace("\0", ""), "address": address, "minute": minute}
    counts = {"number": number or 1, "counted": number is not None, "limited": limited, "most": MOST}
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(who=WHO[kind]), facts | counts | {"now": now})
            who = cursor.fetchone()[0]
    except DatabaseError as error:
        log.warning("A refusal could not be counted: %s", error)
        return
    if number in (None, 1):
        # Not what was typed where there is no such account: it may be somebody's password.
        log.warning("A %s was refused from %s: %s", kind.value, address, who or "there is none by that name")


def _number(name: str) -> int | None:
    """The number of such refusals in this minute; None if Redis does not answer."""
    try:
        pipeline = redis_client().pipeline(transaction=False)
        pipeline.incr(f"{buckets.PREFIX}refused/{name}")
        pipeline.expire(f"{buckets.PREFIX}refused/{name}", 120)
        number, _set = pipeline.execute()
    except RedisError:
        return None
    return int(number)

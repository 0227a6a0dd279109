"""Rate limits: token buckets in Redis, any number of them in one round trip."""

import hashlib
import logging
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from redis.exceptions import RedisError

from common.redis import redis_client

log = logging.getLogger(__name__)
PREFIX = "limit/"
SILENCE = 60  # seconds between two lines in the log about a Redis that does not answer

# Of each key: when its bucket will be full again (GCRA). ARGV is the number of tokens to take (or to give back, below
# zero), and for each key the seconds until another token comes, and how many there are at most.
# Takes them from all, or from none and tells how long until it can.
SCRIPT = """
local time = redis.call('TIME')
local now, cost = time[1] + time[2] / 1000000, tonumber(ARGV[1])
local wait, left, full, nexts = 0, nil, 0, {}
for i, key in ipairs(KEYS) do
  local each, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local at = math.max(now, tonumber(redis.call('GET', key) or now))
  nexts[i] = math.max(now, at + cost * each)
  local ahead = nexts[i] - now
  wait = math.max(wait, ahead - each * burst - 0.000001)
  left = math.min(left or burst, math.floor(burst - ahead / each + 0.000001))
  full = math.max(full, ahead)
end
if wait > 0 then return {0, 0, tostring(wait), tostring(full)} end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.6f', nexts[i]), 'PX', math.ceil((nexts[i] - now) * 1000) + 1)
end
return {1, left, '0', tostring(full)}
"""


@dataclass(frozen=True)
class Limit:
    """A bucket of `burst` tokens, to which one is added every `seconds`."""

    burst: int
    seconds: float


@dataclass(frozen=True)
class Allowance:
    """The tokens `left` after spending, and the seconds to `wait` for enough and until the bucket is `full`."""

    allowed: bool
    left: int
    wait: float
    full: float


Bucket = tuple[str, Limit]


def spend(*buckets: Bucket, tokens: int = 1) -> Allowance | None:
    """Spends a token of each of the buckets, or of none of them. Returns None if Redis does not answer."""
    try:
        allowed, left, wait, full = _script()(
            keys=[PREFIX + name for name, _ in buckets], args=_args(buckets, tokens)
        )
    except RedisError as error:
        _Outage.note(error)
        return None
    return Allowance(bool(allowed), int(left), float(wait), float(full))


def give_back(*buckets: Bucket) -> None:
    spend(*buckets, tokens=-1)


def clear(*buckets: Bucket) -> None:
    """Fills the buckets again."""
    try:
        redis_client().delete(*(PREFIX + name for name, _ in buckets))
    except RedisError as error:
        _Outage.note(error)


def fingerprint(text: str) -> str:
    """A digest for names of buckets, which bounds their length whatever was sent."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]


def _args(buckets: tuple[Bucket, ...], tokens: int) -> list[float]:
    return [tokens, *(number for _, limit in buckets for number in (limit.seconds, limit.burst))]


@cache
def _script() -> Any:
    return redis_client().register_script(SCRIPT)


class _Outage:
    """The time of the last line in the log that Redis does not answer, by the monotonic clock."""

    logged_at = -SILENCE * 1.0

    @classmethod
    def note(cls, error: RedisError) -> None:
        if time.monotonic() > cls.logged_at + SILENCE:
            cls.logged_at = time.monotonic()
            log.warning("Nothing is limited, for Redis does not answer: %s", error)

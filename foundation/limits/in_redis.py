"""Counts in Redis, for installations of several machines. Away, the database counts on, from nothing."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import event
from sqlmodel import Session

from foundation.limits.in_database import InDatabase
from foundation.limits.sliding import Counted, Hits, Limit, last_moment, refuse, share_before, window_of
from foundation.redis_line import RedisAway, RedisLine

_PREFIX = "verhaallijn:attempts:"
_RESERVE = """
local told, fits = {}, 1
for i = 1, #KEYS / 2 do
  local tried = tonumber(redis.call('GET', KEYS[2 * i - 1]) or '0')
  local before = tonumber(redis.call('GET', KEYS[2 * i]) or '0')
  told[2 * i - 1], told[2 * i] = tried, before
  if tried + 1 + before * tonumber(ARGV[3 * i - 1]) > tonumber(ARGV[3 * i - 2]) then fits = 0 end
end
if fits == 1 then
  for i = 1, #KEYS / 2 do
    redis.call('INCR', KEYS[2 * i - 1])
    redis.call('PEXPIRE', KEYS[2 * i - 1], ARGV[3 * i])
  end
end
return {fits, unpack(told)}
"""
"""Looks and counts in one go. KEYS: of each limit this window and the one before; ARGV: most, share, milliseconds."""
_GIVE_BACK = """
for _, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') > 0 then redis.call('DECR', key) end
end
"""


class InRedis:
    """The same as `InDatabase`, on one Redis; `otherwise` counts while that is away."""

    def __init__(self, line: RedisLine, otherwise: InDatabase) -> None:
        self._line, self._otherwise = line, otherwise

    def reserve(self, limits: Sequence[Limit], moment: float) -> None:
        """Raises TooOften."""
        keys = _keys(limits, moment)
        said = [told for one in limits for told in _said_of(one, moment)]
        try:
            fits, *told = self._line.ask(lambda redis: redis.eval(_RESERVE, len(keys), *keys, *said))
        except RedisAway:
            return self._otherwise.reserve(limits, moment)
        if not fits:
            refuse(limits, _as_hits(limits, told, moment), moment, to_come=1)
        return None

    def hits(self, limits: Sequence[Limit], moment: float) -> Hits:
        try:
            told = self._line.ask(lambda redis: redis.mget(_keys(limits, moment)))
        except RedisAway:
            return self._otherwise.hits(limits, moment)
        return _as_hits(limits, [int(one or 0) for one in told], moment)

    def give_back(self, session: Session, counted: Counted) -> None:
        """Once it is committed. What was counted by the database meanwhile, is given back there."""
        keys = [f"{_PREFIX}{key}:{window}" for key, window in counted]

        def now_given_back(_session: object) -> None:
            if keys:
                with suppress(RedisAway):  # then it counts as failed until its window is over
                    self._line.ask(lambda redis: redis.eval(_GIVE_BACK, len(keys), *keys))

        event.listen(session, "after_commit", now_given_back, once=True)
        event.listen(session, "after_rollback", lambda _session: keys.clear(), once=True)
        self._otherwise.give_back(session, counted)


def _keys(limits: Sequence[Limit], moment: float) -> list[str]:
    return [f"{_PREFIX}{one.key}:{window_of(one, moment) - back}" for one in limits for back in (0, 1)]


def _as_hits(limits: Sequence[Limit], told: Sequence[int], moment: float) -> Hits:
    windows = [(one.key, window_of(one, moment) - back) for one in limits for back in (0, 1)]
    return dict(zip(windows, told, strict=True))


def _said_of(limit: Limit, moment: float) -> tuple[int, str, int]:
    """How many at most, how much of the window before counts, and milliseconds until this one counts no more."""
    lasts = last_moment(limit, moment).timestamp() - moment
    return limit.most, repr(share_before(limit, moment)), max(1, round(lasts * 1000))

"""Age groups: all that is kept of a birth date or an age in a call list."""

import re
from datetime import date

from foundation.clock import today
from foundation.dutch import _
from foundation.forms.dates import read_day

_AGES_OF_BANDS = (0, 4, 12, 18, 27, 40, 50, 60, 70)
_YEARS_OLD = re.compile(r"(\d{1,3})(?: jaar| jr\.?| j)?(?: oud)?")


def age_band(written: str) -> str:
    """'12 tot 18' for a birth date or an age; empty when it is neither."""
    years = _years_old(written)
    if years is None:
        return ""
    band = max(age for age in _AGES_OF_BANDS if age <= years)
    above = next((age for age in _AGES_OF_BANDS if age > years), None)
    return _("%(from_age)s tot %(to_age)s", from_age=band, to_age=above) if above else _("%(age)s of ouder", age=band)


def _years_old(written: str) -> int | None:
    if found := _YEARS_OLD.fullmatch(written.lower()):
        years = int(found[1])
        return years if years <= 110 else None
    day, now = _birth_date(written), today()
    if day is None or day > now:
        return None
    years = now.year - day.year - ((now.month, now.day) < (day.month, day.day))
    return years if years <= 110 else None


def _birth_date(written: str) -> date | None:
    """'12-5-1955', '12 mei 1955', '1955-05-12 00:00:00'."""
    return read_day(written) or read_day(written.partition(" ")[0])


def is_age(written: str) -> bool:
    """'14', '14 jaar'."""
    return bool(_YEARS_OLD.fullmatch(written.lower()))

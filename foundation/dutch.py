"""Dutch as it stands on screen: translatable sentences, dates, times, numbers and plurals."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import ngettext as plural_gettext

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]

_WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def _(sentence: str, **values: object) -> str:
    """A Dutch sentence, or its translation; `%(name)s` is filled in from `values`."""
    return str(gettext(sentence, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """`one` or `many`, by `num`; `%(num)s` is filled in too."""
    return str(plural_gettext(one, many, num, **values))


def long_date(day: date) -> str:
    """'8 oktober 2026'."""
    return f"{_local(day).day} {_MONTHS[_local(day).month - 1]} {_local(day).year}"


def short_date(day: date) -> str:
    """'8 oktober', for lists within one year."""
    return f"{_local(day).day} {_MONTHS[_local(day).month - 1]}"


def weekday_date(day: date) -> str:
    """'dinsdag 23 juni', for a day that is near."""
    return f"{_WEEKDAYS[_local(day).weekday()]} {short_date(day)}"


def clock_time(moment: datetime | time) -> str:
    """'11.24 uur', in Dutch local time."""
    local = moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment
    return f"{local.hour}.{local.minute:02d} uur"


def duration(seconds: float) -> str:
    """Time into a recording: '14:33', or '1:02:09' from an hour on."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def decimal(value: float, places: int = 1) -> str:
    """'7,5': a comma as the decimal sign."""
    return f"{value:.{places}f}".replace(".", ",")


def whole(number: int) -> str:
    """'2.265': a full stop between thousands."""
    return f"{number:,}".replace(",", ".")


def counted(number: int, one: str, many: str) -> str:
    """'1 gesprek', '3 gesprekken', '1.204 fragmenten'."""
    return f"{whole(number)} {one if number == 1 else many}"


def _local(day: date) -> date:
    return day.astimezone(AMSTERDAM) if isinstance(day, datetime) else day

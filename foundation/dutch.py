"""Dutch as it stands on screen, or its translation: sentences, dates, times, numbers and plurals."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import get_decimal_symbol, get_group_symbol
from flask_babel import get_locale, get_translations, gettext
from flask_babel import ngettext as plural_gettext

from foundation.clock import AMSTERDAM, today

_SOURCE_LANGUAGE = Locale("nl")
_SHORT_AREA_CODES = (
    "010 013 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 "
    "070 071 072 073 074 075 076 077 078 079 085 088"
)
_TELEPHONE = re.compile(rf"(06|{'|'.join(_SHORT_AREA_CODES.split())}|0[1-5]\d\d)(\d+)")
_SERVICE_NUMBER = re.compile(r"(0800|090[069])(\d{4}|\d{7})")


def _(sentence: str, **values: object) -> str:
    """A Dutch sentence, or its translation; `%(name)s` is filled in from `values`."""
    return str(gettext(sentence, **values))


def translatable(sentence: str) -> str:
    """The sentence as it is, marked for who translates: for names made before there is a reader. `_` shows them."""
    return sentence


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """`one` or `many`, by `num`; `%(num)s` is filled in too."""
    return str(plural_gettext(one, many, num, **values))


def forms(one: str, many: str) -> list[str]:
    """Both forms as a script needs them, with `%(num)s` still in them."""
    translations = get_translations()
    return [translations.ungettext(one, many, 1), translations.ungettext(one, many, 2)]


def language() -> str:
    """The language of what is shown now: 'nl'."""
    return str(_locale().language)


_NUMBERS = (
    translatable("nul"),
    translatable("een"),
    translatable("twee"),
    translatable("drie"),
    translatable("vier"),
    translatable("vijf"),
    translatable("zes"),
    translatable("zeven"),
    translatable("acht"),
    translatable("negen"),
    translatable("tien"),
    translatable("elf"),
    translatable("twaalf"),
    translatable("dertien"),
    translatable("veertien"),
    translatable("vijftien"),
    translatable("zestien"),
    translatable("zeventien"),
    translatable("achttien"),
    translatable("negentien"),
    translatable("twintig"),
)


def number_word(number: int) -> str:
    """'vier', and figures above twenty."""
    return _(_NUMBERS[number]) if 0 <= number < len(_NUMBERS) else str(number)


def long_date(day: date) -> str:
    """'8 oktober 2026'."""
    return format_date(_local(day), "long", _locale())


def short_date(day: date) -> str:
    """'8 oktober', in lists; of another year than this one '8 oktober 2025'."""
    return _day_and_month(day) if _local(day).year == today().year else long_date(day)


def weekday_date(day: date) -> str:
    """'dinsdag 23 juni', for a day that is near."""
    weekday = format_date(_local(day), "EEEE", _locale())
    return _("%(weekday)s %(day_and_month)s", weekday=weekday, day_and_month=_day_and_month(day))


def month(day: date) -> str:
    """'april'."""
    return format_date(day, "LLLL", _locale())


def short_month(day: date) -> str:
    """'mrt', where there is little room."""
    return format_date(day, "LLL", _locale()).rstrip(".")


def month_and_year(day: date) -> str:
    """'april 2026'."""
    return format_skeleton("yMMMM", day, locale=_locale())


def _day_and_month(day: date) -> str:
    return format_skeleton("MMMMd", _local(day), locale=_locale())


def clock_time(moment: datetime | time) -> str:
    """'11.24 uur', in Dutch local time."""
    local = moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment
    return _("%(hour)s.%(minute)s uur", hour=local.hour, minute=f"{local.minute:02d}")


def duration(seconds: float) -> str:
    """Time into a recording: '14:33', or '1:02:09' from an hour on."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def decimal(value: float, places: int = 1) -> str:
    """'7,5': a comma as the decimal sign."""
    return f"{value:.{places}f}".replace(".", get_decimal_symbol(_locale()))


def whole(number: int) -> str:
    """'2.265': a full stop between thousands."""
    return f"{number:,}".replace(",", get_group_symbol(_locale()))


def telephone(number: str) -> str:
    """'06-12345678', '043-1234567', '0475-123456', '0800 1234'; what is no Dutch number stays as it was written."""
    signs = re.sub(r"[\s().\-/]", "", number)
    if found := _SERVICE_NUMBER.fullmatch(signs):
        return f"{found[1]} {found[2]}"
    found = _TELEPHONE.fullmatch(signs) if len(signs) == 10 else None
    return f"{found[1]}-{found[2]}" if found else number


def dial(number: str) -> str:
    """The telephone number as a link needs it: '085 000 12 34' -> '+31850001234', '14 043' -> '14043'."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    is_dutch = digits.startswith("0") and not digits.startswith("00") and not _SERVICE_NUMBER.fullmatch(digits)
    return f"+31{digits[1:]}" if is_dutch else digits


def counted(number: int, one: str, many: str) -> str:
    """'1 gesprek', '3 gesprekken', '1.204 fragmenten'."""
    return f"{whole(number)} {plural_gettext(one, many, number)}"


def counted_or_none(number: int, one: str, many: str) -> str:
    """As `counted`, within a sentence: 'geen opmerkingen'."""
    return counted(number, one, many) if number else _("geen %(things)s", things=plural_gettext(one, many, 0))


def enumerated(parts: Iterable[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    *first, last = list(parts) or [""]
    return _("%(first)s en %(last)s", first=", ".join(first), last=last) if first else last


def either(parts: Iterable[str]) -> str:
    """'a', 'a of b', 'a, b of c'."""
    *first, last = list(parts) or [""]
    return _("%(first)s of %(last)s", first=", ".join(first), last=last) if first else last


def _local(day: date) -> date:
    return day.astimezone(AMSTERDAM) if isinstance(day, datetime) else day


def _locale() -> Locale:
    """Of who reads; Dutch where nobody does, as in a job."""
    return get_locale() or _SOURCE_LANGUAGE

"""The sentences around figures: every number in them is computed, and none is said where there are too few answers."""

from datetime import date

from feedback.counts.months import ROLLING
from feedback.measurements.models import Way
from feedback.scores.chance import FEWEST, FEWEST_COMPARED
from feedback.scores.comparing import FEWEST_AVERAGED, Grade, Verdict
from feedback.scores.figures import Cards
from feedback.scores.published import WITHIN
from foundation.dutch import _, counted, decimal, month, month_and_year, ngettext, number_word, whole

__all__ = ["month_and_year", "whole"]


def shown_grade(tenths: int) -> str:
    """'7,9'."""
    return decimal(tenths / 10)


def margin(grade: Grade) -> str:
    """'7,1 – 8,3'."""
    return f"{shown_grade(grade.low)} – {shown_grade(grade.high)}"


def between(grade: Grade) -> str:
    """'tussen 7,1 en 8,3'."""
    return _("tussen %(low)s en %(high)s", low=shown_grade(grade.low), high=shown_grade(grade.high))


def period(first: date, last: date) -> str:
    """'van mei tot en met oktober 2026', 'in oktober 2026'."""
    if first == last:
        return _("in %(month)s", month=month_and_year(last))
    begin = month(first) if first.year == last.year else month_and_year(first)
    return _("van %(first)s tot en met %(last)s", first=begin, last=month_and_year(last))


def in_how_long() -> str:
    """'in zes maanden', beside what is counted in them."""
    return _("in %(number)s maanden", number=number_word(ROLLING))


def still_needed(graded: int) -> str:
    """'Nog 3 antwoorden nodig', for who works on it."""
    return ngettext("Nog %(num)s cijfer nodig", "Nog %(num)s cijfers nodig", max(FEWEST - graded, 1))


def from_how_many() -> str:
    """'Vanaf tien antwoorden staat hier een cijfer.'"""
    return _("Vanaf %(number)s antwoorden staat hier een cijfer.", number=number_word(FEWEST))


def public_from() -> str:
    """For who works on it: from when on everybody sees a grade."""
    return _("Vanaf %(number)s antwoorden ziet iedereen hoe hoog het cijfer is.", number=number_word(FEWEST))


def range_first() -> str:
    """What stands there while a grade would look surer than it is."""
    return _("Bij minder dan %(number)s antwoorden staat er alleen waar het cijfer ligt.", number=FEWEST_COMPARED)


def verdict_for_public(grade: Grade, verdict: Verdict) -> str:
    """'Hoger dan gemiddeld'; '' where there is nothing to lay it beside."""
    if not grade.is_exact:
        return range_first()
    return {
        Verdict.HIGHER: _("Hoger dan gemiddeld"),
        Verdict.LOWER: _("Lager dan gemiddeld"),
        Verdict.AROUND: _("Rond het gemiddelde"),
    }.get(verdict, "")


def when_it_changes() -> str:
    """Why a public page stands still."""
    return _(
        "Een openbaar cijfer verandert alleen als er %(number)s of meer nieuwe antwoorden zijn. Of als een groep van"
        " %(number)s of meer antwoorden ouder is dan %(months)s maanden. Zo ziet niemand aan een verschil wat één mens"
        " antwoordde.",
        number=number_word(FEWEST),
        months=number_word(WITHIN),
    )


def when_compared() -> str:
    return _(
        "Een gemiddelde van alle aanbieders staat er vanaf %(number)s aanbieders met een cijfer.",
        number=number_word(FEWEST_AVERAGED),
    )


def people(number: int) -> str:
    """'43 mensen'."""
    return counted(number, "mens", "mensen")


def response(cards: Cards) -> str:
    """'van de 88 kaartjes, 52%', for who works on it; there are cards."""
    return _("van de %(made)s kaartjes, %(percent)s%%", made=whole(cards.made), percent=cards.percent)


def silent(cards: Cards) -> str:
    """Who did not answer, in words: '' when nobody could."""
    if cards.made <= cards.used:
        return ""
    return ngettext(
        "%(num)s kaartje is niet gebruikt. Wie niet antwoordde, denkt er misschien anders over.",
        "%(num)s kaartjes zijn niet gebruikt. Wie niet antwoordde, denkt er misschien anders over.",
        cards.made - cards.used,
    )


def asked_by(way: Way) -> str:
    """How people were asked, for the public."""
    return {
        Way.CARDS: _("Zij krijgen een kaartje met een code. Wij weten niet wie welk kaartje kreeg."),
        Way.INVITED: _("Zij krijgen een brief of e-mail met een code."),
    }[way]

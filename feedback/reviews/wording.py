"""The sentences around reviews: every number in them is counted."""

from feedback.reviews.models import Refusal
from feedback.reviews.published import ReviewCount
from foundation.dutch import _, enumerated, month_and_year, ngettext

__all__ = ["month_and_year"]


def not_placed(counts: ReviewCount) -> str:
    """'3 van de 128 reviews staan er niet bij: bij één bleef iemand te herkennen, …. Hun cijfers tellen wel mee.'"""
    if not counts.not_there:
        return _("Alle reviews die iedereen mag lezen en die zijn nagekeken, staan erbij.")
    return ngettext(
        "%(num)s van de %(all)s reviews staat er niet bij: %(why)s. Het cijfer telt wel mee.",
        "%(num)s van de %(all)s reviews staan er niet bij: %(why)s. Hun cijfers tellen wel mee.",
        counts.not_there,
        all=counts.all,
        why=enumerated(_reasons(counts)),
    )


def read_all(placed: int) -> str:
    """On the way to all of them."""
    return ngettext("Lees de review", "Lees alle %(num)s reviews", placed)


def _reasons(counts: ReviewCount) -> list[str]:
    found = [_because(one, counts.refused[one]) for one in Refusal if counts.refused.get(one)]
    if counts.withdrawn:
        found.append(
            ngettext("%(num)s haalde de schrijver zelf weg", "%(num)s haalden de schrijvers zelf weg", counts.withdrawn)
        )
    return found


def _because(refusal: Refusal, number: int) -> str:
    sentences = {
        Refusal.RECOGNISABLE: lambda: _("bij %(n)s bleef iemand te herkennen", n=number),
        Refusal.THREAT: lambda: ngettext(
            "%(num)s bevatte een bedreiging of scheldwoord", "%(num)s bevatten een bedreiging of scheldwoord", number
        ),
        Refusal.ELSEWHERE: lambda: ngettext(
            "%(num)s ging over een andere organisatie", "%(num)s gingen over een andere organisatie", number
        ),
        Refusal.NO_PERMISSION: lambda: _("bij %(n)s trok de schrijver de toestemming in", n=number),
        Refusal.DOUBLE: lambda: ngettext("%(num)s stond er dubbel", "%(num)s stonden er dubbel", number),
    }
    return sentences[refusal]()

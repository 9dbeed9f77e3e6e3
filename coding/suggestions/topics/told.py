"""What is said once passages have a code, and which interviews are not done any more: on the page nobody sees that."""

from collections.abc import Sequence

from coding.suggestions.topics.taking import MadeCode
from foundation.dutch import _, counted, enumerated, ngettext
from interviews.models import Interview


def told_of(made: MadeCode) -> str:
    return " ".join(filter(None, (_of_code(made), _of_open_again(made), _of_left_out(made))))


def _of_code(made: MadeCode) -> str:
    if not made.segments:
        return _("De code ‘%(name)s’ staat in het codeboek.", name=made.code.name)
    segments = counted(made.segments, "fragment", "fragmenten")
    return _("De code ‘%(name)s’ staat in het codeboek, bij %(segments)s.", name=made.code.name, segments=segments)


def _of_open_again(made: MadeCode) -> str:
    again = made.taken.open_again
    if not again:
        return ""
    return ngettext(
        "%(titles)s was klaar en staat weer open.",
        "%(titles)s waren klaar en staan weer open.",
        len(again),
        titles=_titles(again),
    )


def _of_left_out(made: MadeCode) -> str:
    left = made.taken.left_in
    if not left:
        return ""
    return ngettext(
        "%(titles)s is klaar en bleef zoals het was: %(passages)s daarin kreeg de code niet.",
        "%(titles)s zijn klaar en bleven zoals ze waren: %(passages)s daarin kregen de code niet.",
        len(left),
        titles=_titles(left),
        passages=counted(made.taken.left_out, "aangevinkt stukje", "aangevinkte stukjes"),
    )


def _titles(interviews: Sequence[Interview]) -> str:
    return enumerated([one.title for one in interviews])

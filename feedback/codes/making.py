"""Making cards: codes that are printed once, and then known by those who hold a card alone."""

from datetime import date

from sqlmodel import Session

from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from feedback.codes.signs import new_code
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.models import Measured, Measurement
from foundation.clock import today
from foundation.database.many import add_many
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line

ON_A_SHEET = 8
MOST_SHEETS = 25
"""In one go: of 200 cards the file takes some three seconds."""
LONGEST_DAYS = 370
LONGEST_PLACE = 80


class CardsUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("De kaartjes zijn nog niet gemaakt: kijk wat er bij de velden staat."))


def make_cards(
    session: Session,
    keys: CodeKeys,
    measurement: Measurement,
    measured: Measured | None,
    *,
    sheets: int | None,
    valid_until: date | None,
    handed_out_by: str = "",
) -> tuple[CodeBatch, list[str]]:
    """Codes for so many sheets, to be printed now: nothing shows them again. `measured`: None while nobody was chosen.

    Raises CardsUnclear, NotAgreedYet.
    """
    if not measurement.is_running:
        raise NotAgreedYet
    place = one_line(handed_out_by)
    measured, sheets, valid_until = _checked(measured, sheets, valid_until, place)
    codes = [new_code() for _card in range(sheets * ON_A_SHEET)]
    batch = CodeBatch(
        measured_id=measured.id, cards=len(codes), handed_out_by=place, made_on=today(), valid_until=valid_until
    )
    session.add(batch)
    session.flush()
    # In the order of their digests: that of the sheets would tell which cards were handed out together.
    digests = sorted(keys.digest(code) for code in codes)
    add_many(session, EntryCode, ({"batch_id": batch.id, "digest": one, "is_spent": False} for one in digests))
    return batch, codes


def _checked(
    measured: Measured | None, sheets: int | None, valid_until: date | None, place: str
) -> tuple[Measured, int, date]:
    errors = {}
    if measured is None or measured.left_on is not None:
        errors["measured"] = _("Kies over welke aanbieder deze kaartjes gaan.")
    if sheets is None or not 1 <= sheets <= MOST_SHEETS:
        errors["sheets"] = _(
            "Kies 1 tot %(most)s vellen. Op elk vel staan 8 kaartjes. Heb je er meer nodig? Maak ze in een paar keer.",
            most=MOST_SHEETS,
        )
    if valid_until is None or not 0 < (valid_until - today()).days <= LONGEST_DAYS:
        errors["valid_until"] = _("Kies een dag na vandaag, en binnen een jaar.")
    if len(place) > LONGEST_PLACE:
        errors["handed_out_by"] = _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=LONGEST_PLACE)
    if errors or measured is None or sheets is None or valid_until is None:
        raise CardsUnclear(errors)
    return measured, sheets, valid_until

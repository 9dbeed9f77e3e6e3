"""What the page tells that stands in a frame on somebody else's website."""

from dataclasses import dataclass

from sqlmodel import Session

from feedback.measurements.lookup import MeasurementUnknown
from feedback.measurements.models import Measurement
from feedback.reviews.published import PublicReview, count_reviews, public_reviews
from feedback.scores.for_everybody import PublicFigures, PublicRow, public_figures
from foundation.clock import today


class ProviderNotShown(MeasurementUnknown):
    """Nothing of this provider is public here."""


@dataclass(frozen=True)
class Widget:
    """`row`: of whom it tells; None: of all together. `newest`: placed last, whatever its grade."""

    figures: PublicFigures
    row: PublicRow | None
    newest: PublicReview | None
    reviews: int

    @property
    def is_about_provider(self) -> bool:
        return bool(self.row and self.row.provider_id)


def widget_of(session: Session, measurement: Measurement, provider_id: int | None) -> Widget:
    """Raises ProviderNotShown."""
    figures = public_figures(session, measurement, today())
    row = figures.rows[0] if len(figures.rows) == 1 else None
    if provider_id is not None:
        row = next((one for one in figures.rows if one.provider_id == provider_id), None)
        if row is None:
            raise ProviderNotShown
    newest = public_reviews(session, measurement, most=1, of_provider=provider_id)
    return Widget(figures, row, newest[0] if newest else None, count_reviews(session, measurement.id).placed)

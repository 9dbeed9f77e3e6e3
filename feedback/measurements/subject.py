"""What a grade is given to, in words: 'het spreekuur', or of a provider 'de hulp in huis van Zilverlinde'."""

from feedback.measurements.models import Measurement, Provider
from foundation.dutch import _


def subject_of(measurement: Measurement, provider: Provider | None) -> str:
    """As it stands on a card."""
    if provider is None:
        return measurement.subject
    return _("%(subject)s van %(provider)s", subject=measurement.subject, provider=provider.name)

"""A service that doesn't answer as agreed: in the log it stands why, and people are told that other ways still work."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from foundation.outbound.trouble import LineTrouble
from studies.accounts.by_provider.metadata import IssuerDiffers, ServiceUnfit
from studies.accounts.by_provider.refusals import ProviderAway
from studies.models import Organisation

log = logging.getLogger(__name__)


@contextmanager
def away_when_troubled(organisation: Organisation) -> Iterator[None]:
    """Raises ProviderAway."""
    try:
        yield
    except (LineTrouble, IssuerDiffers, ServiceUnfit) as error:
        log.warning("sign-in service of organisation %s: %s", organisation.id, type(error).__name__)
        raise ProviderAway(organisation.name) from error

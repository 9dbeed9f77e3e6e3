"""What is known of sign-in services, kept for an hour in this process; keys are asked anew when one is unknown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from foundation.clock import now
from foundation.outbound.line import Line, Reached
from studies.accounts.by_provider.metadata import Metadata, read_metadata
from studies.accounts.by_provider.signing_keys import read_keys

if TYPE_CHECKING:
    from joserfc.jwk import Key

KEPT_FOR = timedelta(hours=1)
Kept = TypeVar("Kept")


@dataclass
class KnownProviders:
    """`reached`: which hosts may be asked."""

    reached: Reached
    _metadata: dict[str, tuple[datetime, Metadata]] = field(default_factory=dict)
    _keys: dict[str, tuple[datetime, list["Key"]]] = field(default_factory=dict)

    def line_to(self, issuer: str) -> Line:
        """Raises AddressUnfit."""
        return Line(issuer, self.reached)

    def metadata(self, issuer: str, *, anew: bool = False) -> Metadata:
        """Raises LineTrouble, IssuerDiffers, ServiceUnfit."""
        return _kept(self._metadata, issuer, lambda: read_metadata(self.line_to(issuer), issuer), anew=anew)

    def keys(self, metadata: Metadata, *, anew: bool = False) -> list["Key"]:
        """Raises LineTrouble, ServiceUnfit."""
        line = self.line_to(metadata.issuer)
        return _kept(self._keys, metadata.jwks_uri, lambda: read_keys(line, metadata.jwks_uri), anew=anew)


def _kept(known: dict[str, tuple[datetime, Kept]], name: str, ask: Callable[[], Kept], *, anew: bool) -> Kept:
    since, value = known.get(name, (None, None))
    if since is not None and value is not None and not anew and now() - since < KEPT_FOR:
        return value
    asked = ask()
    known[name] = (now(), asked)
    return asked

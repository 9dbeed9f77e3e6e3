"""Trying a sign-in service out, as somebody fills it in: what is wrong is said in words that help.

A code that nobody gave is sent along with our name and secret. Most services look at those first, and then say that the
code is wrong; some say so first, and the secret shows itself wrong at the first sign-in.
"""

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import new_token
from studies.accounts.by_provider.asking import CodeRefused, exchanged
from studies.accounts.by_provider.known import KnownProviders
from studies.accounts.by_provider.metadata import Metadata
from studies.accounts.by_provider.visits import VisitWords


class SecretRefused(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "De aanmelddienst kent deze client-id niet, of het geheim hoort er niet bij. Maak daar zo nodig een "
                "nieuw geheim en vul dat hier in."
            )
        )


class SecretUnclear(ResearcherError):
    """It is there, and does not say whether it knows us."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "De aanmelddienst antwoordt, maar niet zoals verwacht. Kijk daar of deze client ‘authorization code’ "
                "mag gebruiken en of het terugkeeradres klopt."
            )
        )


def try_out(known: KnownProviders, issuer: str, client: tuple[str, str], callback: str) -> Metadata:
    """`client`: its name and secret. Raises LineTrouble, IssuerDiffers, ServiceUnfit, SecretRefused, SecretUnclear."""
    metadata = known.metadata(issuer, anew=True)
    known.keys(metadata, anew=True)
    try:
        exchanged(known.line_to(metadata.issuer), metadata, client, callback, new_token(), VisitWords(new_token()))
    except CodeRefused as refused:
        if refused.error in ("invalid_client", "unauthorized_client"):
            raise SecretRefused from None
        if refused.error not in ("invalid_grant", "invalid_request"):
            raise SecretUnclear from None
    return metadata

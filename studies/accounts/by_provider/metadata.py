"""What a sign-in service says of itself (OpenID Connect Discovery 1.0), read and judged."""

from dataclasses import dataclass
from typing import Any

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.outbound.line import Line
from foundation.outbound.trouble import AnswerUnfit

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures whose key is secret to the service alone: never 'none', and none that our own secret makes (HS256)."""
WELL_KNOWN = "/.well-known/openid-configuration"


class IssuerDiffers(ResearcherError):
    def __init__(self, said: str) -> None:
        super().__init__(
            _(
                "De aanmelddienst noemt zichzelf ‘%(said)s’. Vul precies dat adres in, als dat de dienst van je "
                "organisatie is.",
                said=said,
            )
        )


class ServiceUnfit(ResearcherError):
    def __init__(self, lacks: str) -> None:
        super().__init__(_("Deze aanmelddienst past niet: ‘%(lacks)s’ ontbreekt of klopt niet.", lacks=lacks))


@dataclass(frozen=True)
class Metadata:
    """Where to go and what to expect. All addresses are of the issuer's own origin."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    """'' where there is none."""
    algorithms: tuple[str, ...]
    says_who_answers: bool
    """Whether an answer must name the issuer (RFC 9207)."""
    takes_secret_in_form: bool


def issuer_of(written: str) -> str:
    """What somebody typed or copied: the issuer, or the address of what it says of itself."""
    return written.strip().removesuffix(WELL_KNOWN)


def read_metadata(line: Line, issuer: str) -> Metadata:
    """Raises LineTrouble, IssuerDiffers, ServiceUnfit."""
    answer = line.get(issuer.rstrip("/") + WELL_KNOWN)
    if answer.status != 200:
        raise AnswerUnfit(line.host)
    said = answer.content()
    named = said.get("issuer")
    if not isinstance(named, str) or named.rstrip("/") != issuer.rstrip("/"):
        raise IssuerDiffers(str(named)[:200])
    auth_methods = _words(said, "token_endpoint_auth_methods_supported")
    return Metadata(
        named,
        _address(line, said, "authorization_endpoint"),
        _address(line, said, "token_endpoint"),
        _address(line, said, "jwks_uri"),
        _address(line, said, "end_session_endpoint") if said.get("end_session_endpoint") else "",
        _algorithms(said),
        said.get("authorization_response_iss_parameter_supported") is True,
        "client_secret_post" in auth_methods,
    )


def _address(line: Line, said: dict[str, Any], name: str) -> str:
    address = said.get(name)
    if not isinstance(address, str):
        raise ServiceUnfit(name)
    line.check(address)
    return address


def _algorithms(said: dict[str, Any]) -> tuple[str, ...]:
    offered = _words(said, "id_token_signing_alg_values_supported") or ["RS256"]
    usable = tuple(one for one in ALGORITHMS if one in offered)
    if not usable:
        raise ServiceUnfit("id_token_signing_alg_values_supported")
    if "code" not in (_words(said, "response_types_supported") or ["code"]):
        raise ServiceUnfit("response_types_supported")
    return usable


def _words(said: dict[str, Any], name: str) -> list[str]:
    words = said.get(name)
    return [one for one in words if isinstance(one, str)] if isinstance(words, list) else []

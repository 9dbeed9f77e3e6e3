"""What a service signed, checked before any of it is believed (OpenID Connect Core 1.0, 3.1.3.7).

Authlib checks what a claim is; that all are there, answer our own question, and by whom they are signed, is said here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from foundation.clock import now
from studies.accounts.by_provider.refusals import AnswerRefused
from studies.accounts.by_provider.signing_keys import keys_named

if TYPE_CHECKING:
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import Key

CLOCKS_DIFFER = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)
"""Since it was signed, whatever it says of itself."""
_LONGEST_SUBJECT = 255
KeysOf = Callable[[bool], "list[Key]"]
"""The keys of the service; True: asked anew."""


@dataclass(frozen=True)
class Asked:
    """Who was asked, by whom, with what word."""

    issuer: str
    client_id: str
    nonce: str
    algorithms: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """Who somebody is there."""

    subject: str
    name: str
    email: str
    """'' unless the service says that it is theirs."""
    words: frozenset[str]
    """By which it says how they showed it: `amr` and `acr`."""
    at: datetime | None
    """When they showed it; None: it does not say."""


def check_answer(said: str | None, issuer: str, *, must_say: bool) -> None:
    """That an answer comes from who was asked (RFC 9207), as it names itself. Raises AnswerRefused."""
    if said is None and must_say:
        raise AnswerRefused("iss of answer missing")
    if said is not None and said != issuer:
        raise AnswerRefused("iss of answer")


def shown(token: dict[str, Any], keys: KeysOf, asked: Asked) -> Shown:
    """`token`: what the token endpoint gave. Raises AnswerRefused, and as `keys` does."""
    from joserfc.errors import JoseError

    signed = token.get("id_token")
    if not isinstance(signed, str):
        raise AnswerRefused("no id_token")
    try:
        read = _verified(signed, keys, asked.algorithms)
        claims = _claims(read, token.get("access_token"), asked)
    except JoseError as error:
        raise AnswerRefused(f"{error.error} {getattr(error, 'claim', '') or ''}".strip()) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise AnswerRefused("malformed") from error
    _check(claims, asked)
    return _read(claims)


def _verified(signed: str, keys: KeysOf, algorithms: tuple[str, ...]) -> "jwt.Token":
    from joserfc import jws, jwt

    header = jws.extract_compact(signed.encode()).headers()
    if header.get("alg") not in algorithms:
        raise AnswerRefused(f"alg {str(header.get('alg'))[:10]}")
    named = keys_named(keys(False), header.get("kid")) or keys_named(keys(True), header.get("kid"))
    if not named:
        raise AnswerRefused("kid")
    return jwt.decode(signed, named[0], algorithms=list(algorithms))


def _claims(read: "jwt.Token", access_token: object, asked: Asked) -> "CodeIDToken":
    from authlib.oidc.core import CodeIDToken

    wanted = {"iss": {"essential": True, "value": asked.issuer}, "aud": {"essential": True, "value": asked.client_id}}
    params = {"nonce": asked.nonce, "client_id": asked.client_id, "access_token": access_token}
    claims = CodeIDToken(read.claims, read.header, wanted, params)
    claims.validate(int(now().timestamp()), int(CLOCKS_DIFFER.total_seconds()))
    return claims


def _check(claims: "CodeIDToken", asked: Asked) -> None:
    """What Authlib passes over: others who may read along, a subject that is none, and what was signed long ago."""
    audience, subject = claims["aud"], claims["sub"]
    if audience not in (asked.client_id, [asked.client_id]):
        raise AnswerRefused("aud")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isprintable():
        raise AnswerRefused("sub")
    if claims["nonce"] != asked.nonce:
        raise AnswerRefused("nonce")
    if now() - _moment(claims["iat"]) > OLDEST:
        raise AnswerRefused("iat")


def _read(claims: "CodeIDToken") -> Shown:
    name, email, acr, amr = (claims.get(one) for one in ("name", "email", "acr", "amr"))
    words = [*(amr or []), acr]
    moment = claims.get("auth_time")
    return Shown(
        claims["sub"],
        name if isinstance(name, str) else "",
        email if isinstance(email, str) and claims.get("email_verified") is True else "",
        frozenset(one for one in words if isinstance(one, str) and one),
        _moment(moment) if isinstance(moment, int | float) and not isinstance(moment, bool) else None,
    )


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise AnswerRefused("time") from None

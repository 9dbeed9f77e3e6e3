"""The keys with which a service signs, as it publishes them (RFC 7517)."""

import warnings
from typing import TYPE_CHECKING, Any

from foundation.outbound.line import Line
from foundation.outbound.trouble import AnswerUnfit
from studies.accounts.by_provider.metadata import ServiceUnfit

if TYPE_CHECKING:
    from joserfc.jwk import Key

_MOST = 50
_SHORTEST_RSA = 2048


def read_keys(line: Line, jwks_uri: str) -> list["Key"]:
    """Those that can check a signature; what else is there is passed over. Raises LineTrouble, ServiceUnfit."""
    answer = line.get(jwks_uri)
    if answer.status != 200:
        raise AnswerUnfit(line.host)
    listed = answer.content().get("keys")
    found = [_key(one) for one in listed[:_MOST]] if isinstance(listed, list) else []
    keys = [one for one in found if one is not None]
    if not keys:
        raise ServiceUnfit("jwks_uri")
    return keys


def keys_named(keys: list["Key"], kid: object) -> list["Key"]:
    """The one of this name. A signature that names none was made with the only one there is."""
    if kid is None:
        return keys if len(keys) == 1 else []
    return [one for one in keys if one.kid == kid][:1]


def _key(said: Any) -> "Key | None":
    """None: of a kind that is not used, or that says it is for something else."""
    from joserfc.errors import JoseError, SecurityWarning
    from joserfc.jwk import ECKey, RSAKey, import_key

    if not isinstance(said, dict) or said.get("kty") not in ("RSA", "EC") or said.get("use", "sig") != "sig":
        return None
    public = {name: value for name, value in said.items() if name in _PUBLIC}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SecurityWarning)
            key = import_key(public)
            is_long = not isinstance(key, RSAKey) or key.public_key.key_size >= _SHORTEST_RSA
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if is_long and isinstance(key, RSAKey | ECKey) else None


_PUBLIC = {"kty", "kid", "alg", "use", "n", "e", "crv", "x", "y"}

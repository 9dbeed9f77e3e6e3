"""A sign-in service of its own in a thread, over real HTTP (OpenID Connect), that can be told to misbehave.

It keeps to the rules by itself: codes work once, for one client, one address and one verifier.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from foundation.clock import now
from foundation.secrets.tokens import new_token
from webapp.serving import served

CLIENT, SECRET = "verhaallijn", "een geheim van 32 tekens of meer!"
LEFT_OUT = object()
"""As a claim: it is not there."""


@cache
def key_named(kid: str) -> RSAKey:
    """The same all day: making one takes a while."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


@dataclass
class Somebody:
    """Who is signed in there."""

    sub: str = "anna-0001"
    name: str = "Anna Aalders"
    email: str = "anna@voorbeeld.nl"
    email_verified: Any = True
    amr: list[str] = field(default_factory=lambda: ["pwd"])


@dataclass
class LocalProvider:
    """What it says and does; each may be changed by a test."""

    issuer: str = ""
    somebody: Somebody = field(default_factory=Somebody)
    shown_ago: timedelta = timedelta()
    """Since when whoever is signed in showed who they are, unless they are asked anew."""
    ahead: timedelta = timedelta()
    """What a test pretends, its threads do not: how far on it is there."""
    asks: bool = False
    """Whether it shows a page before it lets somebody through."""
    claims: dict[str, Any] = field(default_factory=dict)
    """Said in place of what is so."""
    alg: str = "RS256"
    kid: str = "een"
    published: list[str] = field(default_factory=lambda: ["een"])
    metadata: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    """Beside code and state, on the way back."""
    token: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    denies: bool = False
    is_broken: bool = False
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The pages that were asked for, in order."""

    def now(self) -> datetime:
        return now() + self.ahead

    def signed(self, claims: dict[str, Any]) -> str:
        if self.sign:
            return self.sign(claims)
        return jwt.encode({"alg": self.alg, "kid": self.kid}, claims, key_named(self.kid), algorithms=[self.alg])

    def claims_of(self, code: dict[str, Any]) -> dict[str, Any]:
        moment, who = int(self.now().timestamp()), code["somebody"]
        said = {
            "iss": self.issuer,
            "sub": who.sub,
            "aud": CLIENT,
            "iat": moment,
            "exp": moment + 300,
            "nonce": code["nonce"],
            "auth_time": int(code["shown_at"].timestamp()),
            "name": who.name,
            "email": who.email,
            "email_verified": who.email_verified,
            "amr": who.amr,
            **self.claims,
        }
        return {name: value for name, value in said.items() if value is not LEFT_OUT}

    def new_code(self, asked: dict[str, str]) -> str:
        code = new_token()
        shown_at = self.now() - (timedelta() if asked.get("prompt") == "login" else self.shown_ago)
        self.codes[code] = {**asked, "somebody": self.somebody, "shown_at": shown_at}
        return code


def unsigned(claims: dict[str, Any]) -> str:
    """alg 'none', as the standard has it: no signature."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in parts) + "."


def signed_with_secret(claims: dict[str, Any]) -> str:
    """HS256 under the secret that both know."""
    return jwt.encode({"alg": "HS256", "kid": "een"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def signed_with_public_key(claims: dict[str, Any]) -> str:
    """HS256 under what everybody can read: the public key as a secret."""
    public = key_named("een").as_pem(private=False)
    header, body = ({"alg": "HS256", "kid": "een"}, claims)
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (header, body)]
    import hmac

    signature = hmac.new(public, b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def signed_by_another(claims: dict[str, Any]) -> str:
    """Under the right name, with a key of somebody else."""
    return jwt.encode({"alg": "RS256", "kid": "een"}, claims, key_named("vreemd"))


@contextmanager
def local_provider() -> Iterator[LocalProvider]:
    provider = LocalProvider()
    app = Flask("provider")
    _routes(app, provider)
    with served(app) as base:
        provider.issuer = base
        yield provider


def _routes(app: Flask, provider: LocalProvider) -> None:
    @app.before_request
    def note() -> ResponseReturnValue | None:
        provider.asked.append(request.path)
        return ("kapot", 500) if provider.is_broken else None

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        base = request.host_url.rstrip("/")
        said = {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            "end_session_endpoint": f"{base}/leave",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": True,
            **provider.metadata,
        }
        return jsonify({name: value for name, value in said.items() if value is not LEFT_OUT})

    @app.get("/keys")
    def keys() -> Response:
        public = [key_named(kid).as_dict(private=False) for kid in provider.published]
        return jsonify(keys=[{"kty": "oct", "k": "AAAA", "kid": "dwars"}, *public, {"kty": "nieuw"}])

    @app.get("/authorize")
    def authorize() -> ResponseReturnValue:
        if provider.asks:
            fields = "".join(f'<input type="hidden" name="{n}" value="{v}">' for n, v in request.args.items())
            return (
                '<!doctype html><html lang="nl"><title>Aanmelddienst</title><link rel="icon" href="data:,">'
                f'<h1>Aanmelddienst</h1><form method="post">{fields}<button>Aanmelden</button></form>'
            )
        return _back(dict(request.args))

    @app.post("/authorize")
    def authorized() -> ResponseReturnValue:
        return _back(dict(request.form))

    def _back(asked: dict[str, str]) -> ResponseReturnValue:
        said = {"error": "access_denied"} if provider.denies else {"code": provider.new_code(asked)}
        said |= {"state": asked["state"], "iss": provider.issuer, **provider.answer}
        kept = {name: value for name, value in said.items() if value is not LEFT_OUT}
        return redirect(f"{asked['redirect_uri']}?{urlencode(kept)}")

    @app.post("/token")
    def token() -> ResponseReturnValue:
        told = request.authorization
        client = (told.username, told.password) if told else (request.form["client_id"], request.form["client_secret"])
        if client != (CLIENT, SECRET):
            return jsonify(error="invalid_client"), 401
        code = provider.codes.pop(request.form["code"], None)
        digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if code is None or code["redirect_uri"] != request.form["redirect_uri"]:
            return jsonify(error="invalid_grant"), 400
        if code.get("code_challenge_method") != "S256" or code.get("code_challenge") != challenge:
            return jsonify(error="invalid_grant"), 400
        said = {"access_token": "x", "token_type": "Bearer", "id_token": provider.signed(provider.claims_of(code))}
        return jsonify({name: value for name, value in {**said, **provider.token}.items() if value is not LEFT_OUT})

    @app.get("/leave")
    def leave() -> ResponseReturnValue:
        return redirect(request.args["post_logout_redirect_uri"])

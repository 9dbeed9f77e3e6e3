"""The two questions of the code flow: where somebody is sent, and what their code is worth. Authlib writes them.

It is loaded when somebody is sent there: most processes start without that.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from foundation.outbound.line import Line
from studies.accounts.by_provider.metadata import Metadata
from studies.accounts.by_provider.refusals import AnswerRefused
from studies.accounts.by_provider.visits import VisitWords

_SCOPE = "openid email profile"


class CodeRefused(AnswerRefused):
    """`error`: the word of RFC 6749, 5.2, such as 'invalid_grant'."""

    def __init__(self, error: str) -> None:
        super().__init__(f"token endpoint {error[:40]}")
        self.error = error


def address_to_ask(metadata: Metadata, client_id: str, callback: str, words: VisitWords, *, anew: bool = False) -> str:
    """Where a browser goes. `anew`: who is signed in there shows again who they are."""
    from authlib.oauth2.client import OAuth2Client

    wanted = {"prompt": "login", "max_age": "0"} if anew else {}
    client = OAuth2Client(None, client_id=client_id, redirect_uri=callback, scope=_SCOPE, code_challenge_method="S256")
    address, _state = client.create_authorization_url(
        metadata.authorization_endpoint, words.state, words.verifier, nonce=words.nonce, **wanted
    )
    return str(address)


def address_to_leave(metadata: Metadata, client_id: str, back: str) -> str:
    """Where a browser signs out there too, and comes back from; '' where the service offers none."""
    from authlib.common.urls import add_params_to_uri

    wanted = [("client_id", client_id), ("post_logout_redirect_uri", back)]
    return str(add_params_to_uri(metadata.end_session_endpoint, wanted)) if metadata.end_session_endpoint else ""


def exchanged(
    line: Line, metadata: Metadata, client: tuple[str, str], callback: str, code: str, words: VisitWords
) -> dict[str, Any]:
    """What came for a code. `client`: its name and secret. Raises LineTrouble, CodeRefused."""
    from authlib.oauth2.base import OAuth2Error
    from authlib.oauth2.client import OAuth2Client

    way = "client_secret_post" if metadata.takes_secret_in_form else "client_secret_basic"
    asking = OAuth2Client(_OnLine(line), *client, token_endpoint_auth_method=way, redirect_uri=callback)
    try:
        return dict(
            asking.fetch_token(
                metadata.token_endpoint, grant_type="authorization_code", code=code, code_verifier=words.verifier
            )
        )
    except OAuth2Error as error:
        raise CodeRefused(str(error.error)) from error
    except ValueError as error:
        raise CodeRefused("") from error


class _OnLine:
    """What Authlib wants of a session: it may ask this one host, as our line does."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> "_Response":
        address, signed, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        answer = self._line.post(address, body, signed)
        return _Response(answer.status, answer.content())


class _Response:
    def __init__(self, status: int, content: dict[str, Any]) -> None:
        self.status_code, self._content = status, content

    def json(self) -> dict[str, Any]:
        return self._content

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise ValueError(self.status_code)

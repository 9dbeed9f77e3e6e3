"""Chromium's virtual authenticator: a device that keeps passkeys, and looks at a finger when it is told to."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

_LIKE_A_LAPTOP = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Device:
    """One authenticator of the browser of a page."""

    cdp: CDPSession
    number: str

    def credentials(self) -> list[dict[str, Any]]:
        return self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.number})["credentials"]

    def take(self, credential: dict[str, Any]) -> None:
        """It has this key as well from now on."""
        self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.number, "credential": credential})

    def go(self) -> None:
        self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.number})


def connect(page: Page) -> CDPSession:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    return cdp


def add_device(cdp: CDPSession, **otherwise: Any) -> Device:
    answer = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {**_LIKE_A_LAPTOP, **otherwise}})
    return Device(cdp, answer["authenticatorId"])

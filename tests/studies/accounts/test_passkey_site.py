"""For which addresses a browser gives passkeys."""

import pytest

from studies.accounts.passkeys.site import PasskeySite, passkey_site


@pytest.mark.parametrize(
    ("public_url", "site"),
    [
        (
            "https://verhalen.lindermeer.example",
            PasskeySite("verhalen.lindermeer.example", "https://verhalen.lindermeer.example"),
        ),
        (
            "https://Verhalen.Lindermeer.example:8443/pad",
            PasskeySite("verhalen.lindermeer.example", "https://verhalen.lindermeer.example:8443"),
        ),
        ("http://localhost:8000", PasskeySite("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", None),
        ("https://[2001:db8::1]/", None),
        ("http://verhalen.lindermeer.example", None),
        ("", None),
    ],
)
def test_passkeys_hang_on_the_name_of_the_site(public_url: str, site: PasskeySite | None) -> None:
    assert passkey_site(public_url) == site

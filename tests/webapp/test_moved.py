"""Who kept an address of before comes to the same page, with what they had chosen on it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from studies.models import Study

THERE = "/onderzoeken/jeugdhulp/coderen"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("themas", "onderwerpen"),
        ("overzicht/", "thema-overzicht/"),
        ("overzicht/?rol=ouder&thema=toegankelijkheid", "thema-overzicht/?rol=ouder&thema=toegankelijkheid"),
        ("overzicht/cijfers.csv?rol=ouder", "thema-overzicht/cijfers.csv?rol=ouder"),
        ("overzicht/fragmenten?zoek=wachten%20op", "thema-overzicht/fragmenten?zoek=wachten%20op"),
    ],
)
def test_an_address_of_before_leads_to_the_page(client: FlaskClient, study: Study, before: str, now: str) -> None:
    answer = client.get(f"{THERE}/{before}")
    assert (answer.status_code, answer.location) == (301, f"{THERE}/{now}")
    assert client.get(answer.location).status_code == 200


def test_a_stranger_is_led_to_the_sign_in(app: Flask) -> None:
    assert (app.test_client().get(f"{THERE}/themas").location or "").startswith("/aanmelden")

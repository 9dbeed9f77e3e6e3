"""Help inside the product."""

import re

import pytest
from flask.testing import FlaskClient

from webapp.application import ROOT


@pytest.mark.parametrize("address", ["/hulp/", "/hulp/woorden", "/hulp/waarom-meten"])
def test_every_page_of_the_guide_opens_and_its_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    for link in re.findall(r'href="(/hulp/[^"]*)"', page.text):
        path, _, anchor = link.partition("#")
        target = client.get(path).text
        assert not anchor or f'id="{anchor}"' in target, link


def test_every_picture_of_the_guide_exists(client: FlaskClient) -> None:
    pictures = re.findall(r'src="/static/(help/[^"]*)"', client.get("/hulp/").text)
    assert pictures
    assert all((ROOT / "static" / picture).exists() for picture in pictures)


def test_every_picture_of_the_readme_exists() -> None:
    pictures = re.findall(r"\]\((docs/screenshots/[^)]*)\)", (ROOT / "README.md").read_text())
    assert pictures
    assert all((ROOT / picture).exists() for picture in pictures)

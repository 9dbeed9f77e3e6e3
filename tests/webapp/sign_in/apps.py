"""A telephone with an app that makes codes, for tests."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from studies.accounts.models import AuthenticatorApp

HALF_MINUTE = timedelta(seconds=30)


@dataclass(frozen=True)
class Telephone:
    """What was scanned into it."""

    secret: str

    def code(self, moment: datetime | None = None) -> str:
        return pyotp.TOTP(self.secret).at(moment or now())

    def wrong_code(self) -> str:
        """One that no half minute around now has."""
        near = {self.code(now() + HALF_MINUTE * beside) for beside in range(-3, 4)}
        return next(code for code in (f"{number:06}" for number in range(10)) if code not in near)


def scan(browser: FlaskClient) -> Telephone:
    """Somebody signed in lets a telephone read the QR code, and does not confirm it yet."""
    page = browser.post("/account/tweede-stap/app", follow_redirects=True).text
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found, page
    return Telephone(found[1].replace(" ", ""))


def set_up_app(browser: FlaskClient) -> tuple[Telephone, list[str]]:
    """With the recovery codes that came of it."""
    telephone = scan(browser)
    page = browser.post("/account/tweede-stap/app/code", data={"code": telephone.code()})
    assert page.status_code == 200, page.text
    return telephone, codes_on(page.text)


def codes_on(page: str) -> list[str]:
    return re.findall(r"\b[a-z2-9]{4}-[a-z2-9]{4}\b", page.partition("data-copy-from>")[2].partition("</textarea")[0])


def forget_last_code(engine: Engine) -> None:
    """As if the last code was used long ago, so that the one of this half minute can be."""
    with unit_of_work(engine, across=True) as session:
        for app in session.exec(select(AuthenticatorApp)).all():
            app.last_step = 0

"""What guessing at a door gets, what opens it twice, and what the time of an answer tells: `python -m bench.guesses`.

The application without a network, with passwords as dear as they are; 12 at once, each from a network of its own.
Limits: 5 codes of a second step are looked at, nothing opens a door twice, and an account that is there answers within
20 ms of one that is not.
"""

import itertools
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient

from bench.screen_server import Bench, open_bench
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.signing_in import make_link
from studies.models import Organisation
from studies.people.inviting import invite
from tests.webapp.sign_in.apps import Telephone, forget_last_code, set_up_app

MOST_CODES, MOST_MILLISECONDS = 5, 20.0
AT_ONCE, ACCOUNTS, TRIES_EACH = 12, 30, 5
_PASSWORD = "zeven losse woorden op een rij"  # noqa: S105  it guards nothing
_STEP, _RECOVERY = "/aanmelden/tweede-stap", "/aanmelden/tweede-stap/herstelcode"
_NEWCOMER = {"name": "Cora Postma", "password": _PASSWORD}
_LOOKED_AT, _OPENED = 422, 302
_NETWORKS = (f"10.{high}.{low}.7" for high, low in itertools.product(range(256), range(256)))


@dataclass
class Door:
    """A house with one person who has a second step, and ways to stand before its door."""

    bench: Bench
    email: str
    telephone: Telephone = field(init=False)
    codes: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.bench.app.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False)
        self.add_people([self.email])
        browser = self.stranger()
        self.sign_in(browser, self.email, _PASSWORD)
        self.telephone, self.codes = set_up_app(browser)
        forget_last_code(self.bench.engine)

    def add_people(self, emails: Iterable[str]) -> None:
        with unit_of_work(self.bench.engine, across=True) as session:
            organisation = session.get_one(Organisation, self.bench.organisation_id)
            for email in emails:
                add_person(session, organisation, email, "Anna Aalders", Role.RESEARCHER, _PASSWORD)

    def stranger(self) -> FlaskClient:
        """A browser in a network where nobody tried anything yet."""
        browser = self.bench.app.test_client()
        browser.environ_base["REMOTE_ADDR"] = next(_NETWORKS)
        return browser

    def sign_in(self, browser: FlaskClient, email: str, password: str) -> int:
        return browser.post("/aanmelden", data={"email": email, "password": password}).status_code

    def half_way(self) -> FlaskClient:
        """Where the password was given, and no more."""
        browser = self.stranger()
        assert self.sign_in(browser, self.email, _PASSWORD) == _OPENED
        return browser


def main() -> int:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder))
        anna, bea, dirk = (Door(bench, f"{name}@voorbeeld.nl") for name in ("anna", "bea", "dirk"))
        missed = [*_guesses(anna), *_replays(bea, dirk), *_timing(anna)]
        bench.engine.dispose()
    return int(any(missed))


def _guesses(door: Door) -> Iterable[bool]:
    """Of codes and passwords, by many at once."""
    before = [door.half_way() for _browser in range(AT_ONCE)]
    wrong = door.telephone.wrong_code()
    codes = at_once([lambda one=one: one.post(_STEP, data={"code": wrong}).status_code for one in before] * 3)
    passwords = at_once([lambda: door.sign_in(door.stranger(), door.email, "geraden woorden")] * 40)
    looked_at = codes.count(_LOOKED_AT)
    yield tell(f"codes looked at, of {len(codes)} guessed at once", looked_at, MOST_CODES)
    yield tell(f"codes that opened, of {len(codes)}", codes.count(_OPENED), 0)
    yield tell("passwords looked at, of 40 guessed at once from 40 networks", passwords.count(_LOOKED_AT), 20)


def _replays(bea: Door, dirk: Door) -> Iterable[bool]:
    """The same by twelve at once, and once more afterwards: how often beyond the first time a door opened."""
    code, recovery = bea.telephone.code(), dirk.codes[0]
    with unit_of_work(bea.bench.engine, across=True) as session:
        link = f"/aanmelden/link/{make_link(session, bea.bench.person_id)}"
    with bea.bench.session() as session:
        token = invite(session, "cora@voorbeeld.nl", Role.RESEARCHER).token
        session.commit()
    yield _again("code of a second step", bea.half_way, _STEP, {"code": code})
    yield _again("recovery code", dirk.half_way, _RECOVERY, {"recovery_code": recovery})
    yield _again("link", bea.stranger, link, {})
    yield _again("invitation", bea.stranger, f"/uitnodiging/{token}", _NEWCOMER)


def _again(what: str, browser: Callable[[], FlaskClient], address: str, data: dict[str, str]) -> bool:
    def post(one: FlaskClient) -> int:
        return one.post(address, data=data).status_code

    later, *browsers = [browser() for _one in range(AT_ONCE + 1)]
    answers = [*at_once([partial(post, one) for one in browsers]), post(later)]
    assert _OPENED in answers, (what, answers)
    return tell(f"{what}, {len(answers)} times: opened again", answers.count(_OPENED) - 1, 0)


def _timing(door: Door) -> Iterable[bool]:
    """Each account is tried less often than would stop anybody, in turns with one that is not there."""
    known, unknown = ([f"{kind}{number}@voorbeeld.nl" for number in range(ACCOUNTS)] for kind in ("er", "niet"))
    door.add_people(known)
    took: dict[bool, list[float]] = {True: [], False: []}
    for _try, (there, not_there) in itertools.product(range(TRIES_EACH), zip(known, unknown, strict=True)):
        for email, is_there in ((there, True), (not_there, False)):
            browser, began = door.stranger(), time.perf_counter()
            assert door.sign_in(browser, email, "geraden woorden") == _LOOKED_AT
            took[is_there].append(time.perf_counter() - began)
    at_one, at_none = (statistics.median(took[one]) * 1000 for one in (True, False))
    print(f"a wrong password: {at_one:.1f} ms at an account, {at_none:.1f} ms at none")
    yield tell("difference in ms", round(abs(at_one - at_none), 1), MOST_MILLISECONDS)


def at_once(acts: Sequence[Callable[[], int]]) -> list[int]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda act: act(), acts))


def tell(what: str, figure: float, limit: float) -> bool:
    """Whether it is over its limit."""
    print(f"{what}: {figure} (limit {limit:g}: {'met' if figure <= limit else 'MISSED'})")
    return figure > limit


if __name__ == "__main__":
    sys.exit(main())

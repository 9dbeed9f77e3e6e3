"""Somebody at work in a browser: one act after another; what got no answer is sent again later, unchanged."""

import random
import re
import threading
from collections.abc import Iterator

import httpx

from tests.webapp.killed.acts import Act, Ledger, Refused, Wrong

_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


def signed_in(address: str, link: str, page: str) -> httpx.Client:
    """A browser with the token of `page`. Each request opens a connection: that of before may be of a dead server."""
    browser = httpx.Client(base_url=address, timeout=60, limits=httpx.Limits(max_keepalive_connections=0))
    browser.post(link, data={"csrf_token": _token(browser, link)})
    browser.headers["X-CSRFToken"] = _token(browser, page)
    return browser


def _token(browser: httpx.Client, page: str) -> str:
    found = _TOKEN.search(browser.get(page).raise_for_status().text)
    assert found, page
    return found[1]


class Somebody:
    """`acts` goes on as soon as the act before was acknowledged. `pause`: at most so many seconds before each."""

    def __init__(self, browser: httpx.Client, acts: Iterator[Act], ledger: Ledger, pause: float, seed: int) -> None:
        self.browser, self._acts, self._ledger, self._pause = browser, acts, ledger, pause
        self._chance = random.Random(seed)  # noqa: S311  no secret
        self.unanswered: Act | None = None

    def work(self, stop: threading.Event) -> None:
        """Until told to stop, or until there is no answer."""
        while not stop.wait(self._chance.uniform(0, self._pause)) and self.unanswered is None:
            self._send(next(self._acts))

    def send_again(self) -> None:
        if self.unanswered is not None:
            self._send(self.unanswered)

    def _send(self, act: Act) -> None:
        self.unanswered = act
        try:
            act.send(self.browser)
        except httpx.TransportError:
            return
        except Refused as refused:
            self._ledger.note(Wrong.OTHERWISE, [f"{act}: {refused}"])
        else:
            self._ledger.acknowledged.append(act)
        self.unanswered = None

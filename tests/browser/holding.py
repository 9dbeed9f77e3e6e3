"""A slow or broken line: what a page asks is held, refused or lost until the test lets it go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import APIResponse, Page, Request, Route

Matches = Callable[[Request], bool]
ASK = """async () => {
  const sheet = document.querySelector("link[rel=stylesheet]");
  if (sheet) await fetch(sheet.href, { cache: "no-store" });
  return Boolean(sheet);
}"""


def intercept(page: Page, address: str, handle: Callable[[Route], Any]) -> None:
    """`page.route`, and the page knows: without this a first request right after it can still go to the server.

    Playwright's answer means that the browser routes from now on; the renderer, where the page's scripts ask, is told
    a moment later. A request of the page's own that came by here says that it was.
    """
    seen: list[Request] = []

    def note(route: Route) -> None:
        seen.append(route.request)
        route.fallback()

    page.route(address, handle)
    page.route("**/*", note)
    for _attempt in range(300):
        is_open = page.evaluate(ASK)
        if seen or not is_open:
            page.unroute("**/*", note)
            return
        page.wait_for_timeout(20)
    raise AssertionError("The page's requests do not come by here")


@contextmanager
def scripts_come_later(page: Page, *names: str) -> Iterator[None]:
    """Somebody is faster than these scripts: within this they are under way, after it they come."""
    held: list[Route] = []
    is_late = True

    def hold(route: Route) -> None:
        if is_late:
            held.append(route)
        else:
            route.fallback()

    for name in names:
        page.route(f"**/{name}", hold)
    yield
    is_late = False
    for route in held:
        route.continue_()
    page.wait_for_load_state()


class Held:
    """Answers to what `matches` are held back; the server has done what was asked. `with held(…) as line:`."""

    def __init__(self, page: Page, matches: Matches) -> None:
        self.page, self.matches = page, matches
        self.is_holding = True
        self.waiting: list[tuple[Route, APIResponse]] = []

    def __enter__(self) -> "Held":
        intercept(self.page, "**/*", self._hold)
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.is_holding = False
        self.let_go()

    def _hold(self, route: Route) -> None:
        if not (self.is_holding and self.matches(route.request)):
            route.fallback()
            return
        answer = route.fetch(max_redirects=0)
        self.waiting.append((route, answer))
        if not self.is_holding:
            self.let_go()

    def wait_for(self, number: int = 1) -> None:
        """Until so many answers are held."""
        for _attempt in range(200):
            if len(self.waiting) >= number:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{len(self.waiting)} of {number} answers are under way")

    def let_go(self) -> None:
        """What is held arrives; what is asked from now on is held as before."""
        arrived, self.waiting = self.waiting, []
        for route, answer in arrived:
            route.fulfill(response=answer)


def posted(end: str) -> Matches:
    """A request that changes something, at an address with this end."""
    return lambda request: request.method == "POST" and request.url.endswith(end)


def fetched(part: str) -> Matches:
    """A script's question for a page, at an address with this in it."""
    return lambda request: request.method == "GET" and request.resource_type in ("xhr", "fetch") and part in request.url

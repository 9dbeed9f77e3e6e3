"""A slow line: what a page asks stays under way until the test lets it go."""

from collections.abc import Callable

from playwright.sync_api import APIResponse, Page, Request, Route

Matches = Callable[[Request], bool]


class Held:
    """Answers to what `matches` are held back; the server has done what was asked. `with held(…) as line:`."""

    def __init__(self, page: Page, matches: Matches) -> None:
        self.page, self.matches = page, matches
        self.is_holding = True
        self.waiting: list[tuple[Route, APIResponse]] = []

    def __enter__(self) -> "Held":
        self.page.route("**/*", self._hold)
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

"""In which browser somebody signs in, in words by which they know it: 'Firefox', 'Windows'.

What a browser says of itself is long and tells more than that; only these two words are kept.
"""

from dataclasses import dataclass

# The first that is found counts: most browsers also name those that they want to be taken for.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Browser:
    """Both empty where it does not say, or says something unknown."""

    name: str = ""
    system: str = ""


def browser_of(user_agent: str) -> Browser:
    """'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' -> Firefox on Windows."""
    return Browser(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(signs: tuple[tuple[str, str], ...], said: str) -> str:
    return next((word for sign, word in signs if sign in said), "")

"""On which websites an organisation lets its figures stand in a frame."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.models import Organisation

MOST_WEBSITES, LONGEST_WEBSITE = 10, 200
_HOST = re.compile(r"(?=.{4,190}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class WebsitesUnclear(ResearcherError):
    """Nothing was kept; the text says which line, and how to write it."""


def allow_websites(organisation: Organisation, written: str) -> None:
    """One on each line; all of them, or none. Raises WebsitesUnclear."""
    found = list(dict.fromkeys(_read(written)))
    if len(found) > MOST_WEBSITES:
        raise WebsitesUnclear(
            _("Dit zijn er %(number)s. Gebruik hooguit %(most)s websites.", number=len(found), most=MOST_WEBSITES)
        )
    organisation.websites = found


def _read(written: str) -> Iterator[str]:
    for line in filter(None, map(str.strip, written.splitlines())):
        yield _origin(line)


def _origin(line: str) -> str:
    """'https://www.Lindermeer.example/' -> 'https://www.lindermeer.example'."""
    shown = line if len(line) <= LONGEST_WEBSITE else f"{line[:LONGEST_WEBSITE]}…"
    try:
        parts = urlsplit(line)
        port = parts.port
    except ValueError:
        raise WebsitesUnclear(_no_website(shown)) from None
    host = (parts.hostname or "").rstrip(".")
    is_plain = parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)
    if parts.scheme == "http":
        raise WebsitesUnclear(_("‘%(line)s’ is niet beveiligd. Schrijf het adres met https:// ervoor.", line=shown))
    if parts.scheme != "https" or not _HOST.fullmatch(host):
        raise WebsitesUnclear(_no_website(shown))
    if not is_plain:
        raise WebsitesUnclear(
            _("Laat bij ‘%(line)s’ weg wat na de naam van de website komt. Alle bladzijden horen erbij.", line=shown)
        )
    return f"https://{host}" + (f":{port}" if port and port != 443 else "")


def _no_website(shown: str) -> str:
    return _("‘%(line)s’ is geen adres van een website. Schrijf het als https://www.voorbeeld.nl.", line=shown)

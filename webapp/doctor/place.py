"""The data folder, its disk and the line to it: is there room, may we write, may others read, does the bell work?"""

import os
import shutil
import sqlite3
import stat
from urllib.parse import urlsplit

from sqlalchemy import make_url

from foundation.dutch import _, decimal
from foundation.redis_line import RedisAway, line_to
from webapp.doctor.findings import Finding, fine, mind, wrong
from webapp.settings import Settings
from webapp.work.queue import BellInFile, BellInRedis

LEAST_FREE = 50_000_000
"""Bytes; with less, storing stops within days."""
SPARE = 500_000_000
"""Bytes beside a second database, which is there while a copy is made."""
_THIS_COMPUTER = ("127.0.0.1", "::1", "localhost")


def disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir).free
    told = _("%(free)s GB vrij op de schijf van %(folder)s.", free=decimal(free / 1e9), folder=settings.data_dir)
    if free < LEAST_FREE:
        return wrong(_("De schijf is vol. %(told)s Maak plaats: er kan bijna niets meer bewaard worden.", told=told))
    if free < _size_of_database(settings) + SPARE:
        return mind(_("De schijf raakt vol. %(told)s Voor een reservekopie is meer nodig. Maak plaats.", told=told))
    return fine(told)


def folder_rights(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return wrong(
            _(
                "%(folder)s is er niet. Klopt VERHAALLIJN_DATA_DIR? Een eerste start maakt die map.",
                folder=folder,
            )
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong(
            _(
                "In %(folder)s kan niet geschreven worden. Geef de gebruiker van het programma schrijfrecht.",
                folder=folder,
            )
        )
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return wrong(
            _("Anderen op deze computer kunnen in %(folder)s. Sluit die, met: chmod 700 %(folder)s", folder=folder)
        )
    if folder.stat().st_uid != os.geteuid():
        return mind(
            _(
                "%(folder)s is van een andere gebruiker dan jij nu bent. Draai dit als de gebruiker van het programma.",
                folder=folder,
            )
        )
    return fine(_("Alleen de gebruiker van het programma kan in %(folder)s.", folder=folder))


def bell(settings: Settings) -> Finding:
    """By which workers hear at once that there is work."""
    if line := line_to(settings.redis_url.get_secret_value()):
        return _in_redis(BellInRedis(line))
    if not settings.queue_file.exists():
        return fine(_("De wachtrij komt er vanzelf bij de eerste taak."))
    try:
        waiting = BellInFile(settings.queue_file).waiting()
    except (sqlite3.Error, OSError):
        return wrong(
            _(
                "De wachtrij %(file)s is niet te lezen. Stop het programma, haal dat bestand weg en start opnieuw. Er "
                "gaat niets verloren: het werk staat in de database.",
                file=settings.queue_file,
            )
        )
    return fine(_("De wachtrij werkt; er staan %(n)s seintjes in.", n=waiting))


def _in_redis(bell: BellInRedis) -> Finding:
    try:
        waiting = bell.waiting()
    except RedisAway:
        return wrong(
            _(
                "Redis geeft geen antwoord. Klopt VERHAALLIJN_REDIS_URL, en draait het? Er gaat niets verloren: de "
                "worker kijkt zelf om de drie seconden. De database telt intussen mislukte pogingen.",
            )
        )
    return fine(_("Redis werkt; er staan %(n)s seintjes in.", n=waiting))


def cookies(settings: Settings) -> Finding:
    """Whether whoever listens on the line could see the cookie of a sign-in."""
    address = urlsplit(settings.public_url)
    if settings.has_secure_cookies:
        return fine(_("Cookies gaan alleen over https."))
    if address.scheme != "https" and address.hostname in _THIS_COMPUTER:
        return fine(_("Het programma is er alleen voor deze computer. Https is dan niet nodig."))
    return mind(
        _(
            "Cookies kunnen ook zonder https meegaan. Zet https ervoor, "
            "en zet VERHAALLIJN_SECURE_COOKIES=true in de instellingen."
        )
    )


def _size_of_database(settings: Settings) -> int:
    """Bytes in the data folder; 0 where it is on a server."""
    url = make_url(settings.url)
    file = url.database if url.get_backend_name() == "sqlite" else None
    return os.path.getsize(file) if file and os.path.exists(file) else 0  # noqa: PTH110,PTH202

"""The passphrase of backups: from a file, a pipe or a person, never from the command line, which everybody can read."""

import stat
from pathlib import Path

from foundation.backup.places import usable
from foundation.dutch import _
from foundation.errors import ResearcherError

SHORTEST = 12


class PassphraseTooShort(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze wachtzin is te kort. Neem minstens %(n)s tekens: vier of vijf losse woorden onthoud je goed.",
                n=SHORTEST,
            )
        )


class PassphraseMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Er is geen wachtzin. Start deze opdracht in een terminal, dan wordt hij gevraagd. Of zet hem in een "
                "bestand, en noem dat met --passphrase-from of met VERHAALLIJN_BACKUP_PASSPHRASE_FILE."
            )
        )


class PassphraseOpenToAll(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "Anderen op deze computer kunnen de wachtzin in %(file)s lezen. Maak dat bestand alleen leesbaar voor "
                "wie het programma draait, met: chmod 600 %(file)s",
                file=file,
            )
        )


def passphrase_in(file: Path) -> str:
    """The first line. Raises PassphraseMissing, PassphraseOpenToAll, PlaceNotUsable."""
    with usable(file):
        mode = file.stat().st_mode
        first = file.read_text().partition("\n")[0].rstrip("\r")
    if stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o077:
        raise PassphraseOpenToAll(file)
    if not first:
        raise PassphraseMissing
    return first


def long_enough(passphrase: str) -> str:
    """The same. Raises PassphraseTooShort."""
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort
    return passphrase

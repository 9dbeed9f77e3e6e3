"""The keys, and the passphrase of copies: are they there, whole, ours, and closed to others?"""

from sqlalchemy import Engine

from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.keys import check_key, read_key
from webapp.backup.nightly import nightly_passphrase, standing
from webapp.doctor.findings import Finding, fine, mind, wrong
from webapp.settings import COOKIES, NAMES, Settings


def whole_keys(settings: Settings) -> Finding:
    """Of cookies, and of names and telephone numbers."""
    files = [settings.key_file(name) for name in (COOKIES, NAMES)]
    if not any(file.exists() for file in files):
        return mind(_("Er zijn nog geen sleutels. Bij een eerste start komen ze vanzelf; anders: zet ze terug."))
    try:
        for file in files:
            read_key(file)
    except ResearcherError as error:
        return wrong(str(error))
    except PermissionError:
        return wrong(
            _("De sleutels in %(folder)s zijn niet van de gebruiker van het programma.", folder=settings.data_dir)
        )
    return fine(_("Beide sleutels zijn er, en alleen hun eigenaar leest ze."))


def fitting(engine: Engine, settings: Settings) -> Finding:
    """Whether it is the key with which these data were made."""
    with unit_of_work(read_only(engine), across=True) as session:
        try:
            check_key(session, NAMES, settings.key_file(NAMES))
        except ResearcherError as error:
            return wrong(str(error))
    return fine(_("De sleutel van namen hoort bij deze gegevens."))


def copies(settings: Settings) -> Finding:
    """Those that a worker makes at night."""
    if settings.backup_folder is None:
        return mind(_("Er wordt geen reservekopie gemaakt. Zet VERHAALLIJN_BACKUP_FOLDER: zie docs/backup.md."))
    try:
        nightly_passphrase(settings)
    except ResearcherError as error:
        return wrong(str(error))
    is_kept, sentences = standing(settings)
    return (fine if is_kept else wrong)(" ".join(sentences))

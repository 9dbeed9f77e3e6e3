"""The keys, and the passphrase of copies: are they there, whole, ours, and closed to others?"""

from sqlalchemy import Engine

from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from foundation.secrets.changing import is_half_changed, old_keys
from foundation.secrets.keys import check_key, known_keys, read_key
from studies.keys.changing import closed_studies, studies_without_own_key
from webapp.backup.nightly import nightly_passphrase, standing
from webapp.doctor.findings import Finding, Standing, fine, mind, wrong
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
    file = settings.key_file(NAMES)
    with unit_of_work(read_only(engine), across=True) as session:
        try:
            check_key(session, NAMES, file)
        except ResearcherError as error:
            if is_half_changed(file, known_keys(session).get(NAMES, "")):
                return wrong(
                    _("Het wisselen van de sleutel is afgebroken. Draai `verhaallijn migrate`: dat maakt het af.")
                )
            return wrong(str(error))
    return fine(_("De sleutel van namen hoort bij deze gegevens."))


def of_studies(engine: Engine, settings: Settings) -> Finding:
    """Whether each study has a key, one of its own, that opens."""
    if fitting(engine, settings).standing is Standing.WRONG:
        return mind(_("Of de sleutels van onderzoeken opengaan, is pas te zien als de sleutel klopt."))
    with unit_of_work(read_only(engine), across=True) as session:
        closed = list(closed_studies(session, settings.key(NAMES)))
        from_before = studies_without_own_key(session)
    if closed:
        return wrong("; ".join(closed) + ".")
    if from_before:
        return mind(
            _(
                "%(studies)s van voor deze versie: de sleutel volgt nog uit de hoofdsleutel. Wissel die één keer met "
                "`verhaallijn keys rotate`: zie docs/backup.md.",
                studies=counted(from_before, "onderzoek", "onderzoeken"),
            )
        )
    if kept := [one.name for one in old_keys(settings.key_file(NAMES))]:
        return mind(
            _(
                "Er is nog een oude hoofdsleutel (%(files)s). Zijn de reservekopieën van toen weg? Wis hem dan met "
                "`verhaallijn keys forget`.",
                files=", ".join(kept),
            )
        )
    return fine(_("Elk onderzoek heeft een eigen sleutel, en die gaat open."))


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

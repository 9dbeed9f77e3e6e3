"""`verhaallijn backup` and `verhaallijn restore`."""

import sys
from pathlib import Path

import click

from foundation.backup.archive import BackupContents
from foundation.dutch import _, clock_time, counted, enumerated, long_date
from webapp.commands.starting import in_plain_words, prepared_engine
from webapp.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_PASSPHRASE = click.option(
    "--passphrase-from", type=click.Path(path_type=Path), help="File whose first line is the passphrase."
)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--with-keys", "keys", type=_FILE, help="Keep the keys too, in this file of their own.")
@_PASSPHRASE
def backup(file: Path, keys: Path | None, passphrase_from: Path | None) -> None:
    """Write everything but the keys to FILE, sealed with a passphrase, while others go on working."""
    from webapp.backup.making import keep_keys_apart, make_backup

    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        passphrase = new_passphrase(settings, passphrase_from)
        if keys is not None:
            keep_keys_apart(settings, keys, passphrase)
        contents = make_backup(engine, settings, file, passphrase)
        click.echo(_("Bewaard in %(file)s: %(what)s.", file=file, what=told(contents)))
        click.echo(_kept(keys) if keys else keys_apart(settings))
        click.echo(_("Zonder de wachtzin gaat niets hiervan open. Bewaar ook die, op weer een andere plek."))


@click.command()
@click.argument("file", type=_FILE)
@click.option("--keys", type=_FILE, help="The file that `backup --with-keys` wrote.")
@_PASSPHRASE
def restore(file: Path, keys: Path | None, passphrase_from: Path | None) -> None:
    """Put FILE back where nothing is yet: all of it, or nothing."""
    from webapp.backup.restoring import restore_backup

    settings = Settings()
    with in_plain_words():
        contents = restore_backup(settings, file, known_passphrase(settings, passphrase_from), keys)
    click.echo(_("Teruggezet in %(place)s: %(what)s.", place=settings.data_dir, what=told(contents)))
    click.echo(
        _(
            "Wat na %(day)s, %(time)s is bewaard, is er niet bij. Wat daarna is gewist of ingetrokken, staat er weer "
            "in: doe dat opnieuw. Wat volgens afspraak weg moet, wist `verhaallijn tidy`.",
            day=long_date(contents.made_at),
            time=clock_time(contents.made_at),
        )
    )


def check_backup(settings: Settings, file: Path, passphrase_from: Path | None) -> tuple[str, list[str]]:
    """The line to print of a backup that is whole, and what is wrong with the history of now, compared with it.

    Where there is no database yet, nothing is compared. Raises what `verified` raises.
    """
    from webapp.backup.comparing import history_since
    from webapp.backup.opening import verified

    found: list[str] = []

    def compare(copy: Path) -> None:
        if settings.has_database:
            found.extend(history_since(settings.url, copy))

    contents = verified(settings, file, known_passphrase(settings, passphrase_from), compare)
    return _("De reservekopie is heel: %(what)s.", what=told(contents)), found


def told(contents: BackupContents) -> str:
    """'2 onderzoeken, 12 gesprekken en 340 fragmenten, van 30 november 2026, 9.05 uur'."""
    rows = contents.rows
    parts = (
        counted(rows.get("study", 0), "onderzoek", "onderzoeken"),
        counted(rows.get("interview", 0), "gesprek", "gesprekken"),
        counted(rows.get("segment", 0), "fragment", "fragmenten"),
    )
    return _(
        "%(parts)s, van %(day)s, %(time)s",
        parts=enumerated(parts),
        day=long_date(contents.made_at),
        time=clock_time(contents.made_at),
    )


def _kept(keys: Path) -> str:
    return _("De sleutels staan in %(file)s. Bewaar die ergens anders dan de reservekopie.", file=keys)


def keys_apart(settings: Settings) -> str:
    return _(
        "De sleutels zitten er niet in. Zonder %(key)s gaan vervangen namen en telefoonnummers nooit meer open. Bewaar "
        "die één keer apart, met: verhaallijn backup … --with-keys BESTAND",
        key=settings.key_file("pseudonyms"),
    )


def new_passphrase(settings: Settings, file: Path | None) -> str:
    """To make a backup with; typed twice. Raises PassphraseMissing, PassphraseTooShort, PassphraseOpenToAll."""
    from webapp.backup.passphrase import long_enough

    return long_enough(_passphrase(settings, file, is_new=True))


def known_passphrase(settings: Settings, file: Path | None) -> str:
    """To open a backup with. Raises PassphraseMissing, PassphraseOpenToAll."""
    return _passphrase(settings, file, is_new=False)


def _passphrase(settings: Settings, file: Path | None, *, is_new: bool) -> str:
    from webapp.backup.passphrase import PassphraseMissing, passphrase_in

    if file == Path("-"):
        return passphrase_in(Path("/dev/stdin"))
    if from_file := file or settings.backup_passphrase_file:
        return passphrase_in(from_file)
    if not sys.stdin.isatty():
        raise PassphraseMissing
    return str(click.prompt(_("Wachtzin"), hide_input=True, confirmation_prompt=_("Nog een keer") if is_new else False))

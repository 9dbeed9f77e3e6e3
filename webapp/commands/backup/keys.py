"""`verhaallijn keys`."""

import click

from foundation.dutch import _, counted
from webapp.commands.starting import in_plain_words, prepared_engine, see_agreed
from webapp.settings import NAMES, Settings


@click.group()
def keys() -> None:
    """The master key, under which every study's own key is kept."""


@keys.command()
def rotate() -> None:
    """Change the master key for a new one: all at once, or not at all. The old one is kept until `keys forget`."""
    from webapp.backup.moving import see_nobody_works
    from webapp.keys.changing import change_master_key

    settings = Settings()
    with in_plain_words():
        see_nobody_works(settings.url)
        changed = change_master_key(prepared_engine(settings), settings)
    click.echo(
        _(
            "De hoofdsleutel is gewisseld. De sleutels van %(studies)s gaan nu alleen met de nieuwe open.",
            studies=counted(changed.studies, "onderzoek", "onderzoeken"),
        )
    )
    click.echo(
        _(
            "Maak nu een reservekopie en bewaar de sleutels opnieuw apart: verhaallijn backup … --with-keys BESTAND. "
            "Draait er een worker of webserver op een andere computer? Zet %(new)s daar neer voor je die start.",
            new=settings.key_file(NAMES),
        )
    )
    click.echo(
        _(
            "De oude sleutel staat in %(old)s. Die hoort bij reservekopieën van voor nu. Zijn die weg? Wis hem dan met "
            "`verhaallijn keys forget`. Wis ook wat je er apart van bewaarde.",
            old=changed.old,
        )
    )


@keys.command()
@click.option("--yes", is_flag=True, help="Do not ask first.")
def forget(*, yes: bool) -> None:
    """Erase the master keys of before: what older backups hold sealed never opens again."""
    from foundation.secrets.changing import forget_key, old_keys

    settings = Settings()
    prepared_engine(settings)  # finishes a change that was broken off: until then the old key is in use
    found = list(old_keys(settings.key_file(NAMES)))
    if not found:
        click.echo(_("Er is geen oude sleutel."))
        return
    click.echo(
        _(
            "Dit zijn de oude sleutels: %(files)s. Reservekopieën van voor het wisselen zijn daarna niet meer terug te "
            "zetten. Echte namen en contactgegevens gaan daarin nooit meer open.",
            files=", ".join(one.name for one in found),
        )
    )
    if not yes:
        see_agreed(_("Voorgoed wissen?"))
    for one in found:
        forget_key(one)
    click.echo(_("Gewist. Wis ook wat je apart bewaarde: het bestand van `backup --with-keys` van toen."))

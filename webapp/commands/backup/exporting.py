"""`verhaallijn export-all`."""

from pathlib import Path

import click

from foundation.dutch import _
from webapp.commands.starting import in_plain_words, prepared_engine
from webapp.settings import Settings


@click.command("export-all")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--organisation", "slug", default="", help="Of this one alone; its slug. Otherwise of all.")
@click.option("--with-names", is_flag=True, help="With the names that were replaced, and how to reach people.")
def export_all(folder: Path, slug: str, *, with_names: bool) -> None:
    """Write everything to FOLDER, in files that are read without this program."""
    from webapp.backup.exporting import export_to

    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        for name, what in export_to(engine, folder, slug, with_names=with_names):
            click.echo(_("%(name)s: %(what)s.", name=name, what=what))
    click.echo(
        _("Alles staat in %(folder)s, een map per organisatie. LEESMIJ.txt zegt daar wat waar staat.", folder=folder)
    )
    click.echo(_("Niets hiervan is versleuteld. Zet het op een plek waar alleen jij bij kunt."))

"""`verhaallijn move`."""

import sys

import click
from sqlalchemy import make_url

from foundation.dutch import _, counted
from webapp.commands.starting import in_plain_words, prepared_engine
from webapp.settings import Settings


@click.command()
@click.argument("url")
def move(url: str) -> None:
    """Copy all rows to the empty database at URL, such as postgresql+psycopg://verhaallijn@/verhaallijn.

    `-` reads URL from standard input: what stands on the command line, everybody on the computer can read. The old
    database stays as it is.
    """
    from webapp.backup.moving import move_to, see_nobody_works

    settings = Settings()
    url = sys.stdin.readline().strip() if url == "-" else url
    with in_plain_words():
        see_nobody_works(settings.url)
        moved = move_to(prepared_engine(settings), url)
    click.echo(
        _(
            "%(rows)s van %(tables)s staan nu ook in %(place)s. Alles is nageteld en vergeleken. Zet dat adres in "
            "VERHAALLIJN_DATABASE_URL en start opnieuw. De oude database is niet veranderd. Haal die weg als alles "
            "goed gaat: wat je hierna wist, staat er nog in.",
            rows=counted(sum(moved.values()), "rij", "rijen"),
            tables=counted(len(moved), "tabel", "tabellen"),
            place=make_url(url).render_as_string(hide_password=True),
        )
    )

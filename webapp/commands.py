"""The command `verhaallijn`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine

from foundation.database import open_engine, unit_of_work
from foundation.errors import ResearcherError
from studies.access import Role
from studies.accounts import add_organisation, add_person, make_link
from webapp.migration import migrate
from webapp.settings import Settings


@click.group()
def main() -> None:
    """Van interviews naar klantreizen die iets veranderen."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


def prepared_engine(settings: Settings) -> Engine:
    """The settings' database, brought to its newest shape."""
    engine = open_engine(settings.prepared().url)
    migrate(engine)
    return engine


@contextmanager
def in_plain_words() -> Iterator[None]:
    """A ResearcherError ends a command with its sentence, not with a traceback."""
    try:
        yield
    except ResearcherError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the application."""
    import waitress

    from webapp.application import create_app

    settings = Settings()
    engine = prepared_engine(settings)
    app = create_app(settings, engine)
    click.echo(f"Verhaallijn staat klaar op http://{host}:{port}")
    waitress.serve(app, host=host, port=port, threads=8, ident="")


@main.command()
def worker() -> None:
    """Do the long work: topics and suggestions."""
    from webapp.queue import open_queue
    from webapp.worker import work

    settings = Settings()
    work(prepared_engine(settings), open_queue(settings.queue_file))


@main.group()
def person() -> None:
    """People with an account."""


@person.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--organisation", required=True, help="Name; made when it does not exist yet.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.RESEARCHER.value)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, default="", show_default=False)
def add(email: str, name: str, organisation: str, role: str, password: str) -> None:
    """Add a person; without a password a sign-in link is printed."""
    from sqlmodel import select

    from studies.models import Organisation
    from studies.planning import slug_of

    settings = Settings()
    with in_plain_words(), unit_of_work(prepared_engine(settings), across=True) as session:
        found = session.exec(select(Organisation).where(Organisation.slug == slug_of(organisation))).first()
        owner = found or add_organisation(session, organisation, slug_of(organisation))
        added = add_person(session, owner, email, name, Role(role), password or None)
        click.echo(f"{added.name} kan zich aanmelden met {added.email}.")
        if not password:
            click.echo(f"{settings.public_url}/aanmelden/link/{make_link(session, added.id)}")

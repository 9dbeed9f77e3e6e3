"""`verhaallijn demo`: the demonstration study, built with its progress on screen, then served."""

import time

import click
from sqlalchemy import Engine
from sqlmodel import col, select
from tqdm import tqdm

from demo import material
from demo.build import (
    RESEARCHER_EMAIL,
    RESEARCHER_NAME,
    SOCIAL_TEAM_EMAIL,
    SOCIAL_TEAM_NAME,
    STAGES,
    Demonstration,
    Stage,
    ask_no_second_step,
    document_path,
    find_demonstration,
    found_study,
    vault_of,
)
from demo.coders import SECOND_CODER_EMAIL, SECOND_CODER_NAME
from demo.reading_rounds import invitation_for_next_reader
from exports.publishing.draft import address_of
from foundation.database.engine import unit_of_work
from studies.accounts.signing_in import make_link
from studies.models import Person, Study
from webapp.settings import Settings

_SHOWN_TO = {
    RESEARCHER_EMAIL: RESEARCHER_NAME,
    SECOND_CODER_EMAIL: f"{SECOND_CODER_NAME}, tweede codeur",
    SOCIAL_TEAM_EMAIL: f"{SOCIAL_TEAM_NAME}, sociaal team",
}
"""Who can sign in to look around, and as what."""


def build_demonstration(engine: Engine, settings: Settings) -> None:
    """Build it unless it stands; one line per stage."""
    settings.mark_as_demonstration()
    if find_demonstration(engine) is not None:
        ask_no_second_step(engine)  # one that was built before there were any
        click.echo("Het demonstratieonderzoek staat er al; alle gegevens zijn bewaard.")
        return
    organisation_id, person_id, study_id = found_study(engine)
    demo = Demonstration(
        engine,
        organisation_id,
        person_id,
        study_id,
        vault_of(engine, organisation_id, study_id),
        settings.site,
        settings.data_dir / "publicaties",
    )
    for stage in STAGES:
        _run(stage, demo)


def show_where_to_go(engine: Engine, settings: Settings) -> None:
    """Where the documents and public pages are, and a way in for the researcher and for somebody of the council."""
    for written in material.published_journeys():
        click.echo(f"PDF: {document_path(settings.data_dir / 'publicaties', written['slug'])}")
        click.echo(f"Openbare pagina: {address_of(written['slug'], settings.public_url)}")
    with unit_of_work(engine, across=True) as session:
        people = session.exec(select(Person).where(col(Person.email).in_(_SHOWN_TO)).order_by(col(Person.id))).all()
        study = session.exec(select(Study).where(Study.slug == material.STUDY_SLUG)).one()
        links = {
            person.email: f"{settings.public_url}/aanmelden/link/{make_link(session, person.id)}" for person in people
        }
        invitation = invitation_for_next_reader(session, study.id)
        reader = invitation.member.name if invitation else ""
    for email, link in links.items():
        click.echo(f"Aanmelden als {_SHOWN_TO[email]} (de link werkt één keer): {link}")
    if invitation is not None:
        click.echo(f"Meelezen als {reader} van de adviesraad: {settings.public_url}/lezen/{invitation.token}")


def _run(stage: Stage, demo: Demonstration) -> None:
    started = time.monotonic()
    # The bar only shows itself when a stage takes longer than a second.
    shape = "{desc} {bar} {n_fmt}/{total_fmt}"
    with tqdm(desc=stage.name, total=1, delay=1.0, leave=False, disable=None, bar_format=shape) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        made = stage.run(demo, tell)
    click.echo(f"{stage.name}: {made}, {f'{time.monotonic() - started:.1f}'.replace('.', ',')} s")

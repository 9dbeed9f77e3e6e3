"""Everything of one organisation, or of all, in a folder that gets its name once all of it is there."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

import webapp.tables  # noqa: F401  every table is exported
from exports.everything.organisation import export_organisation
from foundation.backup.places import FileIsThere, usable, work_folder
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _
from foundation.errors import NotFound
from studies.models import Organisation
from studies.trail.kinds import Kind
from studies.trail.noting import note


class OrganisationUnknown(NotFound):
    def __init__(self, slug: str) -> None:
        super().__init__(_("Er is geen organisatie ‘%(slug)s’.", slug=slug))


def export_to(engine: Engine, folder: Path, slug: str, *, with_names: bool) -> list[tuple[str, str]]:
    """(organisation, what was written) of each; `slug` '' means all. Raises FileIsThere, OrganisationUnknown."""
    if folder.exists():
        raise FileIsThere(folder)
    organisations = _organisations(engine, slug)
    with work_folder(folder.absolute().parent) as under_way, usable(folder):
        made = under_way / folder.name
        made.mkdir(mode=0o700)
        told = []
        for one in organisations:
            with unit_of_work(engine, one.id) as session:
                note(session, Kind.ALL_EXPORTED)  # before anything of it leaves
            with unit_of_work(read_only(engine), one.id) as session:
                told.append((one.name, export_organisation(session, one, made / one.slug, with_names=with_names)))
        shutil.move(made, folder)
    return told


def _organisations(engine: Engine, slug: str) -> Sequence[Organisation]:
    with unit_of_work(read_only(engine), across=True) as session:
        query = select(Organisation).order_by(col(Organisation.id))
        found = session.exec(query.where(Organisation.slug == slug) if slug else query).all()
        session.expunge_all()
    if slug and not found:
        raise OrganisationUnknown(slug)
    return found

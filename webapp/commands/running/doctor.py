"""`verhaallijn doctor`."""

import json
import sys

import click
from pydantic import ValidationError

from foundation.dutch import _
from webapp.backup.rows import revision_of
from webapp.commands.starting import prepared_engine, sentence_about
from webapp.doctor.diagnosis import Looked, diagnosis
from webapp.doctor.findings import Standing, wrong
from webapp.settings import Settings

_WIDTH = 8


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: one object with what was found.")
def doctor(*, as_json: bool) -> None:
    """Say what is wrong around the program: disk, rights, keys, clock, mail, queue, database, versions; exit 1 then."""
    found = _found()
    click.echo(_as_json(found) if as_json else _as_lines(found))
    sys.exit(0 if _is_well(found) else 1)


@click.command("migrate")
def migrate_alone() -> None:
    """Bring the database to the shape of this version. Every start does so too; this one does nothing else."""
    click.echo(_("De database past bij deze versie (%(number)s).", number=revision_of(prepared_engine(Settings()))))


def _found() -> list[Looked]:
    try:
        return diagnosis(Settings())
    except ValidationError as error:
        return [(_("Instellingen"), wrong(str(sentence_about(error))))]


def _is_well(found: list[Looked]) -> bool:
    return all(finding.standing is not Standing.WRONG for _name, finding in found)


def _as_lines(found: list[Looked]) -> str:
    lines = [f"{finding.standing.dutch:{_WIDTH}}{name}: {finding.sentence}" for name, finding in found]
    number = sum(finding.standing is Standing.WRONG for _name, finding in found)
    return "\n".join([*lines, "", _("Er is niets fout.") if _is_well(found) else _("%(n)s keer fout.", n=number)])


def _as_json(found: list[Looked]) -> str:
    items = [{"subject": name, "standing": one.standing.value, "sentence": one.sentence} for name, one in found]
    return json.dumps({"well": _is_well(found), "found": items}, ensure_ascii=False, indent=2)

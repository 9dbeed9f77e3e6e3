"""Everything of one organisation in a folder, with a page that says what stands where."""

from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from exports.everything.coded import write_coding
from exports.everything.conversations import write_conversations
from exports.everything.every_row import write_rows_of
from exports.everything.names import write_names
from exports.everything.stories import write_stories
from exports.everything.writing import write, write_json, write_table
from foundation.clock import today
from foundation.dutch import _, counted, enumerated, long_date
from studies.models import Membership, Organisation, Person, Study


def export_organisation(session: Session, organisation: Organisation, folder: Path, *, with_names: bool) -> str:
    """What was written, in words. `session` reads this organisation; `with_names`: real names and contacts go along."""
    query = select(Study).where(Study.organisation_id == organisation.id).order_by(col(Study.id))
    studies = session.exec(query).all()
    conversations = documents = 0
    for study in studies:
        own = folder / "onderzoeken" / study.slug
        write_json(own / "onderzoek.json", _told(study))
        conversations += write_conversations(session, study, own / "gesprekken")
        write_coding(session, study, own)
        documents += write_stories(session, study, own / "klantreizen")
        if with_names:
            write_names(session, study, own)
    _write_people(session, organisation, folder)
    rows = write_rows_of(session, organisation.id, folder / "alle-rijen")
    write(folder / "LEESMIJ.txt", _read_me(organisation, with_names=with_names))
    return enumerated(
        (
            counted(len(studies), "onderzoek", "onderzoeken"),
            counted(conversations, "gesprek", "gesprekken"),
            counted(documents, "document", "documenten"),
            counted(sum(rows.values()), "rij", "rijen"),
        )
    )


def _told(study: Study) -> dict[str, Any]:
    return study.model_dump(mode="json", exclude={"id", "organisation_id", "created_by"})


def _write_people(session: Session, organisation: Organisation, folder: Path) -> None:
    """Names and roles; passwords and sign-ins are of this installation alone."""
    query = select(Person.id, Person.name, Person.email, Membership.role).join(
        Membership, col(Membership.person_id) == Person.id
    )
    query = query.where(Membership.organisation_id == organisation.id).order_by(col(Person.id), col(Membership.id))
    rows = [(number, name, email, str(role)) for number, name, email, role in session.exec(query)]
    write_table(folder / "mensen.csv", [_("Nummer"), _("Naam"), _("E-mail"), _("Rol")], rows)
    write_json(folder / "organisatie.json", organisation.model_dump(mode="json", exclude={"name_key"}))


def _read_me(organisation: Organisation, *, with_names: bool) -> str:
    names = (
        _("namen.csv en contacten.csv zeggen wie er achter de vervangen namen zit. Bewaar die apart, of haal ze weg.")
        if with_names
        else _("De echte namen en telefoonnummers zitten er niet bij: die geeft alleen --with-names.")
    )
    return _(
        "Alles van %(organisation)s in Verhaallijn, op %(day)s.\n\n"
        "mensen.csv            wie er meewerken, met hun rol\n"
        "organisatie.json      de gegevens van de organisatie\n"
        "onderzoeken/…         een map per onderzoek:\n"
        "  onderzoek.json      de vraag, de gemeente en de dagen\n"
        "  gesprekken/         elk gesprek als tekst (.txt) en als Word-document (.docx)\n"
        "  codeboek.csv        de codes, met wat ze betekenen\n"
        "  fragmenten.csv      wat er is gecodeerd, door wie, en waar het staat\n"
        "  memos.csv           notities bij codes en fragmenten\n"
        "  klantreizen/        elke openbare uitgave als PDF, en als gegevens (.json)\n"
        "alle-rijen/           alles wat is bewaard, per tabel: een regel JSON per rij\n\n"
        "De tabellen (.csv) openen in elk rekenprogramma: UTF-8, met puntkomma's. ‘Van teken’ en ‘Tot teken’ tellen "
        "Unicode-tekens in de beurten van een gesprek, met een regeleinde ertussen. Nummers zijn overal dezelfde als "
        "in alle-rijen. Wat in alle-rijen versleuteld is (velden ‘sealed’), opent alleen met de sleutel van de "
        "installatie.\n\n%(names)s\n\n"
        "Hierin staan gesprekken van mensen. Bewaar het niet langer dan met hen is afgesproken.\n",
        organisation=organisation.name,
        day=long_date(today()),
        names=names,
    )

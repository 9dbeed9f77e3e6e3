"""Whether somebody does the work, and mail can leave."""

from sqlalchemy import Engine
from sqlmodel import col, func, select

from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from foundation.jobs.health import unattended, workers
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.server import greet
from webapp.doctor.findings import Finding, fine, mind, wrong
from webapp.settings import Settings


def somebody_at_work(engine: Engine) -> Finding:
    with unit_of_work(read_only(engine), across=True) as session:
        there, waiting = len({one.name for one, _job in workers(session)}), unattended(session)
    if waiting:
        return wrong(
            _(
                "Er wacht werk (%(tasks)s) en geen worker doet het. Start er een, met: verhaallijn worker",
                tasks=counted(waiting, "taak", "taken"),
            )
        )
    if not there:
        return mind(_("Er draait geen worker. Zonder worker gaat er geen e-mail uit. Start er een: verhaallijn worker"))
    return fine(_("%(workers)s aan het werk.", workers=counted(there, "worker is", "workers zijn")))


def mail_server_open(settings: Settings) -> Finding:
    """Whether the server would take something from us; nothing is sent."""
    try:
        server = settings.mail_server()
        if server is None:
            return mind(_("Er is geen mailserver ingesteld: links geef je zelf door. Zie VERHAALLIJN_SMTP_HOST."))
        greet(server)
    except ResearcherError as error:
        return wrong(str(error))
    return fine(_("De mailserver %(server)s antwoordt en laat ons toe.", server=server))


def given_up(engine: Engine) -> Finding:
    """Mail that did not go."""
    with unit_of_work(read_only(engine), across=True) as session:
        failed = select(func.count()).select_from(OutgoingMail).where(col(OutgoingMail.state) == MailState.FAILED)
        number = session.exec(failed).one()
    if number:
        messages = counted(number, "bericht ging niet uit", "berichten gingen niet uit")
        return mind(_("%(messages)s. Zie waarom, met: verhaallijn mail", messages=messages))
    return fine(_("Er is geen e-mail blijven liggen."))

"""The command `verhaallijn`."""

import logging
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TextIO

import click
from sqlalchemy import Engine

from coding.suggestions.meaning.reading import read_with
from foundation.database.engine import open_engine, read_only, unit_of_work
from foundation.dutch import ngettext
from foundation.errors import ResearcherError
from foundation.secrets.keys import seal_with
from studies.access import Role
from studies.accounts.persons import add_person, person_by_email
from studies.organisation_meant import organisation_meant
from webapp.commands.backup.copies import backup, check_backup, restore
from webapp.commands.backup.exporting import export_all
from webapp.commands.backup.keys import keys
from webapp.commands.backup.moving import move
from webapp.commands.mail import way_in
from webapp.commands.running.doctor import doctor, migrate_alone
from webapp.commands.running.sbom import sbom
from webapp.commands.starting import PlainSpoken, asked_password, in_plain_words, prepared_engine, see_agreed
from webapp.running.log_lines import write_log
from webapp.settings import NAMES, Settings
from webapp.work.beside import worker_beside

OURSELVES = (sys.executable, "-m", "webapp.commands")


@click.group(cls=PlainSpoken)
def main() -> None:
    """From interviews to customer journeys that change something."""
    # A setting that can't be so is told by the command itself.
    write_log(os.environ.get("VERHAALLIJN_LOG_FORMAT", "text"))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--worker", "with_worker", is_flag=True, help="Start a worker beside it, for one machine.")
def serve(host: str, port: int, with_worker: bool) -> None:
    """Serve the application."""
    settings = Settings()
    engine = prepared_engine(settings)
    if not with_worker:
        serve_application(settings, engine, host, port)
        return
    # Told to stop, leave by the front door: the worker goes along.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    with worker_beside([*OURSELVES, "worker", "--beside", str(os.getpid())]):
        serve_application(settings, engine, host, port)


def serve_application(settings: Settings, engine: Engine, host: str, port: int) -> None:
    """Serve until the process is told to stop."""
    from webapp.application import create_app
    from webapp.running.interpreter import suit_to_serving
    from webapp.serving import open_server

    server = open_server(create_app(settings, engine), host, port)
    suit_to_serving()
    click.echo(f"Verhaallijn staat klaar op http://{host}:{port}")
    server.run()


@main.command()
@click.option("--serve/--no-serve", "serves", default=True, help="Serve it afterwards, with a worker.")
@click.option("--port", default=8000, show_default=True)
def demo(serves: bool, port: int) -> None:
    """Build the demonstration study through the real job, and serve it."""
    from webapp.commands.demonstration import build_demonstration, show_where_to_go

    logging.getLogger().setLevel(logging.WARNING)
    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        build_demonstration(engine, settings)
    show_where_to_go(engine, settings)
    if serves:
        # A fresh process: the one that built has the libraries of topics in memory.
        sys.stdout.flush()
        again = [*OURSELVES, "serve", "--worker", "--port", str(port)]
        os.execv(sys.executable, again)  # noqa: S606  # nosec B606 # our own command


@main.command()
@click.option("--beside", type=int, default=0, hidden=True, help="Stop when this process is gone.")
def worker(beside: int) -> None:
    """Do the long work: topics and suggestions. Sends mail and makes backups, when those are set."""
    from feedback.invitations.mailing import MailRoom
    from feedback.invitations.rounds import go_round
    from foundation.redis_line import line_to
    from webapp.backup.nightly import nightly_of
    from webapp.work.queue import open_bell
    from webapp.work.worker import work

    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        bell = open_bell(settings.queue_file, line_to(settings.redis_url.get_secret_value()))
        nightly = nightly_of(engine, settings)
    hourly = partial(_every_hour, engine, settings)
    mail = settings.mail
    inviting = partial(go_round, engine, MailRoom(mail, settings.public_url)) if mail else None
    work(engine, bell, [*OURSELVES, "carry-out"], beside, mail, nightly, hourly, inviting)


def _every_hour(engine: Engine, settings: Settings) -> None:
    """Note where the histories end, and look whether lists of people to ask were laid down."""
    from feedback.intake.folder.watching import look_in
    from studies.trail.chain.heads import keep_heads

    keep_heads(engine, settings.heads_file)
    if settings.intake_dir is not None:
        look_in(engine, settings.intake_dir)


@main.command(hidden=True)
def carry_out() -> None:
    """Do the jobs that a worker asks for on standard input."""
    from webapp.work.carrying_out import carry_out_what_comes

    settings = Settings()
    engine = open_engine(settings.url)
    seal_with(engine, settings.key_file(NAMES))
    read_with(settings.text_encoder)
    carry_out_what_comes(engine)


class _WithFormats(click.Command):
    """Its help names the formats that are read, looked up when somebody asks: they are many modules."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from interviews.transcripts.formats.registry import named_endings

        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text((self.help or "").format(endings=", ".join(named_endings())))


@main.command("import", cls=_WithFormats, short_help="Take transcripts in; exit 1 when one is refused.")
@click.option("--study", "slug", required=True, help="The study's slug, as in its address.")
@click.option("--for", "email", default="", help="E-mail of the researcher whose conversations these are. Required.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_files(slug: str, email: str, files: tuple[Path, ...]) -> None:
    """Take transcripts in ({endings}); exit 1 when one is refused."""
    from interviews.deidentification.pseudonyms import PseudonymVault
    from studies.keys.keeping import opened_key
    from webapp.commands.import_transcripts import import_file, researcher_of, study_at

    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        study = study_at(engine, slug)
        person_id = researcher_of(engine, study, email)
        with unit_of_work(read_only(engine), study.organisation_id) as session:
            vault = PseudonymVault(opened_key(session, study.id))
    refused = 0
    for file in files:
        try:
            click.echo(import_file(engine, study, file, vault, person_id))
        except ResearcherError as error:
            refused += 1
            click.echo(f"{file.name}: geweigerd: {error}")
    sys.exit(1 if refused else 0)


@main.command()
@click.option("--study", "slug", required=True, help="The study's slug, as in its address.")
def suggest(slug: str) -> None:
    """Look for topics and code suggestions now, in this process."""
    import coding.suggestions.jobs
    import coding.suggestions.topics.jobs  # noqa: F401  declares the jobs
    from webapp.commands.import_transcripts import study_at
    from webapp.commands.suggest import suggest_for

    engine = prepared_engine(Settings())
    with in_plain_words():
        study = study_at(engine, slug)
    results = list(suggest_for(engine, study))
    for _succeeded, message in results:
        click.echo(message)
    sys.exit(0 if all(succeeded for succeeded, _message in results) else 1)


@main.command()
@click.option("--journey", "slug", required=True, help="The journey's slug, as in its address.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def publish(slug: str, yes: bool, file: Path) -> None:
    """Publish a journey on the public site and write its PDF to FILE."""
    from webapp.commands.publish import publish_to

    settings = Settings()
    if not yes:
        click.echo(f"Iedereen kan dit verhaal straks lezen op {settings.public_url}.")
        see_agreed("Openbaar maken?")
    with in_plain_words():
        click.echo(publish_to(prepared_engine(settings), slug, file, settings.site))


main.add_command(backup)
main.add_command(restore)
main.add_command(move)
main.add_command(export_all)
main.add_command(keys)
main.add_command(doctor)
main.add_command(migrate_alone)
main.add_command(sbom)


@main.command()
@click.option(
    "--repair", is_flag=True, help="Unite fragments of one coder with one code that overlap; nothing is lost."
)
@click.option("--backup", "file", type=click.Path(path_type=Path), help="Check this backup instead.")
@click.option("--passphrase-from", type=click.Path(path_type=Path), help="File whose first line is its passphrase.")
def check(*, repair: bool, file: Path | None, passphrase_from: Path | None) -> None:
    """Check that everything in the database still holds together, and that somebody does the work that waits."""
    from studies.trail.chain.heads import note_heads
    from webapp import integrity
    from webapp.backup.nightly import standing
    from webapp.work.at_work import who_works

    if file is not None:
        with in_plain_words():
            whole, differs = check_backup(Settings(), file, passphrase_from)
        for sentence in (whole, *differs):
            click.echo(sentence)
        sys.exit(1 if differs else 0)
    settings = Settings()
    engine = prepared_engine(settings)
    if repair:
        click.echo(f"{integrity.repair(engine)} keer fragmenten samengevoegd die overlapten.")
    is_kept, about_copies = standing(settings)
    found = [*integrity.problems(engine, settings.heads_file, settings.key(NAMES)), *([] if is_kept else about_copies)]
    for sentence in (*found, *who_works(engine), *(about_copies if is_kept else [])):
        click.echo(sentence)
    wrong = ngettext("%(num)s ding klopt niet.", "%(num)s dingen kloppen niet.", len(found))
    click.echo(wrong if found else "Alles klopt.")
    if not found:
        note_heads(engine, settings.heads_file)
    sys.exit(1 if found else 0)


@main.command()
def tidy() -> None:
    """Erase what should be gone by now: names and transcripts whose last day is over. The worker does it every hour."""
    from webapp.work.tidying import keep_promises

    kept = keep_promises(prepared_engine(Settings()))
    click.echo(f"{kept} keer gewist, zoals afgesproken." if kept else "Er is niets dat weg moet.")


@main.group(invoke_without_command=True)
@click.option("--to", "address", metavar="EMAIL", help="Send a message to this address, to try out the settings.")
@click.option("--again", is_flag=True, help="Send once more what was given up in the last week, but for bounces.")
def mail(address: str | None, again: bool) -> None:
    """Tell how outgoing mail stands; with --to try it out."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    from webapp.commands.mail import mail_standing, send_again, send_trial

    settings = Settings()
    engine = prepared_engine(settings)
    with in_plain_words():
        door = settings.mail
        if address:
            click.echo(send_trial(engine, door, address))
        elif again:
            click.echo(send_again(engine, door))
        else:
            click.echo(mail_standing(engine, door))


@mail.command()
def bounced() -> None:
    """Note what a mail server could not deliver after all: its report, on standard input, as a mail server pipes it."""
    from webapp.commands.mail import take_bounce

    line, code = take_bounce(Settings(), sys.stdin.buffer)
    click.echo(line, err=code != 0)
    sys.exit(code)


@main.group()
def person() -> None:
    """People with an account."""


@person.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--organisation", required=True, help="Slug or name; the first one is made.")
@click.option("--new-organisation", is_flag=True, help="Make it when it does not exist yet.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.RESEARCHER.value,
    show_default=True,
    help="A researcher sees everything, real names too; an administrator people and settings, no conversations.",
)
@click.option(
    "--password-from", type=click.File("r"), help="File whose first line is the password; - reads it from a pipe."
)
@click.option("--mail", "by_mail", is_flag=True, help="Send a sign-in link by mail; no password is asked for.")
def add(
    email: str,
    name: str,
    organisation: str,
    new_organisation: bool,
    role: str,
    password_from: TextIO | None,
    by_mail: bool,
) -> None:
    """Add a person. The password is asked for, twice; with none, or without a terminal, a sign-in link is printed."""
    settings = Settings()
    password = (
        _first_line(password_from) if password_from else "" if by_mail else asked_password((name, email, organisation))
    )
    with in_plain_words(), unit_of_work(prepared_engine(settings), across=True) as session:
        owner = organisation_meant(session, organisation, may_be_new=new_organisation)
        added = add_person(session, owner, email, name, Role(role), password or None)
        click.echo(f"{added.name} kan zich aanmelden met {added.email}, bij {owner.name}.")
        if by_mail or not password:
            click.echo(way_in(session, settings, added, by_mail))


@person.command()
@click.argument("email")
@click.option("--mail", "by_mail", is_flag=True, help="Send it to them instead of printing it.")
def link(email: str, by_mail: bool) -> None:
    """Print a link that signs somebody in once: for who has no password, or forgot it."""
    settings = Settings()
    with in_plain_words(), unit_of_work(prepared_engine(settings), across=True) as session:
        click.echo(way_in(session, settings, person_by_email(session, email), by_mail))


@person.command()
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Take away the second step of somebody who lost telephone and recovery codes; they set it up anew."""
    from webapp.commands.second_step import reset

    settings = Settings()
    with in_plain_words():
        click.echo(reset(prepared_engine(settings), settings, email))


@main.group()
def organisation() -> None:
    """Organisations."""


@organisation.command()
@click.argument("slug")
def own_sign_in(slug: str) -> None:
    """Turn off an organisation's sign-in service: its people sign in by themselves again."""
    from webapp.by_provider.closed_door import sign_in_by_themselves

    settings = Settings()
    with in_plain_words():
        click.echo(sign_in_by_themselves(prepared_engine(settings), slug, settings.mail))


def _first_line(file: TextIO) -> str:
    """What follows on a command, everybody on the computer can read while it runs; what is in a file they can't."""
    if password := file.readline().rstrip("\r\n"):
        return password
    raise click.UsageError(f"{file.name} is empty.")


if __name__ == "__main__":
    main()

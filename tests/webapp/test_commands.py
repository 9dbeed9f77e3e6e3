"""The command line, as a person at a terminal uses it."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.topics.jobs import TOPICS
from foundation.database.engine import unit_of_work
from foundation.jobs.claiming import claim
from foundation.jobs.health import tell_alive
from foundation.jobs.kinds import functions
from foundation.jobs.models import Job
from interviews.models import Interview
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.accounts.signing_in import recognise_password
from studies.models import Organisation, Person, Study
from tests.by_link import press_button_of
from webapp.commands.verhaallijn import main
from webapp.settings import Settings

RESEARCHER = "l.veldman@voorbeeld.nl"
TALK = "Interviewer: Hoe begon het?\nRespondent: Met een brief. Die begreep ik niet.\nInterviewer: En toen?\n"

Run = Callable[..., Result]
PASSWORD = "een lange geheime zin"
NOOR, SANNE = (
    ["person", "add", f"{name.lower()}@voorbeeld.nl", "--name", name, "--organisation", "Lindermeer"]
    for name in ("Noor", "Sanne")
)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `verhaallijn …` on this test's data folder."""
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def _import(run: Run, study: Study, *files: Path) -> Result:
    return run("import", "--study", study.slug, "--for", RESEARCHER, *files)


def test_files_go_in_one_line_each_and_a_refused_one_does_not_stop_the_others(
    run: Run, session: Session, study: Study, tmp_path: Path
) -> None:
    (tmp_path / "een.txt").write_text(TALK + "Respondent: Ik heb gebeld.\n")
    (tmp_path / "leeg.docx").write_bytes(b"")
    (tmp_path / "twee.txt").write_text(TALK + "Respondent: Ik heb gewacht.\n")

    result = _import(run, study, *(tmp_path / name for name in ("een.txt", "leeg.docx", "twee.txt")))

    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("een.txt: Gesprek 1, 4 beurten")
    assert lines[1].startswith("leeg.docx: geweigerd: ")
    assert lines[2].startswith("twee.txt: Gesprek 2, 4 beurten")
    assert len(session.exec(select(Interview)).all()) == 2


def test_the_same_file_twice_is_refused_and_not_doubled(
    run: Run, session: Session, study: Study, tmp_path: Path
) -> None:
    (tmp_path / "een.txt").write_text(TALK)
    assert _import(run, study, tmp_path / "een.txt").exit_code == 0

    again = _import(run, study, tmp_path / "een.txt")

    assert again.exit_code == 1
    assert "geweigerd: Dit gesprek staat al in het onderzoek, als Gesprek 1" in again.output
    assert len(session.exec(select(Interview)).all()) == 1


def test_a_missing_file_and_an_unknown_study_are_said_plainly(run: Run, study: Study, tmp_path: Path) -> None:
    missing = _import(run, study, tmp_path / "weg.docx")
    assert missing.output.startswith("weg.docx: geweigerd: het bestand is er niet")
    unknown = run("import", "--study", "onbekend", tmp_path / "weg.docx")
    assert unknown.exit_code == 1
    assert "bestaat niet" in unknown.output


def test_a_conversation_that_comes_in_is_of_who_it_is_for(
    run: Run, session: Session, study: Study, researcher: Person, tmp_path: Path
) -> None:
    (tmp_path / "een.txt").write_text(TALK)

    assert run("import", "--study", study.slug, "--for", f" {RESEARCHER.upper()} ", tmp_path / "een.txt").exit_code == 0

    assert session.exec(select(Interview)).one().created_by == researcher.id


@pytest.mark.parametrize("whose", ["nobody", "unknown", "second coder", "of another organisation"])
def test_a_conversation_that_is_of_no_researcher_does_not_come_in(
    run: Run, engine: Engine, session: Session, study: Study, organisation: Organisation, tmp_path: Path, whose: str
) -> None:
    (tmp_path / "een.txt").write_text(TALK)
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Gemeente Elders", "elders")
        add_person(across, organisation, "second@voorbeeld.nl", "Teun", Role.SECOND_CODER)
        add_person(across, other, "of@voorbeeld.nl", "Otto", Role.RESEARCHER)
    said = () if whose == "nobody" else ("--for", f"{whose.split()[0]}@voorbeeld.nl")

    refused = run("import", "--study", study.slug, *said, tmp_path / "een.txt")

    assert refused.exit_code == 1
    assert ("Zeg met --for" if whose == "nobody" else "is geen onderzoeker") in refused.output
    assert "Er is niets ingelezen." in refused.output
    assert session.exec(select(Interview)).all() == []


def test_suggesting_with_too_little_material_says_why(run: Run, study: Study) -> None:
    result = run("suggest", "--study", study.slug)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.output.strip()


def test_suggesting_waits_for_a_worker_that_was_first(
    run: Run, engine: Engine, session: Session, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        functions, SUGGESTIONS, lambda running: running.finish("De suggesties staan klaar.", lambda session: None)
    )
    job = Job(kind=TOPICS, study_id=study.id)
    session.add(job)
    session.commit()
    first = claim(engine, job.id, "computer:12")
    assert first is not None
    worker = threading.Timer(1, first.finish, ("Eén onderwerp gevonden.", lambda session: None))
    worker.start()

    result = run("suggest", "--study", study.slug)

    worker.join()
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        ["Eén onderwerp gevonden.", "De suggesties staan klaar."],
    )


def test_the_check_says_that_nobody_does_the_work_that_waits(
    run: Run, engine: Engine, session: Session, study: Study
) -> None:
    assert "Alles klopt." in run("check").output
    session.add(Job(kind="topics", study_id=study.id))
    session.commit()

    result = run("check")

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "Er wacht werk (1 taak), maar er is geen programma dat het doet. "
        "Start `verhaallijn worker`, of start de server met `verhaallijn serve --worker`."
    )
    assert result.output.splitlines()[-1] == "1 ding klopt niet."


def test_the_check_says_who_works_at_what_since_when(run: Run, engine: Engine, session: Session, study: Study) -> None:
    job = Job(kind="topics", study_id=study.id)
    session.add(job)
    session.commit()
    tell_alive(engine, "computer:12")
    claim(engine, job.id, "computer:12")

    result = run("check")

    first, last = result.output.splitlines()
    assert re.fullmatch(rf"computer:12 werkt: topics \(job {job.id}\), sinds \d+ [a-z]+ \d+, \d+\.\d+ uur\.", first)
    assert last == "Alles klopt."


def test_publishing_an_unknown_journey_writes_nothing(run: Run, study: Study, tmp_path: Path) -> None:
    result = run("publish", "--journey", "onbekend", tmp_path / "x.pdf")
    assert result.exit_code == 1
    assert not (tmp_path / "x.pdf").exists()


def _person(run: Run, organisation: str, *more: str) -> Result:
    who = ("person", "add", "Noor@Voorbeeld.nl", "--name", "Noor")
    return run(*who, "--organisation", organisation, *more)


def test_a_person_joins_the_organisation_that_is_meant(run: Run, engine: Engine, organisation: Organisation) -> None:
    assert _person(run, "Lindermeer").exit_code == 0
    assert _organisations(engine) == ["Gemeente Lindermeer"]


def test_an_organisation_that_is_misspelt_is_not_made(run: Run, engine: Engine, organisation: Organisation) -> None:
    result = _person(run, "Gemeente Lindemeer")
    assert result.exit_code == 1
    assert "Gemeente Lindermeer (lindermeer)" in result.output
    assert _organisations(engine) == ["Gemeente Lindermeer"]


def test_the_first_organisation_is_made(run: Run, engine: Engine, settings: Settings) -> None:
    assert _person(run, "Bureau Halte").exit_code == 0
    assert _organisations(engine) == ["Bureau Halte"]


def _organisations(engine: Engine) -> list[str]:
    with unit_of_work(engine, across=True) as session:
        return list(session.exec(select(Organisation.name).order_by(Organisation.name)).all())


def test_a_person_without_password_gets_a_link(run: Run, session: Session) -> None:
    result = _person(run, "Bureau Halte", "--new-organisation")
    assert result.exit_code == 0, result.output
    assert "/aanmelden/link/" in result.output
    assert session.exec(select(Person).where(Person.email == "noor@voorbeeld.nl")).one().password_hash is None


def test_check_finds_nothing_wrong_in_a_sound_database(run: Run, study: Study) -> None:
    result = run("check")
    assert (result.exit_code, result.output.strip()) == (0, "Alles klopt.")


def test_without_a_password_or_a_terminal_to_type_one_a_link_is_made(
    run: Run, app: Flask, organisation: Organisation
) -> None:
    result = run("person", "add", "Noor@Voorbeeld.nl", "--name", "Noor", "--organisation", "Lindermeer")

    assert result.exit_code == 0
    link = result.output.splitlines()[-1]
    browser = app.test_client()
    assert press_button_of(browser, link[link.index("/aanmelden/link/") :]).status_code == 302
    assert "Noor" in browser.get("/account").text
    said = " ".join(run("person", "add", "--help").output.split())
    assert "with none, or without a terminal, a sign-in link is printed" in said


def test_a_password_is_never_given_on_the_command_line(run: Run, engine: Engine, organisation: Organisation) -> None:
    """Everybody on the computer sees in the list of processes what was typed there."""
    assert (
        run(
            "person", "add", "n@voorbeeld.nl", "--name", "N", "--organisation", "Lindermeer", "--password", "x"
        ).exit_code
        == 2
    )
    assert "--password " not in run("person", "add", "--help").output


def test_a_password_comes_from_a_file_or_a_pipe(
    settings: Settings, run: Run, engine: Engine, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")

    from_file = run(*NOOR, "--password-from", file)
    piped = CliRunner().invoke(main, [*SANNE, "--password-from", "-"], input=f"{PASSWORD}\n")

    for added in (from_file, piped):
        assert added.exit_code == 0, added.output
        assert "/aanmelden/link/" not in added.output
    with unit_of_work(engine, across=True) as session:
        assert recognise_password(session, "noor@voorbeeld.nl", PASSWORD)
        assert recognise_password(session, "sanne@voorbeeld.nl", PASSWORD)
    file.write_text("")
    assert run(*NOOR, "--password-from", file).exit_code == 2


def test_a_password_that_is_easily_guessed_is_refused_and_nobody_is_added(
    run: Run, engine: Engine, organisation: Organisation, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text("Lindermeer2026\n")

    refused = run(*NOOR, "--password-from", file)

    assert refused.exit_code == 1
    assert "bijna alleen een naam" in refused.output
    with unit_of_work(engine, across=True) as session:
        assert session.exec(select(Person).where(Person.email == "noor@voorbeeld.nl")).first() is None


def test_who_types_an_unfit_password_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, run: Run, engine: Engine, organisation: Organisation
) -> None:
    monkeypatch.setattr("webapp.commands.starting._has_terminal", lambda: True)
    typed = "\n".join(["welkomwelkom", PASSWORD, PASSWORD]) + "\n"

    added = CliRunner().invoke(main, list(NOOR), input=typed)

    assert added.exit_code == 0, added.output
    assert "gebruiken veel mensen" in added.output
    with unit_of_work(engine, across=True) as session:
        assert recognise_password(session, "noor@voorbeeld.nl", PASSWORD)


def test_somebody_who_is_there_already_gets_a_new_link(run: Run, app: Flask, researcher: Person) -> None:
    result = run("person", "link", f" {researcher.email.upper()}")

    link = result.output.splitlines()[-1]
    assert press_button_of(app.test_client(), link[link.index("/aanmelden/link/") :]).status_code == 302
    unknown = run("person", "link", "niemand@voorbeeld.nl")
    assert unknown.exit_code == 1
    assert "Er is niemand met dit e-mailadres." in unknown.output


@pytest.mark.parametrize("email", ["not an email", "", "a@b"])
def test_who_has_no_address_to_sign_in_with_is_refused(run: Run, email: str, organisation: Organisation) -> None:
    result = run("person", "add", email, "--name", "Noor", "--organisation", "Lindermeer")

    assert result.exit_code == 1
    assert "Schrijf het als naam@voorbeeld.nl." in result.output


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_somebody_without_a_name_is_refused(run: Run, name: str, organisation: Organisation) -> None:
    result = run("person", "add", "noor@voorbeeld.nl", "--name", name, "--organisation", "Lindermeer")

    assert result.exit_code == 1
    assert "Vul de naam van deze persoon in." in result.output

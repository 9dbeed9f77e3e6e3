"""Mail from the command line: it is tried out, it says in Dutch what is wrong, and it lets somebody in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.sending import send_waiting
from studies.models import Organisation, Person
from tests.by_link import press_button_of
from tests.foundation.mail.post_office import PostOffice, free_port, opened
from webapp.commands import mail
from webapp.commands.verhaallijn import main
from webapp.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `verhaallijn …` on this test's data folder."""
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def mailing(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def set_up(port: int) -> None:
        monkeypatch.setenv("VERHAALLIJN_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("VERHAALLIJN_SMTP_PORT", str(port))
        monkeypatch.setenv("VERHAALLIJN_SMTP_TLS", "none")
        monkeypatch.setenv("VERHAALLIJN_MAIL_FROM", "verhalen@lindermeer.example")

    return set_up


def test_a_trial_arrives(
    run: Run, mailing: Callable[[int], None], office: PostOffice, organisation: Organisation
) -> None:
    with opened(office) as port:
        mailing(port)
        result = run("mail", "--to", "beheer@lindermeer.example")
    assert (result.exit_code, result.output) == (
        0,
        f"Verstuurd naar beheer@lindermeer.example, via 127.0.0.1:{port}.\n",
    )
    (arrived,) = office.messages
    assert arrived["Subject"] == "Proefbericht van Verhaallijn"
    assert str(arrived["From"]) == "Gemeente Lindermeer <verhalen@lindermeer.example>"
    told = run("mail").output.splitlines()
    assert told == [
        f"E-mail gaat via 127.0.0.1:{port}.",
        "0 berichten om te versturen",
        "1 bericht verstuurd",
        "0 berichten niet verstuurd",
    ]


def test_what_went_wrong_is_said_with_the_words_of_the_server(
    run: Run, mailing: Callable[[int], None], office: PostOffice, organisation: Organisation
) -> None:
    office.at_address = {"weg@voorbeeld.nl": ["550 5.1.1 <weg@voorbeeld.nl> unknown here"]}
    with opened(office) as port:
        mailing(port)
        refused = run("mail", "--to", "weg@voorbeeld.nl")
    assert refused.exit_code == 1
    assert "De mailserver weigert dit e-mailadres (550 5.1.1)." in refused.output
    assert "De mailserver zei: 5.1.1 <weg@voorbeeld.nl> unknown here" in refused.output
    away = run("mail", "--to", "piet@voorbeeld.nl")
    assert away.exit_code == 1
    assert f"De mailserver 127.0.0.1:{port} is niet te bereiken." in away.output
    assert "Traceback" not in away.output
    assert "2 berichten niet verstuurd" in run("mail").output, "a trial does not come an hour later"
    assert "voorbeeld.nl" not in run("mail").output


def test_what_was_tried_in_vain_is_no_mail_that_somebody_lacks_once_mail_works(
    run: Run, mailing: Callable[[int], None], office: PostOffice, organisation: Organisation
) -> None:
    mailing(free_port())
    assert run("mail", "--to", "piet@voorbeeld.nl").exit_code == 1
    with opened(office) as port:
        mailing(port)
        assert run("mail", "--to", "piet@voorbeeld.nl").exit_code == 0
    assert run("mail").output.splitlines()[1:] == [
        "0 berichten om te versturen",
        "1 bericht verstuurd",
        "0 berichten niet verstuurd",
    ]


def test_a_trial_that_a_worker_took_is_waited_for(
    run: Run,
    mailing: Callable[[int], None],
    office: PostOffice,
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def by_another(engine: Engine, door: object, _mail_id: int) -> None:
        send_waiting(engine, door)  # type: ignore[arg-type]

    monkeypatch.setattr(mail, "send_one", by_another)
    with opened(office) as port:
        mailing(port)
        assert run("mail", "--to", "piet@voorbeeld.nl").exit_code == 0
        office.at_address = {"weg@voorbeeld.nl": ["550 5.1.1 weg"]}
        refused = run("mail", "--to", "weg@voorbeeld.nl")
    assert "weigert dit e-mailadres" in refused.output


def test_what_was_given_up_goes_once_more(
    run: Run, mailing: Callable[[int], None], office: PostOffice, settings: Settings, engine: Engine, session: Session
) -> None:
    office.at_address = {"noor@voorbeeld.nl": ["554 5.7.1 relay access denied"]}
    with opened(office) as port:
        mailing(port)
        assert _add(run, "--new-organisation", "--mail").exit_code == 0
        send_waiting(engine, Settings(data_dir=settings.data_dir).mail)  # type: ignore[arg-type]
        assert "1 bericht niet verstuurd" in run("mail").output
        assert run("mail", "--again").output == "1 bericht om te versturen. De worker verstuurt ze.\n"
        send_waiting(engine, Settings(data_dir=settings.data_dir).mail)  # type: ignore[arg-type]
    assert office.readers == ["noor@voorbeeld.nl"]


@pytest.mark.parametrize("options", [("--to", "piet@voorbeeld.nl"), ("--again",)])
def test_without_a_mail_server_that_is_said(run: Run, organisation: Organisation, options: tuple[str, ...]) -> None:
    result = run("mail", *options)
    assert result.exit_code == 1
    assert "Er is geen mailserver ingesteld. Zet VERHAALLIJN_SMTP_HOST en VERHAALLIJN_MAIL_FROM." in result.output
    assert "Er is geen mailserver ingesteld." in run("mail").output


def test_without_an_organisation_that_is_said(run: Run, mailing: Callable[[int], None]) -> None:
    mailing(free_port())
    assert "Er is nog geen organisatie." in run("mail", "--to", "piet@voorbeeld.nl").output


def _add(run: Run, *options: str) -> Result:
    return run("person", "add", "Noor@Voorbeeld.nl", "--name", "Noor", "--organisation", "Bureau Halte", *options)


def test_somebody_new_gets_a_way_in_by_mail(
    run: Run, mailing: Callable[[int], None], office: PostOffice, settings: Settings, engine: Engine, app: Flask
) -> None:
    with opened(office) as port:
        mailing(port)
        result = _add(run, "--new-organisation", "--mail")
        assert result.exit_code == 0, result.output
        assert "gaat per e-mail naar noor@voorbeeld.nl" in result.output
        assert "/aanmelden/link/" not in result.output
        send_waiting(engine, Settings(data_dir=settings.data_dir).mail)  # type: ignore[arg-type]

    (arrived,) = office.messages
    text = next(arrived.iter_parts()).get_content()  # type: ignore[attr-defined]
    link = re.search(r"http\S+(/aanmelden/link/\S+)", text)
    assert link
    assert "Met deze link meld je je aan bij Verhaallijn, voor Bureau Halte." in text
    assert re.search(r"De link werkt één keer, tot \w+ \d+ \w+ om \d+\.\d\d uur\.", text)
    assert press_button_of(app.test_client(), link[1]).status_code == 302


def test_who_forgot_a_password_gets_a_link_by_mail(
    run: Run, mailing: Callable[[int], None], office: PostOffice, settings: Settings, engine: Engine, researcher: Person
) -> None:
    with opened(office) as port:
        mailing(port)
        result = run("person", "link", researcher.email, "--mail")
        send_waiting(engine, Settings(data_dir=settings.data_dir).mail)  # type: ignore[arg-type]
    assert "gaat per e-mail naar l.veldman@voorbeeld.nl" in result.output
    assert office.readers == ["l.veldman@voorbeeld.nl"]
    assert "voor Gemeente Lindermeer." in next(office.messages[0].iter_parts()).get_content()  # type: ignore[attr-defined]


def test_nobody_is_added_who_could_not_be_mailed(
    run: Run, mailing: Callable[[int], None], organisation: Organisation, session: Session
) -> None:
    unset = run("person", "add", "noor@voorbeeld.nl", "--name", "Noor", "--organisation", "Lindermeer", "--mail")
    assert "geen mailserver" in unset.output
    mailing(free_port())
    unusual = run("person", "add", "nóór@voorbeeld.nl", "--name", "Noor", "--organisation", "Lindermeer", "--mail")
    assert "bijzondere letters" in unusual.output
    assert session.exec(select(Person.name)).all() == ["Lotte Veldman"]
    assert session.exec(select(OutgoingMail).where(OutgoingMail.state == MailState.WAITING)).all() == []


def test_settings_that_can_not_be_so_stop_the_start(
    run: Run, mailing: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mailing(free_port())
    wrong = {
        "VERHAALLIJN_SMTP_TLS": ("ssl", "kies starttls, tls of none"),
        "VERHAALLIJN_MAIL_FROM": ("verhalen", "dat is geen e-mailadres"),
        "VERHAALLIJN_SMTP_CA_FILE": (str(tmp_path / "weg.pem"), "dat bestand is er niet"),
        "VERHAALLIJN_SMTP_USER": ("verhalen", "geef ook VERHAALLIJN_SMTP_PASSWORD"),
    }
    for setting, (value, why) in wrong.items():
        with monkeypatch.context() as patch:
            patch.setenv(setting, value)
            for command in ("check", "worker"):
                stopped = run(command)
                assert stopped.exit_code == 1, setting
                assert f"{setting} klopt niet: {why}" in stopped.output

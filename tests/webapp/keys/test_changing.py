"""`verhaallijn keys rotate`: all that is sealed goes over to another master key at once; a crash loses nothing."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, LargeBinary
from sqlmodel import Session, SQLModel, col, select, update

from foundation.database.engine import read_only, unit_of_work
from foundation.mail.contents import mail_seal, opened_contents
from foundation.mail.letter import Letter
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor, Message, post
from foundation.mail.server import MailServer, Tls
from foundation.secrets import changing
from foundation.secrets.keys import KeyExchanged, fingerprint_of, make_key
from foundation.secrets.sealing import KeyDoesNotFit, new_key
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.name_kinds import NameKind
from interviews.respondents.contacts import ContactVault, contact_of, save_contact
from interviews.respondents.register import add_respondent, all_respondents
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.models import AuthenticatorApp, IdentityProvider
from studies.accounts.second_step.recovery_codes import make_codes, use_code
from studies.accounts.second_step.vault import SecondStepVault
from studies.keys.changing import StudyStaysClosed
from studies.keys.keeping import opened_key, study_key
from studies.keys.models import WrappedKey
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from studies.trail.models import TrailEntry
from tests.files import contents_of
from webapp.commands.verhaallijn import main
from webapp.integrity import problems
from webapp.keys import changing as of_installation
from webapp.keys.changing import change_master_key
from webapp.keys.keeping import keep_keys
from webapp.settings import NAMES, ROOT, Settings

NAME, SECRET, CLIENT_SECRET, WRITTEN_TO = "Wilma Jansen", "JBSWY3DPEHPK3PXPJBSWY3DP", "geheim", "piet@voorbeeld.nl"


class Stopped(BaseException):
    """As when the program is killed at that point."""


@pytest.fixture
def codes(
    engine: Engine, settings: Settings, session: Session, study: Study, organisation: Organisation, researcher: Person
) -> list[str]:
    """The codes on paper, in an installation with something of everything that is sealed, in two studies.

    One of these is from before studies had keys of their own.
    """
    keep_keys(engine, settings)
    _as_from_before(session, study)
    for one in (study, add_study(session, "Wmo", slug="wmo")):
        _fill(session, one)
    master = settings.key(NAMES)
    door = MailDoor(MailServer("localhost", 25, Tls.NONE, "v@lindermeer.example"), mail_seal(master))
    post(session, door, Message("test", Letter("Leest u mee?", "Dag Piet,", ("Graag.",)), WRITTEN_TO))
    sealed = ProviderVault(master).sealed_for(organisation.id, CLIENT_SECRET)
    session.add(IdentityProvider(issuer="https://a.example", client_id="v", sealed_secret=sealed))
    vault = SecondStepVault(master)
    secret = vault.sealed(researcher.id, SECRET)
    session.add(AuthenticatorApp(person_id=researcher.id, sealed=secret, next_sealed=secret))
    made = make_codes(session, vault, researcher.id)
    session.commit()
    session.close()
    return made


def _as_from_before(session: Session, study: Study) -> None:
    session.exec(update(WrappedKey).where(col(WrappedKey.study_id) == study.id).values(wrapped=None))
    session.commit()
    session.expire_all()


def _fill(session: Session, study: Study) -> None:
    key = study_key(session, study.id)
    save_contact(session, ContactVault(key), add_respondent(session, study, "ouder", {}), NAME, "0612345678")
    hidden = PseudonymVault(key).hide(NameKind.PERSON, "Yassin", "Hugo")
    session.add(
        Pseudonym(
            study_id=study.id, kind=hidden.kind, digest=hidden.digest, pseudonym=hidden.pseudonym, sealed=hidden.sealed
        )
    )
    session.flush()


def opened_all(engine: Engine, settings: Settings) -> dict[str, object]:
    """All that was sealed, opened with the key that is in place; and what names and words are known by."""
    master = settings.key(NAMES)
    with unit_of_work(engine, across=True) as session:
        mail, service = session.exec(select(OutgoingMail)).one(), session.exec(select(IdentityProvider)).one()
        app = session.exec(select(AuthenticatorApp)).one()
        found: dict[str, object] = {
            "mail": opened_contents(mail_seal(master), mail.sealed or b"", mail.message_id).to,
            "service": ProviderVault(master).opened_for(service.organisation_id, service.sealed_secret),
            "app": [SecondStepVault(master).opened(app.person_id, one or b"") for one in (app.sealed, app.next_sealed)],
        }
        for study in session.exec(select(Study)).all():
            found[study.slug] = _of_study(session, study)
    assert problems(engine, None, master) == []
    return found


def _of_study(session: Session, study: Study) -> list[object]:
    key = opened_key(session, study.id)
    vault, row = PseudonymVault(key), session.exec(select(Pseudonym).where(Pseudonym.study_id == study.id)).one()
    (somebody,) = all_respondents(session, study.id)
    return [
        vault.reveal(HiddenName(row.digest, row.kind, row.pseudonym, row.sealed)),
        vault.digest(NameKind.PERSON, "Yassin") == row.digest,
        contact_of(session, ContactVault(key), somebody).name,
        vault.mark_of("een heel gesprek"),
        key.of(b"waiver"),
    ]


def test_all_that_was_sealed_opens_with_the_new_key_and_nothing_with_the_old(
    engine: Engine, settings: Settings, codes: list[str], researcher: Person
) -> None:
    before, old = opened_all(engine, settings), settings.key(NAMES)

    changed = change_master_key(engine, settings)

    assert opened_all(engine, settings) == before
    file = settings.key_file(NAMES)
    assert settings.key(NAMES) != old
    assert (changed.studies, changed.old.read_bytes()) == (2, old)
    assert [one.stat().st_mode & 0o777 for one in (file, changed.old)] == [0o600, 0o600]
    keep_keys(engine, settings)
    for code in codes[:2]:
        with unit_of_work(engine, across=True) as session:
            use_code(session, SecondStepVault(settings.key(NAMES)), researcher.id, code)
    file.write_bytes(old)
    with pytest.raises(KeyExchanged):
        keep_keys(engine, settings)
    with unit_of_work(engine, across=True) as session, pytest.raises(KeyDoesNotFit):
        _of_study(session, session.exec(select(Study)).all()[0])


def test_the_history_tells_of_no_other_sign_in_service(engine: Engine, settings: Settings, codes: list[str]) -> None:
    before = _history(engine)
    assert [one for one in before if one.endswith("provider")], "it tells of one that was set up"

    change_master_key(engine, settings)

    assert _history(engine) == before


def _history(engine: Engine) -> list[str]:
    with unit_of_work(engine, across=True) as session:
        rows = session.exec(select(TrailEntry).order_by(col(TrailEntry.id))).all()
        return [f"{one.kind} {one.detail}" for one in rows]


def test_twice_is_as_good_as_once(engine: Engine, settings: Settings, codes: list[str], researcher: Person) -> None:
    before = opened_all(engine, settings)

    kept = [change_master_key(engine, settings).old for _time in range(2)]

    assert opened_all(engine, settings) == before
    assert sorted(kept) == list(changing.old_keys(settings.key_file(NAMES)))
    with unit_of_work(engine, across=True) as session:
        use_code(session, SecondStepVault(settings.key(NAMES)), researcher.id, codes[0])


def test_the_first_change_lets_a_study_from_before_follow_from_no_master_key(
    engine: Engine, settings: Settings, codes: list[str]
) -> None:
    with unit_of_work(engine, across=True) as session:
        assert None in session.exec(select(WrappedKey.wrapped)).all()

    change_master_key(engine, settings)

    with unit_of_work(engine, across=True) as session:
        rows = session.exec(select(WrappedKey.wrapped).order_by(col(WrappedKey.study_id))).all()
    assert [len(one or b"") for one in rows] == [28 + 8 * 32, 28 + 32]


@pytest.mark.of_sqlite("PostgreSQL keeps old rows in its files until VACUUM")
def test_what_was_sealed_under_the_old_key_leaves_the_files(
    engine: Engine, settings: Settings, codes: list[str]
) -> None:
    with unit_of_work(engine, across=True) as session:
        sealed = [one for one in session.exec(select(WrappedKey.wrapped)).all() if one]
        sealed += [one.sealed_secret for one in session.exec(select(IdentityProvider)).all()]
        sealed += [one.sealed or b"" for one in session.exec(select(OutgoingMail)).all()]

    change_master_key(engine, settings)

    left = contents_of(settings.data_dir).values()
    assert [one for one in sealed if any(one in content for content in left)] == []


def _stop(*_given: Any, **_named: Any) -> None:
    raise Stopped


def _after(done: Callable[..., Any]) -> Callable[..., Any]:
    def and_stop(*given: Any) -> None:
        done(*given)
        raise Stopped

    return and_stop


STEPS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "before the new key is written": (changing.os, "open", _stop),
    "when it lies ready": (of_installation, "move_mail", _stop),
    "halfway through what is sealed": (of_installation, "wrap_anew", _stop),
    "when all is sealed, before it is stored": (of_installation, "change_key", _after(of_installation.change_key)),
    "when it is stored": (of_installation, "settle", _stop),
    "when the old one is kept": (changing.Path, "replace", _stop),
    "when the files changed places": (of_installation, "empty_log", _stop),
}


@pytest.mark.parametrize("step", STEPS)
def test_stopped_anywhere_the_next_start_works_with_all_that_was_there(
    engine: Engine,
    settings: Settings,
    codes: list[str],
    researcher: Person,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    before, old = opened_all(engine, settings), settings.key(NAMES)
    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step])
        with pytest.raises(Stopped):
            change_master_key(engine, settings)

    keep_keys(engine, settings)

    assert opened_all(engine, settings) == before
    is_changed = list(STEPS).index(step) > list(STEPS).index("when all is sealed, before it is stored")
    assert (settings.key(NAMES) != old) is is_changed
    kept = [one.read_bytes() for one in changing.old_keys(settings.key_file(NAMES))]
    assert kept == ([old] if is_changed else [])
    assert not list(settings.data_dir.glob("*.nieuw"))
    change_master_key(engine, settings)
    assert opened_all(engine, settings) == before
    with unit_of_work(engine, across=True) as session:
        use_code(session, SecondStepVault(settings.key(NAMES)), researcher.id, codes[0])


def test_who_starts_while_the_files_change_places_changes_them_no_second_time(
    engine: Engine, settings: Settings, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, old, store = opened_all(engine, settings), settings.key(NAMES), of_installation.unit_of_work

    @contextmanager
    def stored_and_started(*given: Any, **named: Any) -> Iterator[Session]:
        with store(*given, **named) as session:
            yield session
        monkeypatch.setattr(of_installation, "unit_of_work", store)
        keep_keys(engine, settings)

    monkeypatch.setattr(of_installation, "unit_of_work", stored_and_started)
    changed = change_master_key(engine, settings)

    assert opened_all(engine, settings) == before
    assert list(changing.old_keys(settings.key_file(NAMES))) == [changed.old]
    assert changed.old.read_bytes() == old


_KILLED = """
import os, signal
from webapp.keys import changing
changing.{step} = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
from webapp.commands.verhaallijn import main
main(["keys", "rotate"])
"""


@pytest.mark.parametrize(("step", "is_changed"), [("change_key", False), ("settle", True)])
def test_killed_before_and_after_it_is_stored(
    engine: Engine, settings: Settings, codes: list[str], step: str, *, is_changed: bool
) -> None:
    before, old = opened_all(engine, settings), settings.key(NAMES)
    engine.dispose()
    environment = {**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT)}

    ended = subprocess.run([sys.executable, "-c", _KILLED.format(step=step)], env=environment, check=False)

    assert ended.returncode == -9
    told = _run(settings, "doctor")
    assert ("Het wisselen van de sleutel is afgebroken. Draai `verhaallijn migrate`" in told.output) is is_changed
    assert _run(settings, "migrate").exit_code == 0
    assert (settings.key(NAMES) != old) is is_changed
    assert opened_all(engine, settings) == before


def _run(settings: Settings, *arguments: str, typed: str = "") -> Result:
    return CliRunner(env={"VERHAALLIJN_DATA_DIR": str(settings.data_dir)}).invoke(main, arguments, input=typed)


def test_the_commands_say_what_to_do_next(engine: Engine, settings: Settings, codes: list[str]) -> None:
    engine.dispose()
    assert "1 onderzoek van voor deze versie" in _run(settings, "doctor").output
    assert _run(settings, "keys", "forget").output == "Er is geen oude sleutel.\n"

    told = _run(settings, "keys", "rotate")

    assert told.exit_code == 0, told.output
    assert "De sleutels van 2 onderzoeken gaan nu alleen met de nieuwe open." in told.output
    assert "bewaar de sleutels opnieuw apart: verhaallijn backup … --with-keys BESTAND" in told.output
    (kept,) = changing.old_keys(settings.key_file(NAMES))
    assert f"De oude sleutel staat in {kept}." in told.output
    assert f"Er is nog een oude hoofdsleutel ({kept.name})" in _run(settings, "doctor").output
    for nobody_agreed in ("", "\n", "nee\n"):
        assert _run(settings, "keys", "forget", typed=nobody_agreed).exit_code == 1
    assert kept.exists()
    assert "Gewist." in _run(settings, "keys", "forget", typed="ja\n").output
    assert not kept.exists()
    assert "Elk onderzoek heeft een eigen sleutel, en die gaat open." in _run(settings, "doctor").output


def test_a_key_that_is_still_in_use_is_never_forgotten(
    engine: Engine, settings: Settings, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened_all(engine, settings)
    with monkeypatch.context() as patch:
        patch.setattr(*STEPS["when the old one is kept"])
        with pytest.raises(Stopped):
            change_master_key(engine, settings)
    engine.dispose()

    assert "Gewist." in _run(settings, "keys", "forget", "--yes").output

    assert opened_all(engine, settings) == before
    assert not list(changing.old_keys(settings.key_file(NAMES)))


def test_nobody_else_may_work_meanwhile(engine: Engine, settings: Settings, codes: list[str]) -> None:
    key = settings.key(NAMES)
    with unit_of_work(read_only(engine), across=True) as session:
        session.exec(select(Study)).all()
        told = subprocess.run(
            [sys.executable, "-m", "webapp.commands", "keys", "rotate"],
            env={**os.environ, "VERHAALLIJN_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (told.returncode, settings.key(NAMES)) == (1, key)
    assert told.stderr.startswith("Error: "), told.stderr
    assert "Stop" in told.stderr


def test_one_key_that_does_not_open_stops_it_and_nothing_changes(
    engine: Engine, settings: Settings, codes: list[str]
) -> None:
    old = settings.key(NAMES)
    with unit_of_work(engine, across=True) as session:
        session.exec(select(WrappedKey).where(col(WrappedKey.wrapped).is_not(None))).one().wrapped = bytes(60)

    with pytest.raises(StudyStaysClosed, match=r"‘Wmo’ gaat niet open\. Er is niets veranderd"):
        change_master_key(engine, settings)

    keep_keys(engine, settings)
    assert settings.key(NAMES) == old
    engine.dispose()
    told = _run(settings, "check")
    assert told.exit_code == 1
    assert "de sleutel van onderzoek ‘Wmo’ (wmo) gaat niet open" in told.output


def test_stopped_while_the_new_key_was_written_it_is_forgotten(
    engine: Engine, settings: Settings, codes: list[str]
) -> None:
    half = settings.data_dir / "pseudonyms.key.nieuw"
    half.touch(mode=0o600)

    keep_keys(engine, settings)

    assert not half.exists()
    assert opened_all(engine, settings)


def test_a_key_that_lies_ready_for_other_data_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "pseudonyms.key"
    make_key(file)
    changing.lay_ready(file)

    changing.settle(file, fingerprint_of(new_key()))

    assert sorted(one.name for one in tmp_path.iterdir()) == ["pseudonyms.key", "pseudonyms.key.nieuw"]


def test_whatever_is_kept_as_bytes_is_known_here() -> None:
    """A new column that is sealed under the master key has to go over with it: `webapp.keys.changing`."""
    bytes_kept = {
        f"{table.name}.{one.name}"
        for table in SQLModel.metadata.sorted_tables
        for one in table.columns
        if isinstance(one.type, LargeBinary)
    }
    under_the_master_key = {
        *("study_key.wrapped", "key_fingerprint.digest_key", "outgoing_mail.sealed"),
        *("identity_provider.sealed_secret", "authenticator_app.sealed", "authenticator_app.next_sealed"),
        *("opinion_invitation.sealed", "intake_file.sealed"),
    }
    under_that_of_a_study = {
        *("pseudonym.sealed", "name_finding.sealed", "respondent_contact.sealed", "respondent_draft.sealed"),
    }
    under_that_of_digests = {"unfinished_answer.sealed", "unfinished_answer.sealed_call", "call_permission.sealed"}
    not_sealed = {
        *("passkey.credential_id", "passkey.public_key", "passkey_challenge.challenge", "person.passkey_handle"),
        *("publication.pdf", "publication_edition.pdf", "text_vector.vector"),
    }
    assert bytes_kept == under_the_master_key | under_that_of_a_study | under_that_of_digests | not_sealed

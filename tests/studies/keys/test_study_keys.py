"""Each study has a key of its own, made with it and gone with it; nothing else opens what is sealed of it."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select, update

from foundation.database.engine import unit_of_work
from foundation.secrets.sealing import KeyDoesNotFit, Seal, installation_key, key_of_study
from interviews.respondents.contacts import Contact, ContactVault, contact_of, save_contact
from interviews.respondents.register import add_respondent
from studies.keys.changing import closed_studies
from studies.keys.keeping import StudyKeyGone, opened_key, study_key
from studies.keys.models import WrappedKey
from studies.models import Study
from studies.planning import add_study
from studies.retention.deleting import delete_study
from studies.retention.due import Kept, erase
from tests.files import contents_of
from webapp.settings import NAMES, Settings

PURPOSE = b"contact"


def row_of(session: Session, study: Study) -> WrappedKey:
    return session.exec(select(WrappedKey).where(WrappedKey.study_id == study.id)).one()


def from_before(session: Session, study: Study) -> None:
    """As a study is that was there before studies had keys."""
    session.exec(update(WrappedKey).where(col(WrappedKey.study_id) == study.id).values(wrapped=None))
    session.commit()


def test_a_study_gets_a_random_key_that_the_database_holds_sealed(
    session: Session, study: Study, settings: Settings
) -> None:
    other = add_study(session, "Wmo")
    session.commit()

    keys = [opened_key(session, one.id).of(PURPOSE) for one in (study, other)]

    assert len({*keys}) == 2
    master = settings.key(NAMES)
    assert not {*keys} & {key_of_study(master, one.id, PURPOSE) for one in (study, other)}, "it follows from nothing"
    label = b"study %d" % study.id
    secret = Seal(installation_key(master, b"study keys")).opened(row_of(session, study).wrapped or b"", label)
    assert len(secret) == 32
    assert not any(secret in content for content in contents_of(settings.data_dir).values())


def test_a_wrapped_key_in_the_row_of_another_study_opens_nothing(session: Session, study: Study) -> None:
    other = add_study(session, "Wmo")
    row_of(session, study).wrapped = row_of(session, other).wrapped
    session.flush()

    with pytest.raises(KeyDoesNotFit):
        opened_key(session, study.id)


def test_a_study_from_before_is_opened_as_it_was(session: Session, study: Study, settings: Settings) -> None:
    from_before(session, study)
    master = settings.key(NAMES)

    key = opened_key(session, study.id)

    for purpose in (b"digest", b"words", b"seal", b"waiver", b"contact", b"respondent draft", b"call list", b"new"):
        assert key.of(purpose) == key_of_study(master, study.id, purpose)


def test_a_key_is_asked_for_once_and_only_when_something_is_sealed(
    session: Session, study: Study, asked: list[str]
) -> None:
    somebody = add_respondent(session, study, "ouder", {})
    session.commit()
    session.expire_all()
    study_id, _number = study.id, somebody.id
    asked.clear()

    vault = ContactVault(study_key(session, study_id))
    assert contact_of(session, vault, somebody) == Contact()
    assert [one for one in asked if "study_key" in one] == []

    save_contact(session, vault, somebody, "Wilma Jansen", "")
    ContactVault(study_key(session, study_id)).seal(somebody, Contact("Els"))
    assert len([one for one in asked if "FROM study_key" in one]) == 1


def test_what_was_rolled_back_is_asked_for_anew(session: Session, study: Study, engine: Engine) -> None:
    taken_back = add_study(session, "Toch niet")
    first = opened_key(session, taken_back.id).of(PURPOSE)
    session.rollback()

    again = add_study(session, "Toch wel")

    key = opened_key(session, again.id).of(PURPOSE)
    session.commit()
    with unit_of_work(engine, across=True) as other:
        assert opened_key(other, again.id).of(PURPOSE) == key != first


@pytest.mark.parametrize("is_from_before", [False, True])
def test_a_deleted_study_leaves_no_key(
    session: Session, study: Study, settings: Settings, engine: Engine, *, is_from_before: bool
) -> None:
    wrapped, number = row_of(session, study).wrapped, study.id
    session.commit()
    assert wrapped
    assert any(wrapped in content for content in contents_of(settings.data_dir).values()), "it is looked for well"
    if is_from_before:
        from_before(session, study)

    opened_key(session, number)
    delete_study(session, study)
    with pytest.raises(StudyKeyGone):
        opened_key(session, number)
    session.commit()
    session.close()

    assert not any(wrapped in content for content in contents_of(settings.data_dir).values())
    with unit_of_work(engine, across=True) as across, pytest.raises(StudyKeyGone, match="sleutel van dit onderzoek"):
        opened_key(across, number)


@pytest.mark.parametrize("is_from_before", [False, True])
def test_with_the_names_of_a_study_their_key_goes(
    session: Session, study: Study, settings: Settings, *, is_from_before: bool
) -> None:
    if is_from_before:
        from_before(session, study)
    wrapped, key = row_of(session, study).wrapped, opened_key(session, study.id).of(PURPOSE)

    erase(session, study, Kept.NAMES)
    session.commit()

    assert opened_key(session, study.id).of(PURPOSE) != key
    assert list(closed_studies(session, settings.key(NAMES))) == []
    session.close()
    assert not wrapped or not any(wrapped in content for content in contents_of(settings.data_dir).values())


def test_a_study_that_goes_with_its_row_alone_takes_its_key_along(session: Session, study: Study) -> None:
    """As what was left half built of a demonstration does."""
    session.delete(study)
    session.commit()

    assert session.exec(select(WrappedKey)).all() == []


def test_a_study_without_a_key_and_one_that_does_not_open_are_named(
    session: Session, study: Study, settings: Settings
) -> None:
    other = add_study(session, "Wmo", slug="wmo")
    assert list(closed_studies(session, settings.key(NAMES))) == []

    session.delete(row_of(session, study))
    row_of(session, other).wrapped = bytes(60)
    session.flush()

    missing, broken = closed_studies(session, settings.key(NAMES))
    assert missing.startswith("onderzoek ‘Jeugdhulp in Lindermeer 2026’ (jeugdhulp) heeft geen sleutel.")
    assert broken.startswith("de sleutel van onderzoek ‘Wmo’ (wmo) gaat niet open")
    assert all("Zet" in one and "reservekopie" in one for one in (missing, broken))

"""The wall between organisations, and durable sessions."""

import fcntl
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, SQLModel, func, select, update

from foundation.clock import now
from foundation.database import write_turn
from foundation.database.engine import (
    narrow,
    open_session,
    open_session_across_organisations,
    read_only,
    unit_of_work,
)
from foundation.database.many import add_many
from foundation.database.wall import NoOrganisation, OtherOrganisation
from foundation.database.write_turn import WriteTurnLate
from foundation.errors import NumberBeyondReach
from foundation.tables import Scoped
from studies.accounts.persons import add_organisation
from studies.models import Organisation, Study
from studies.planning import StudyUnknown, add_study, study_by_slug


@pytest.fixture
def other(engine: Engine) -> Organisation:
    with unit_of_work(engine, across=True) as session:
        organisation = add_organisation(session, "Gemeente Elders", "elders")
        session.expunge(organisation)
    return organisation


def test_another_organisation_cannot_find_a_study(engine: Engine, study: Study, other: Organisation) -> None:
    with open_session(engine, other.id) as session:
        assert session.exec(select(Study)).all() == []
        assert session.get(Study, study.id) is None
        assert session.exec(select(func.count()).select_from(Study)).one() == 0
        with pytest.raises(StudyUnknown):
            study_by_slug(session, study.slug)


def test_a_join_or_subquery_does_not_reach_over_the_wall(engine: Engine, study: Study, other: Organisation) -> None:
    with open_session(engine, other.id) as session:
        joined = select(Organisation.name, Study.title).join(Study, Study.organisation_id == Organisation.id)
        assert session.exec(joined).all() == []
        assert session.exec(select(Organisation).where(select(Study.id).exists())).all() == []


def test_a_bulk_update_changes_only_own_rows(engine: Engine, study: Study, other: Organisation) -> None:
    with unit_of_work(engine, other.id) as session:
        session.exec(update(Study).values(title="van ons"))
    with open_session(engine, study.organisation_id) as session:
        assert session.get_one(Study, study.id).title == study.title


def test_a_session_without_organisation_sees_no_scoped_rows(engine: Engine, study: Study) -> None:
    with open_session(engine, None) as session, pytest.raises(NoOrganisation):
        session.exec(select(Study)).all()
    with open_session(engine, None) as session:
        reached = select(Organisation.name).join(Study, Study.organisation_id == Organisation.id)
        assert session.exec(reached).all() == []


def test_a_row_of_another_organisation_cannot_be_written(session: Session, other: Organisation) -> None:
    session.add(Study(slug="x", title="X", organisation_id=other.id))
    with pytest.raises(OtherOrganisation):
        session.flush()


def test_a_new_row_gets_the_organisation_of_its_session(session: Session, organisation: Organisation) -> None:
    assert add_study(session, "Wmo 2026").organisation_id == organisation.id


def test_a_unit_of_work_that_fails_leaves_nothing(engine: Engine, organisation: Organisation) -> None:
    def fail_halfway() -> None:
        with unit_of_work(engine, organisation.id) as session:
            add_study(session, "Half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with open_session(engine, organisation.id) as session:
        assert session.exec(select(Study)).all() == []


def test_every_table_belongs_to_an_organisation_or_is_known_not_to() -> None:
    import webapp.tables  # noqa: F401  registers every table

    def tables_of(base: type[SQLModel]) -> set[str]:
        return {
            name
            for child in base.__subclasses__()
            for name in ([str(child.__tablename__)] if hasattr(child, "__mapper__") else []) + list(tables_of(child))
        }

    outside = set(SQLModel.metadata.tables) - tables_of(Scoped)
    assert outside == {
        *("organisation", "person", "sign_in", "sign_in_link", "half_sign_in", "email_change"),
        *("authenticator_app", "recovery_code", "passkey", "passkey_challenge", "provider_visit"),
        *("key_fingerprint", "attempts", "failed_sign_ins", "worker"),
    }


def test_asking_for_a_number_no_row_can_have_finds_nothing(session: Session, study: Study) -> None:
    with pytest.raises(NumberBeyondReach, match="bestaat niet"):
        session.exec(select(Study).where(Study.id == 10**30)).all()
    assert session.exec(select(Study.id)).all() == [study.id]


def test_what_only_reads_can_not_write(engine: Engine, study: Study) -> None:
    with (
        pytest.raises(DBAPIError, match=r"read-?only"),
        unit_of_work(read_only(engine), study.organisation_id) as session,
    ):
        session.get_one(Study, study.id).title = "Toch"
    with unit_of_work(engine, study.organisation_id) as session:
        session.get_one(Study, study.id).title = "Dit mag"
    with unit_of_work(read_only(engine), study.organisation_id) as session:
        assert session.get_one(Study, study.id).title == "Dit mag"


@pytest.mark.of_sqlite("a file beside the database says whose turn it is")
def test_who_writes_waits_in_line_over_threads_and_processes(engine: Engine, study: Study) -> None:
    file = Path(f"{engine.url.database}.turn")
    with unit_of_work(engine, study.organisation_id) as session:
        session.get_one(Study, study.id).title = "Eerst"
        session.flush()
        with file.open("w") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with file.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_who_waits_for_himself_hears_so_in_dutch(engine: Engine, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.05)
    with unit_of_work(engine, study.organisation_id) as session:
        session.get_one(Study, study.id).title = "Eerst"
        session.flush()
        with (
            pytest.raises(WriteTurnLate, match="nog niet bewaard"),
            unit_of_work(engine, study.organisation_id) as second,
        ):
            second.get_one(Study, study.id)
    with unit_of_work(engine, study.organisation_id) as session:
        assert session.get_one(Study, study.id).title == "Eerst"


def test_many_rows_at_once_are_of_the_sessions_organisation(
    engine: Engine, organisation: Organisation, other: Organisation
) -> None:
    rows = [{"title": "Een", "slug": "een", "organisation_id": other.id}, {"title": "Twee", "slug": "twee"}]
    with unit_of_work(engine, organisation.id) as session:
        whole = [{"question": "", "municipality": "", "created_at": now()} | row for row in rows]
        assert add_many(session, Study, whole) == 2
        assert add_many(session, Study, []) == 0
    with open_session(engine, organisation.id) as session:
        assert session.exec(select(Study.title).order_by(Study.title)).all() == ["Een", "Twee"]
    with open_session(engine, other.id) as session:
        assert session.exec(select(Study)).all() == []


def test_many_rows_of_nobody_are_refused(engine: Engine) -> None:
    with unit_of_work(engine, across=True) as session, pytest.raises(NoOrganisation):
        add_many(session, Study, [{"title": "Een", "slug": "een"}])


def test_who_writes_is_alone_in_the_organisation(engine: Engine, study: Study) -> None:
    """The second one reads after the first has stored, whatever the first one did."""
    read, begun = list[str](), threading.Event()

    def write_second() -> None:
        begun.set()
        with unit_of_work(engine, study.organisation_id) as session:
            read.append(session.get_one(Study, study.id).title)

    second = threading.Thread(target=write_second)
    with unit_of_work(engine, study.organisation_id) as session:
        session.get_one(Study, study.id)
        second.start()
        begun.wait()
        second.join(0.2)
        session.get_one(Study, study.id).title = "Van de eerste"
    second.join()
    assert read == ["Van de eerste"]


@pytest.mark.of_postgresql("SQLite has one writer")
def test_who_writes_holds_up_nobody_of_another_organisation(engine: Engine, study: Study, other: Organisation) -> None:
    with unit_of_work(engine, study.organisation_id) as session, unit_of_work(engine, other.id) as elsewhere:
        session.get_one(Study, study.id).title = "Hier"
        add_study(elsewhere, "Elders")
    with unit_of_work(engine, across=True) as session:
        assert sorted(session.exec(select(Study.title)).all()) == ["Elders", "Hier"]


def test_a_session_that_sees_one_organisation_already_keeps_what_it_wrote(engine: Engine, study: Study) -> None:
    with open_session_across_organisations(engine) as session:
        narrow(session, study.organisation_id)
        session.get_one(Study, study.id).title = "Geschreven"
        session.flush()
        narrow(session, study.organisation_id)
        session.commit()
    with unit_of_work(read_only(engine), study.organisation_id) as fresh:
        assert fresh.get_one(Study, study.id).title == "Geschreven"


def test_what_only_reads_sees_one_moment_and_waits_for_nobody(engine: Engine, study: Study) -> None:
    with unit_of_work(read_only(engine), study.organisation_id) as reader:
        title = reader.exec(select(Study.title)).one()
        with unit_of_work(engine, study.organisation_id) as session:
            session.get_one(Study, study.id).title = "Intussen"
            session.flush()
            assert reader.exec(select(Study.title)).one() == title
        assert reader.exec(select(Study.title)).one() == title


def test_a_number_out_of_reach_ends_no_transaction(engine: Engine, session: Session, study: Study) -> None:
    session.get_one(Study, study.id).title = "Eerst"
    session.flush()
    with pytest.raises(NumberBeyondReach):
        session.exec(select(Study).where(Study.id == 10**30)).all()
    session.commit()
    with unit_of_work(read_only(engine), study.organisation_id) as fresh:
        assert fresh.get_one(Study, study.id).title == "Eerst"


def test_what_the_database_refuses_is_not_told_in_the_error(session: Session, study: Study) -> None:
    """PostgreSQL says which value was there already."""
    slug = study.slug
    session.add(Study(slug=slug, title="Nog een"))
    with pytest.raises(IntegrityError) as refused:
        session.flush()
    told = "".join(traceback.format_exception(refused.value))
    assert "uq_study_slug" in told or "study.slug" in told
    assert f"({slug})" not in told

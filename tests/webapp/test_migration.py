"""The migrations give exactly the tables that the code describes."""

import re
import subprocess
import sys
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import JSON, CheckConstraint, Connection, Engine, column, inspect, literal_column, select, table
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import webapp.tables  # noqa: F401  registers every table
from coding.models import SegmentWords
from foundation.database.copied_tables import PointsNowhere, tables_are_copied
from foundation.database.engine import open_engine
from foundation.database.full_text import on_sqlite
from foundation.database.full_text.index import is_of_the_tables
from foundation.database.row_security import see_all
from studies.models import Study
from tests.databases.seeing import seeing_all
from webapp.migration import migrate
from webapp.settings import ROOT


def test_no_table_or_column_lacks_its_migration(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_of_the_tables}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine, asked: list[str]) -> None:
    migrate(engine)
    assert "PRAGMA foreign_key_check" not in asked, "it walks through every row"
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_of_the_tables})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_going_back_to_nothing_and_up_again_gives_the_same_tables(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection, tables_are_copied(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    ours = {table.name for table in SQLModel.metadata.sorted_tables}
    assert ours & set(inspect(engine).get_table_names()) == set()

    migrate(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_of_the_tables})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_an_unkeyed_digest_of_what_was_said_is_dropped(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0005")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO organisation (id, name, slug) VALUES (1, 'A', 'a')")
        connection.exec_driver_sql(
            "INSERT INTO study (id, organisation_id, slug, title, question, municipality, created_at)"
            " VALUES (1, 1, 's', 'S', '', '', '2026-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO interview (organisation_id, study_id, number, role, state, names_searched, file_name,"
            " content_digest, heading, notices, created_at)"
            " VALUES (1, 1, 1, '', 'CODING', true, '', 'of two names', '[]', '[]', '2026-01-01')"
        )
    migrate(engine)
    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT content_digest FROM interview").scalars().all() == [""]
    engine.dispose()


def test_what_only_second_coders_said_was_coded_becomes_their_own_end(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0003")
    with engine.begin() as connection:
        for statement in _TWO_CODED_INTERVIEWS:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with seeing_all(engine) as connection:
        states = connection.exec_driver_sql("SELECT id, state FROM interview ORDER BY id").all()
        ends = connection.exec_driver_sql("SELECT interview_id, person_id FROM coding_done").all()
    assert [tuple(row) for row in states] == [(1, "CODED"), (2, "CODING"), (3, "CODED")]
    assert [tuple(row) for row in ends] == [(2, 2)]
    engine.dispose()


# Person 1 is a researcher, 2 a second coder. Both coded interview 1, the second coder alone 2, and nobody 3.
_TWO_CODED_INTERVIEWS = [
    "INSERT INTO organisation (id, name, slug) VALUES (1, 'A', 'a')",
    "INSERT INTO study (id, organisation_id, slug, title, question, municipality, created_at)"
    " VALUES (1, 1, 's', 'S', '', '', '2026-01-01')",
    "INSERT INTO person (id, email, name) VALUES (1, 'l@a.nl', 'Lotte'), (2, 't@a.nl', 'Tariq')",
    "INSERT INTO membership (organisation_id, person_id, role) VALUES (1, 1, 'researcher'), (1, 2, 'second_coder')",
    "INSERT INTO code (id, organisation_id, study_id, name, name_key, definition, when_to_use, when_not, example,"
    " dimension, theme, position, created_at) VALUES (1, 1, 1, 'c', 'c', '', '', '', '', '', '', 0, '2026-01-01')",
    "INSERT INTO interview (id, organisation_id, study_id, number, role, state, names_searched, file_name,"
    " content_digest, heading, notices, created_at)"
    " VALUES (1, 1, 1, 1, '', 'CODED', true, '', '', '[]', '[]', '2026-01-01'),"
    " (2, 1, 1, 2, '', 'CODED', true, '', '', '[]', '[]', '2026-01-01'),"
    " (3, 1, 1, 3, '', 'CODED', true, '', '', '[]', '[]', '2026-01-01')",
    "INSERT INTO source (id, organisation_id, study_id, interview_id, revision, length)"
    " VALUES (1, 1, 1, 1, 0, 9), (2, 1, 1, 2, 0, 9), (3, 1, 1, 3, 0, 9)",
    'INSERT INTO segment (organisation_id, study_id, source_id, "start", "end", code_id, coder_id, quotation,'
    " created_at) VALUES (1, 1, 1, 0, 3, 1, 1, 'een', '2026-01-01'), (1, 1, 1, 0, 3, 1, 2, 'een', '2026-01-01'),"
    " (1, 1, 2, 0, 3, 1, 2, 'een', '2026-01-01')",
]


def test_topics_keep_places_and_no_words_also_in_what_undo_remembers(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0066")
    parts = [{"name": "Deel", "quotes": [_QUOTE], "parts": []}]
    lists = {"quotes": [_QUOTE], "stretches": [[1, 0, 3]], "parts": parts, "revisions": {}}
    lists |= {"words": [], "maybe": [], "ties": []}
    counts = {"position": 0, "segments": 1, "interviews": 1, "x": 0.5, "y": 0.5, "created_at": "2026-01-01"}
    changed = [{"table": "topic", "id": 7, "before": {"parts": parts}, "after": {"parts": []}}]
    record = {"area": "codebook:1", "label": "l", "undone": False, "moment": "2026-01-01", "operations": changed}
    with engine.begin() as connection:
        for statement in _TWO_CODED_INTERVIEWS:
            connection.exec_driver_sql(statement)
        _insert(connection, "topic", {"id": 7, "name": "t", **lists, **counts})
        _insert(connection, "change_record", {"id": 1, **record})
    migrate(engine)
    with seeing_all(engine) as connection:
        typical, kept = connection.exec_driver_sql("SELECT CAST(typical AS TEXT), CAST(parts AS TEXT) FROM topic").one()
        (remembered,) = connection.exec_driver_sql("SELECT CAST(operations AS TEXT) FROM change_record").one()
    assert typical == "[[1, 0, 3]]"
    assert "geheim" not in kept + remembered
    assert '"typical": [[1, 0, 3]]' in kept
    assert '"typical": [[1, 0, 3]]' in remembered
    engine.dispose()


_QUOTE = {"source_id": 1, "start": 0, "end": 3, "text": "geheim"}


def _insert(connection: Connection, name: str, values: dict[str, Any]) -> None:
    values = {"organisation_id": 1, "study_id": 1, **values}
    columns = [column(key, JSON if isinstance(one, list | dict) else None) for key, one in values.items()]
    connection.execute(table(name, *columns).insert().values(**values))


def test_what_waits_to_be_read_again_still_waits(new_database: str) -> None:
    """The table is copied on SQLite."""
    engine = open_engine(new_database)
    migrate(engine, "0027")
    with engine.begin() as connection:
        for statement in _A_STEP_THAT_WAITS:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with seeing_all(engine) as connection:
        query = (
            "SELECT id, journey_id, step_id, deleted_id, interview_id, was_ground, CAST(texts AS TEXT) FROM to_reread"
        )
        rows = [tuple(row) for row in connection.exec_driver_sql(query).all()]
    assert rows == [(7, 1, None, 1, None, 1, '["journey:title"]')]
    engine.dispose()


_A_STEP_THAT_WAITS = [
    *_TWO_CODED_INTERVIEWS[:2],
    "INSERT INTO deleted_interview (id, organisation_id, study_id, number, is_taken_back, deleted_at, words_left)"
    " VALUES (1, 1, 1, 4, false, '2026-01-01', '[]')",
    "INSERT INTO persona (id, organisation_id, study_id, name, about, portrait) VALUES (1, 1, 1, 'Riet', '', '')",
    "INSERT INTO journey (id, organisation_id, slug, study_id, persona_id, title, introduction, how_made, glossary,"
    " created_at) VALUES (1, 1, 'r', 1, 1, 'R', '', '[]', '[]', '2026-01-01')",
    "INSERT INTO to_reread (id, organisation_id, journey_id, deleted_id, was_ground, texts)"
    """ VALUES (7, 1, 1, 1, true, '["journey:title"]')""",
]


def test_who_had_no_name_is_called_by_the_address_and_stays_signed_in(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0037")
    with engine.begin() as connection:
        for statement in _SOMEBODY_WITHOUT_A_NAME:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT name FROM person").scalars().all() == ["l@a.nl"]
        kept = connection.exec_driver_sql("SELECT started_at, last_seen_at, browser, system FROM sign_in").all()
        assert [[str(value)[:10] for value in row] for row in kept] == [["2026-01-01", "2026-01-01", "", ""]]
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql("UPDATE person SET name = ''")
    engine.dispose()


_SOMEBODY_WITHOUT_A_NAME = [
    "INSERT INTO organisation (id, name, slug, name_key, telephone, email, privacy_words, accessibility_statement)"
    " VALUES (1, 'A', 'a', 'a', '', '', '', '')",
    "INSERT INTO person (id, email, name) VALUES (1, 'l@a.nl', ' ')",
    "INSERT INTO membership (organisation_id, person_id, role) VALUES (1, 1, 'researcher')",
    "INSERT INTO sign_in (token_digest, person_id, organisation_id, started_at, expires_at)"
    " VALUES ('x', 1, 1, '2026-01-01', '2026-01-02')",
]


def test_the_command_that_writes_a_migration_knows_every_table() -> None:
    """Else it stops at the first reference to a table of another package."""
    names = "print(*(one.name for one in sqlmodel.SQLModel.metadata.sorted_tables))"
    names = f"import webapp.commands.make_migration, sqlmodel; {names}"
    told = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, cwd=ROOT, check=True)

    assert set(told.stdout.split()) >= {table.name for table in SQLModel.metadata.sorted_tables}


def test_a_word_that_is_not_from_its_list_is_refused_by_the_database(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0030")
    with engine.begin() as connection:
        for statement in _A_SUGGESTION:
            connection.exec_driver_sql(statement)

    migrate(engine)

    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT certainty FROM suggestion").scalars().all() == ["possible"]
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql("UPDATE suggestion SET certainty = 'surely'")
    engine.dispose()


_A_SUGGESTION = [
    *_TWO_CODED_INTERVIEWS[:2],
    "INSERT INTO source (id, organisation_id, study_id, revision, length) VALUES (9, 1, 1, 0, 5)",
    "INSERT INTO code (id, organisation_id, study_id, name, name_key, definition, when_to_use, when_not, example,"
    " dimension, theme, position, created_at) VALUES (9, 1, 1, 'W', 'w', '', '', '', '', '', '', 0, '2026-01-01')",
    'INSERT INTO suggestion (id, organisation_id, source_id, start, "end", study_id, code_id, rank, probability,'
    " certainty, quotation, state) VALUES (1, 1, 9, 0, 2, 1, 9, 1, 0.5, 'possible', 'En', 'PROPOSED')",
]


@pytest.mark.of_sqlite("PostgreSQL copies no table to change it")
def test_a_code_is_copied_with_all_that_hangs_on_it(new_database: str) -> None:
    """On SQLite, dropping the old table would take memos, drafts and suggestions along."""
    engine = open_engine(new_database)
    migrate(engine, "0032")
    with engine.begin() as connection:
        for statement in _A_CODE_IN_USE:
            connection.exec_driver_sql(statement)
        on_sqlite.create(connection, inspect(SegmentWords).local_table)
        before = _all_rows(connection)
        triggers = _triggers(connection)

    migrate(engine, "0039")

    with seeing_all(engine) as connection:
        assert _all_rows(connection) == before
        assert _triggers(connection) >= triggers != set()
        found = connection.exec_driver_sql("SELECT rowid FROM segment_words_index('een')")
        assert found.scalars().all() == [1, 2, 3]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        for wrong in ("code SET theme = 'x'", "code SET dimension = 'x'", "membership SET role = 'x'"):
            with pytest.raises(IntegrityError):
                connection.exec_driver_sql(f"UPDATE {wrong}")
        connection.exec_driver_sql("DELETE FROM code WHERE id = 2")
        assert connection.exec_driver_sql("SELECT text FROM memo ORDER BY id").scalars().all() == ["Vraag na."]
    engine.dispose()


def test_of_work_asked_for_twice_the_last_stays(new_database: str) -> None:
    """It is the one whose progress is shown. What is finished is no double."""
    engine = open_engine(new_database)
    migrate(engine, "0037")
    with engine.begin() as connection:
        for statement in _TWO_CODED_INTERVIEWS[:2]:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(
            "INSERT INTO job (id, kind, state, organisation_id, study_id, arguments, done, total, stage, message,"
            " attempt, created_at) VALUES (1, 'topics', 'DONE', 1, 1, '{}', 0, 0, '', '', 1, '2026-01-01'),"
            " (2, 'topics', 'RUNNING', 1, 1, '{}', 0, 0, '', '', 1, '2026-01-01'),"
            " (3, 'topics', 'WAITING', 1, 1, '{}', 0, 0, '', '', 0, '2026-01-01'),"
            " (4, 'suggestions', 'WAITING', 1, 1, '{}', 0, 0, '', '', 0, '2026-01-01')"
        )

    migrate(engine)

    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT id FROM job ORDER BY id").scalars().all() == [1, 3, 4]
    engine.dispose()


def _all_rows(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = ("code", "segment", "memo", "draft", "segment_words", "membership", "source")
    queries = {one: select(literal_column("*")).select_from(table(one)).order_by(literal_column("id")) for one in names}
    return {one: [tuple(row) for row in connection.execute(query)] for one, query in queries.items()}


def _triggers(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())


_A_CODE_IN_USE = [
    *_TWO_CODED_INTERVIEWS,
    "INSERT INTO code (id, organisation_id, study_id, parent_id, name, name_key, definition, when_to_use, when_not,"
    " example, dimension, theme, position, created_at) VALUES (2, 1, 1, 1, 'd', 'd', '', '', '', '', 'output',"
    " 'kwaliteit', 0, '2026-01-01')",
    "INSERT INTO memo (id, organisation_id, study_id, segment_id, code_id, text, person_id, moment)"
    " VALUES (1, 1, 1, 1, NULL, 'Vraag na.', 1, '2026-01-01'), (2, 1, 1, NULL, 2, 'Te ruim.', 1, '2026-01-01')",
    "INSERT INTO draft (id, organisation_id, study_id, person_id, code_id, typed, slip, over, moment)"
    """ VALUES (1, 1, 1, 1, 2, '{"example": "half"}', 'a', '{}', '2026-01-01')""",
    "INSERT INTO segment_words (id, organisation_id, words, stems)"
    " VALUES (1, 1, ' een ', ' een '), (2, 1, ' een ', ' een '), (3, 1, ' een ', ' een ')",
]


def test_what_the_models_refuse_the_migrated_database_refuses(engine: Engine) -> None:
    there = inspect(engine)
    for model in SQLModel.metadata.sorted_tables:
        wanted = {str(one.name) for one in model.constraints if isinstance(one, CheckConstraint) and one.name}
        assert {one["name"] for one in there.get_check_constraints(model.name)} >= wanted, model.name


@pytest.mark.of_sqlite("PostgreSQL refuses such a row at once")
def test_a_migration_that_leaves_a_row_pointing_nowhere_changes_nothing(engine: Engine, study: Study) -> None:
    with engine.connect() as connection, pytest.raises(PointsNowhere), tables_are_copied(connection):
        connection.exec_driver_sql("DELETE FROM organisation")

    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM organisation").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.of_sqlite("a sequence of PostgreSQL gives each number once")
def test_numbers_are_given_once_and_nothing_else_of_the_tables_changes(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0040")
    before = _made(engine)
    migrate(engine, "0041")
    after = _made(engine)
    engine.dispose()

    assert {name: _without_key(sql) for name, sql in before.items()} == {
        name: _without_key(sql) for name, sql in after.items()
    }
    assert not [sql for sql in after.values() if "PRIMARY KEY (id)" in sql and "FOREIGN KEY(id)" not in sql]


def _made(engine: Engine) -> dict[str, str]:
    """What every table, index and trigger was made by, but for what SQLite keeps itself."""
    query = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql <> '' AND name NOT LIKE 'sqlite%'"
    with seeing_all(engine) as connection:
        return dict(tuple(row) for row in connection.exec_driver_sql(query).all())


def _without_key(sql: str) -> str:
    plain = re.sub(r",?\s*CONSTRAINT \"?\w+\"? PRIMARY KEY( AUTOINCREMENT| \(id\))", "", sql)
    return " ".join(plain.replace('"', "").split())


def test_the_highest_number_that_a_study_gave_is_known_from_what_is_there(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0042")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO organisation (id, name, slug) VALUES (1, 'A', 'a')")
        connection.exec_driver_sql(
            "INSERT INTO study (id, organisation_id, slug, title, question, municipality, created_at)"
            " VALUES (1, 1, 's', 'S', '', '', '2026-01-01'), (2, 1, 't', 'T', '', '', '2026-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO respondent (organisation_id, study_id, number, role, attributes, created_at)"
            " VALUES (1, 1, 41, 'ouder', '{}', '2026-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO deleted_interview (organisation_id, study_id, number, is_taken_back, deleted_at, words_left)"
            " VALUES (1, 1, 15, false, '2026-01-01', '[]')"
        )
    migrate(engine)
    with seeing_all(engine) as connection:
        given = select(column("numbers_given", JSON)).select_from(table("study")).order_by(column("id"))
        assert connection.scalars(given).all() == [{"respondent": 41, "interview": 15}, {}]
    engine.dispose()


@pytest.mark.of_sqlite("a sequence of PostgreSQL gives each number once")
def test_no_row_gets_the_number_of_one_that_is_gone(engine: Engine) -> None:
    own = [one for one in SQLModel.metadata.sorted_tables if "id" in one.columns and not one.columns["id"].foreign_keys]
    with seeing_all(engine) as connection:
        query = select(table("sqlite_master", column("name"), column("sql")))
        made = {row.name: row.sql for row in connection.execute(query)}
    assert len(own) > 50
    assert [one.name for one in own if "AUTOINCREMENT" not in made[one.name]] == []


def test_everybody_keeps_their_role_in_every_study_of_their_organisation(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0039")
    with engine.begin() as connection:
        for statement in _TWO_ORGANISATIONS:
            connection.exec_driver_sql(statement)
    migrate(engine)
    with seeing_all(engine) as connection:
        rows = connection.exec_driver_sql("SELECT study_id, person_id, role FROM study_role ORDER BY 1, 2").all()
    assert [tuple(row) for row in rows] == [(1, 1, "researcher"), (1, 2, "second_coder"), (2, 1, "social_team")]
    engine.dispose()


def test_of_two_invitations_to_one_address_the_last_is_kept_on_the_way_back(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine, "0054")
    with seeing_all(engine) as connection:
        for statement in _TWO_ORGANISATIONS:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(_INVITED.format(1, "'researcher', NULL, 'a', '2026-01-02'"))
        connection.commit()
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection, tables_are_copied(connection):
        see_all(connection)
        connection.exec_driver_sql(_INVITED.format(1, "'social_team', 1, 'b', '2026-01-01'"))
        connection.exec_driver_sql(_INVITED.format(2, "'social_team', NULL, 'c', '2026-01-01'"))
        config.attributes["connection"] = connection
        command.downgrade(config, "0054")
        rows = connection.exec_driver_sql("SELECT token_digest FROM invitation ORDER BY 1").scalars().all()
    assert rows == ["a", "c"]
    engine.dispose()


_INVITED = (
    "INSERT INTO invitation (organisation_id, email, role, study_id, token_digest, made_at, expires_at)"
    " VALUES ({}, 'g@a.nl', {}, '2026-02-01')"
)

_TWO_ORGANISATIONS = [
    "INSERT INTO organisation (id, name, name_key, slug, telephone, email, privacy_words, accessibility_statement)"
    " VALUES (1, 'A', 'a', 'a', '', '', '', ''), (2, 'B', 'b', 'b', '', '', '', '')",
    "INSERT INTO study (id, organisation_id, slug, title, question, municipality, created_at)"
    " VALUES (1, 1, 's', 'S', '', '', '2026-01-01'), (2, 2, 't', 'T', '', '', '2026-01-01')",
    "INSERT INTO person (id, email, name) VALUES (1, 'l@a.nl', 'Lotte'), (2, 't@a.nl', 'Tariq')",
    "INSERT INTO membership (organisation_id, person_id, role)"
    " VALUES (1, 1, 'researcher'), (1, 2, 'second_coder'), (2, 1, 'social_team')",
]

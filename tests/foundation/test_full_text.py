"""What somebody types is found, whatever the engine; and what goes leaves the index and its pages."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session, SQLModel, col, select

from coding.codebook.changing import add_code
from coding.models import Segment, SegmentWords
from coding.retrieval.search import find_segments
from coding.segments import add_segment, remove_segment
from foundation.database.full_text.asked import asked
from foundation.database.full_text.index import Words, holds
from interviews.models import InterviewState
from interviews.retrieval.search import find_turns, searched
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source, TurnWords
from interviews.texts.offsets import Replacement
from studies.models import Study
from tests.factories import make_interview
from tests.files import contents_of
from webapp.migration import migrate
from webapp.settings import Settings

NAME = "Qxjzwü"
"""No other word has three such signs in a row."""
SAID = f"Mevrouw {NAME} belde mij op."
PARTS = ("qxj", "xjz", "jzw", "zwu")


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    """A text with a name in it, of which all is coded, beside others."""
    code = add_code(session, study.id, "Bellen")
    for number in range(30):
        other = make_interview(session, study, [("Ouder", f"Niemand belde mij op, {number} keer.", False)])
        add_segment(session, other.id, 0, 20, "Niemand belde mij op", code.id)
    source = make_interview(session, study, [("Ouder", SAID, False)])
    add_segment(session, source.id, 0, len(SAID), SAID, code.id)
    session.commit()
    return source


def found(session: Session, study: Study, typed: str) -> int:
    return find_segments(session, study.id, typed).total


def found_said(session: Session, study: Study, typed: str) -> int:
    """In how many turns it was said."""
    return find_turns(session, searched(session, study.id), asked(typed)).page.total


def left(settings: Settings) -> list[str]:
    """The parts of the name that are in a file of the database: the index holds no words, but all their parts."""
    contents = contents_of(settings.data_dir)
    files = b"".join(content for name, content in contents.items() if name.startswith("verhaallijn.db"))
    return [part for part in PARTS if part.encode() in files]


def test_a_name_that_is_replaced_is_found_no_more_and_in_no_page_of_the_index(
    settings: Settings, session: Session, study: Study, source: Source
) -> None:
    assert (found(session, study, NAME), found_said(session, study, NAME), left(settings)) == (1, 1, list(PARTS))
    replace_stretches(session, source, [Replacement(8, 8 + len(NAME), "[moeder]")])
    session.commit()
    assert (found(session, study, NAME), found(session, study, "mevrouw moeder belde")) == (0, 1)
    assert (found_said(session, study, NAME), found_said(session, study, "mevrouw moeder belde")) == (0, 1)
    assert left(settings) == []


def test_a_name_of_a_coding_that_went_before_it_was_replaced_is_in_no_page(
    settings: Settings, session: Session, study: Study, source: Source
) -> None:
    remove_segment(session, session.exec(select(Segment).where(Segment.source_id == source.id)).one())
    session.commit()
    assert found(session, study, NAME) == 0
    replace_stretches(session, source, [Replacement(8, 8 + len(NAME), "[moeder]")])
    session.commit()
    assert left(settings) == []


def test_a_name_that_still_stands_in_a_conversation_that_is_not_released_comes_in_no_index(
    settings: Settings, engine: Engine, session: Session, study: Study
) -> None:
    make_interview(session, study, [("Ouder", SAID, False)], InterviewState.NAMES)
    session.commit()
    migrate(engine)
    assert found_said(session, study, "belde mij op") == 0
    assert "qxj" not in left(settings), "only the text itself holds it, with its capital"


def test_a_conversation_that_is_deleted_takes_its_words_along(
    settings: Settings, session: Session, study: Study, source: Source
) -> None:
    session.delete(source)
    session.commit()
    assert (found(session, study, NAME), found_said(session, study, NAME), left(settings)) == (0, 0, [])


@pytest.mark.of_sqlite("PostgreSQL copies no table to change it")
@pytest.mark.parametrize("table", ["segment_words", "turn_words"])
def test_a_migration_that_copies_the_table_leaves_nothing_that_cannot_be_found(
    engine: Engine, session: Session, study: Study, source: Source, table: str
) -> None:
    """SQLite drops the triggers of a table that is copied, without a word; starting the program makes them again."""
    session.rollback()
    with engine.begin() as connection:
        before = _made_for(connection, table)
        with Operations(MigrationContext.configure(connection)).batch_alter_table(table, recreate="always"):
            pass
        assert _made_for(connection, table) == [], "else this test tests nothing"
    replace_stretches(session, source, [Replacement(8, 8 + len(NAME), "[moeder]")])
    session.commit()
    migrate(engine)
    with engine.connect() as connection:
        assert _made_for(connection, table) == before
    for ask in (found, found_said):
        assert (ask(session, study, NAME), ask(session, study, "moeder")) == (0, 1)


def test_every_table_of_words_has_what_the_engine_looks_in(engine: Engine) -> None:
    tables = [mapper.local_table.name for mapper in SQLModel._sa_registry.mappers if issubclass(mapper.class_, Words)]
    assert sorted(tables) == ["segment_words", "turn_words"]
    with engine.connect() as connection:
        for table in tables:
            wanted = [f"{table}_index_{change}" for change in ("delete", "insert", "update")]
            of = table.removesuffix("_words")
            searched = [f"ix_{of}_{column}_words_index" for column in ("stems", "words")]
            assert _made_for(connection, table) == (wanted if engine.dialect.name == "sqlite" else searched)


@pytest.mark.parametrize(("table", "ask"), [(SegmentWords, found), (TurnWords, found_said)])
def test_what_is_from_before_is_found_once_the_database_is_migrated(
    engine: Engine, session: Session, study: Study, source: Source, table: Any, ask: Callable[..., int]
) -> None:
    with engine.begin() as connection:
        connection.execute(table.__table__.delete())
    assert ask(session, study, "niemand") == 0
    session.rollback()
    migrate(engine)
    assert ask(session, study, "niemand") == 30


SYLLABLES = [
    "wa",
    "cht",
    "lij",
    "st",
    "en",
    "ge",
    "é",
    "ß",
    "ﬁ",
    "İ",
    "1e",
    "-",
    " ",
    ". ",
    "'s",
    "_",
    "%",
    "(",
    "ouder",
]


def test_the_index_finds_what_the_words_themselves_say(session: Session, study: Study) -> None:
    """The reference is the rule in Python; the same test holds on every engine."""
    chance = random.Random(5)  # noqa: S311  reproducible texts, no secret
    texts = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 12))) for _text in range(150)]
    code, rows = add_code(session, study.id, "Alles"), {}
    source = make_interview(session, study, [("Ouder", "\n".join(texts), False)])
    for place, said in enumerate(texts):
        row = Segment(
            study_id=study.id,
            source_id=source.id,
            start=place,
            end=place + 1,
            code_id=code.id,
            coder_id=session.info["person_id"],
            quotation=said,
        )
        session.add(row)
        session.flush()
        rows[row.id] = said
    for typed in [*texts, *("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _typed in range(150))]:
        wanted = asked(typed)
        if not wanted.phrase:
            continue
        query = select(Segment.id).where(col(Segment.id).in_(holds(session, SegmentWords, wanted)))
        expected = {row_id for row_id, said in rows.items() if wanted.stands_in(said)}
        assert set(session.exec(query).all()) == expected, typed


@pytest.mark.parametrize(
    ("typed", "said", "pieces"),
    [
        ("belde", "Ze belde me.", ["Ze ", "[belde]", " me."]),
        ("bellen", "Hij belde niet.", ["Hij ", "[belde]", " niet."]),
        ("prive", "Dat is prive\u0301, ja", ["Dat is ", "[prive\u0301]", ", ja"]),
        ("lijst", "De wachtlijst", ["De ", "[wachtlijst]"]),
        ("?", "Echt?", ["Echt?"]),
        ("ja", "Het jaar: ja", ["Het jaar: ", "[ja]"]),
    ],
)
def test_what_was_found_is_marked_in_the_words_as_they_were_said(typed: str, said: str, pieces: list[str]) -> None:
    marked = [f"[{piece}]" if is_found else piece for piece, is_found in asked(typed).pieces(said)]
    assert marked == pieces


def _made_for(connection: Connection, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :words ORDER BY name")
    else:
        query = text(
            "SELECT indexname FROM pg_indexes WHERE tablename = :words AND indexdef LIKE '%gin_trgm_ops%' ORDER BY 1"
        )
    return list(connection.execute(query, {"words": table}).scalars())

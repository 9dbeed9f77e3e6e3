"""Figures on who tells what: exact on small examples, every segment counted once, and blind to whom it must be."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from coding.codebook.changing import add_code
from coding.codebook.going import merge_codes
from coding.models import Code, Segment
from coding.retrieval.bars import bar_picture
from coding.retrieval.file import matrix_csv
from coding.retrieval.matrix import Level, Matrix, matrix_of
from coding.retrieval.pictures import matrix_picture
from coding.retrieval.query import find_coded, segment_total
from coding.retrieval.selection import CodingQuery, Selection
from coding.retrieval.shades import shade_of
from coding.segments import add_segment
from foundation.clock import today
from foundation.database.engine import open_session, unit_of_work
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.models import Source
from interviews.texts.sources import slice_of
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.conftest import SignInAs
from tests.factories import make_interview


@pytest.fixture
def session(session: Session) -> Session:
    session.expire_on_commit = False
    return session


@pytest.fixture
def second_coder(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@voorbeeld.nl", "Teun Tweede", Role.SECOND_CODER)
        across.expunge(person)
    return person


def _code(session: Session, source: Source, code: Code, *starts: int) -> None:
    for start in starts:
        add_segment(session, source.id, start, start + 3, slice_of(session, source.id, start, start + 3), code.id)


@pytest.fixture
def waiting(session: Session, study: Study) -> dict[str, Code]:
    """Told by a parent, a youth and a parent (a fourth conversation is not coded):

    Wachten 1 0 0 · under it Geen bericht 2 1 0 and Thuis zwaarder 0 0 1 · Luisteren 0 3 0.
    """
    top = add_code(session, study.id, "Wachten", theme="toegankelijkheid", dimension="output")
    silent = add_code(session, study.id, "Geen bericht", top)
    heavier = add_code(session, study.id, "Thuis zwaarder", top, dimension="uitkomst")
    heard = add_code(session, study.id, "Luisteren", theme="kwaliteit", dimension="tevredenheid")
    one, two, three, _uncoded = (
        make_interview(session, study, role=role) for role in ("ouder", "jongere", "ouder", "verzorger")
    )
    _code(session, one, top, 0)
    _code(session, one, silent, 4, 60)
    _code(session, two, silent, 4)
    _code(session, two, heard, 0, 10, 20)
    _code(session, three, heavier, 8)
    session.commit()
    return {code.name: code for code in (top, silent, heavier, heard)}


def _figures(matrix: Matrix) -> dict[str, tuple[int, ...]]:
    return {row.code.name: row.cells for row in matrix.rows}


def test_the_matrix_counts_segments_per_code_and_conversation(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    matrix = matrix_of(session, study.id)

    assert _figures(matrix) == {
        "Wachten": (1, 0, 0),
        "Geen bericht": (2, 1, 0),
        "Thuis zwaarder": (0, 0, 1),
        "Luisteren": (0, 3, 0),
    }
    assert matrix.column_sums == (3, 4, 1)
    assert (matrix.segments, matrix.without_segments, matrix.roles) == (8, 1, ("jongere", "ouder"))
    assert [row.depth for row in matrix.rows] == [0, 1, 1, 0]


def test_a_code_is_summed_with_the_codes_under_it_and_a_conversation_counts_once(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    top = matrix_of(session, study.id).rows[0]

    assert (top.segments, top.interviews) == (1, 1)
    assert (top.segments_below, top.interviews_below) == (5, 3)


def test_counted_by_main_code_every_segment_still_counts_once(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    matrix = matrix_of(session, study.id, level=Level.TOP)

    assert _figures(matrix) == {"Wachten": (3, 1, 1), "Luisteren": (0, 3, 0)}
    assert matrix.segments == 8


def test_a_role_leaves_the_conversations_of_that_role(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    matrix = matrix_of(session, study.id, Selection(role="ouder"))

    assert [one.number for one in matrix.interviews] == [1, 3]
    assert _figures(matrix)["Geen bericht"] == (2, 0)
    assert matrix.roles == ("jongere", "ouder"), "all roles stay to choose from"
    assert matrix.without_segments == 0, "the conversation without segments is of a carer"
    assert matrix_of(session, study.id, Selection(role="verzorger")).without_segments == 1


def test_a_code_has_the_theme_of_the_code_above_unless_it_says_otherwise(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    theme = matrix_of(session, study.id, Selection(theme="toegankelijkheid"))
    outcome = matrix_of(session, study.id, Selection(dimension="uitkomst"), Level.TOP)

    assert list(_figures(theme)) == ["Wachten", "Geen bericht", "Thuis zwaarder"]
    assert _figures(outcome) == {"Thuis zwaarder": (0, 0, 1)}, "its own top, as the code above is left out"


def test_the_most_used_codes_come_first_and_unused_ones_not_at_all(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    add_code(session, study.id, "Nooit genoemd")

    drawn = matrix_of(session, study.id).most_used(10)

    assert [row.code.name for row in drawn] == ["Geen bericht", "Luisteren", "Thuis zwaarder", "Wachten"]


TREES = st.lists(st.integers(-1, 5), min_size=1, max_size=6)
"""Per code, the place of its parent among those before it; what is not there is a top code."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, coded=st.sets(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 9)), max_size=25))
def test_rows_and_columns_have_the_same_sum_and_no_segment_is_lost(
    session: Session, study: Study, tree: list[int], coded: set[tuple[int, int, int]]
) -> None:
    session.rollback()
    codes: list[Code] = []
    depths: list[int] = []
    for place, above in enumerate(tree):
        fits = 0 <= above < place and depths[above] < 2
        codes.append(add_code(session, study.id, f"code {place}", codes[above] if fits else None))
        depths.append(depths[above] + 1 if fits else 0)
    sources = [make_interview(session, study) for _ in range(3)]
    chosen = {(source, code % len(codes), start) for source, code, start in coded}
    for source, code, start in chosen:
        _code(session, sources[source], codes[code], start)

    for level in Level:
        matrix = matrix_of(session, study.id, level=level)
        assert sum(matrix.column_sums) == sum(row.segments for row in matrix.rows) == _passages(chosen)
        for row in matrix.rows:
            assert row.segments <= row.segments_below
            assert row.interviews <= row.interviews_below <= len(matrix.interviews)


def _passages(chosen: set[tuple[int, int, int]]) -> int:
    """How many segments stretches of three characters make: with one code, those that overlap are one."""
    overlaps = {place for place in chosen if not chosen.isdisjoint({(*place[:2], place[2] - by) for by in (1, 2)})}
    return len(chosen - overlaps)


# What a second coder did


def test_what_a_second_coder_did_counts_nowhere(
    session: Session, study: Study, engine: Engine, second_coder: Person, waiting: dict[str, Code]
) -> None:
    alone = make_interview(session, study)
    session.commit()
    with unit_of_work(engine, study.organisation_id, second_coder.id) as theirs:
        _code(theirs, theirs.get_one(Source, 1), waiting["Luisteren"], 0, 4, 8)
        _code(theirs, theirs.get_one(Source, alone.id), waiting["Luisteren"], 0)

    assert _figures(matrix_of(session, study.id))["Luisteren"] == (0, 3, 0)
    assert find_coded(session, study.id, CodingQuery(code_id=waiting["Luisteren"].id)).total == 3


def test_a_second_coder_sees_their_own_coding_only(
    session: Session, study: Study, engine: Engine, second_coder: Person, waiting: dict[str, Code]
) -> None:
    session.rollback()
    with open_session(engine, study.organisation_id, second_coder.id) as theirs:
        _code(theirs, theirs.get_one(Source, 1), waiting["Luisteren"], 0, 4)

        assert _figures(matrix_of(theirs, study.id))["Luisteren"] == (2,)
        assert find_coded(theirs, study.id, CodingQuery()).total == 2


# The segments behind a number


def test_what_somebody_took_back_is_in_no_figure_no_list_and_no_file(
    client: FlaskClient, session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    interview = session.exec(select(Interview).where(Interview.role == "jongere")).one()
    respondent = add_respondent(session, study, "jongere")
    link_interview(session, respondent, interview)
    withdraw_from_study(session, respondent, today())

    matrix = matrix_of(session, study.id)
    assert [one.number for one in matrix.interviews] == [1, 3]
    assert (matrix.segments, matrix.without_segments, matrix.taken_back) == (4, 1, 1)
    assert matrix.roles == ("ouder",)
    assert [matrix_of(session, study.id, Selection(role=role)).taken_back for role in ("ouder", "jongere")] == [0, 1]
    found = find_coded(session, study.id, CodingQuery(code_id=waiting["Geen bericht"].id))
    assert (found.total, found.interviews) == (2, 1)
    assert segment_total(session, study.id) == 4
    session.commit()

    page = client.get("/onderzoeken/jeugdhulp/coderen/thema-overzicht/").text
    assert "4 fragmenten in 2 gesprekken met fragmenten." in page
    assert "1 gesprek telt niet meer mee: de toestemming is ingetrokken." in page
    assert "Gesprek 2" not in client.get("/onderzoeken/jeugdhulp/coderen/thema-overzicht/cijfers.csv").text
    assert "4 fragmenten, 4 codes" in client.get("/onderzoeken/jeugdhulp/").text


def test_behind_every_number_are_as_many_segments(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    for selection in (Selection(), Selection(role="ouder"), Selection(theme="toegankelijkheid")):
        matrix = matrix_of(session, study.id, selection)
        for row in matrix.rows:
            assert find_coded(session, study.id, CodingQuery(selection, row.code.id)).total == row.segments_below
            for interview, number in zip(matrix.interviews, row.cells, strict=True):
                asked = CodingQuery(selection, row.code.id, own_only=True, number=interview.number)
                assert find_coded(session, study.id, asked).total == number


def test_words_are_found_whatever_the_case_and_each_segment_leads_to_its_turn(
    session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    by_name = find_coded(session, study.id, CodingQuery(text="GEEN bericht"))
    assert (by_name.total, by_name.interviews) == (3, 2)
    assert [(one.found.interview.number, one.turn) for one in by_name.segments if one.found.interview] == [
        (1, 0),
        (1, 1),
        (2, 0),
    ]
    assert find_coded(session, study.id, CodingQuery(text="olifant")).total == 0


def test_a_long_list_is_shown_in_parts_in_one_order(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    def ids(**part: int) -> list[int]:
        return [one.found.segment.id for one in find_coded(session, study.id, CodingQuery(), **part).segments]

    assert ids(limit=3) + ids(limit=50, offset=3) == ids(limit=50)


def test_the_matrix_takes_as_many_queries_for_many_codes_as_for_few(
    session: Session, study: Study, asked: list[str], waiting: dict[str, Code]
) -> None:
    def queries() -> int:
        session.flush()
        asked.clear()
        matrix_of(session, study.id)
        find_coded(session, study.id, CodingQuery())
        return len(asked)

    queries()  # the study itself is read again after a commit
    few = queries()
    for number in range(12):
        source = make_interview(session, study)
        _code(session, source, add_code(session, study.id, f"code {number}"), 0, 5)

    assert queries() == few


# Picture and file


def test_the_picture_has_the_numbers_of_the_table(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    matrix = matrix_of(session, study.id)
    drawn = matrix.most_used(10)

    picture = matrix_picture(matrix, drawn)

    assert {row.row.code.name: tuple(cell.number for cell in row.squares) for row in picture.rows} == _figures(matrix)
    assert picture.steps == ((1, "1"), (2, "2"), (3, "3"))
    assert [bar.row.segments for bar in bar_picture(drawn).bars] == [3, 3, 1, 1]


@pytest.mark.parametrize("most", [1, 4, 5, 6, 23])
def test_more_segments_never_get_a_lighter_tint(most: int) -> None:
    shades = [shade_of(number, most) for number in range(most + 1)]

    assert shades == sorted(shades)
    assert shades[0] == 0
    assert set(shades[1:]) <= {1, 2, 3, 4, 5}


def test_the_file_opens_in_a_dutch_spreadsheet(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    content = matrix_csv(matrix_of(session, study.id))

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:5] == ["Code", "Niveau", "Gesprek 1", "Gesprek 2", "Gesprek 3"]
    assert rows[1] == ["Wachten", "1", "1", "0", "0", "1", "1", "5", "3"]
    assert rows[-1] == ["Alle codes", "", "3", "4", "1", "8", "3", "8", "3"]


@pytest.mark.parametrize("level", list(Level))
def test_the_level_in_the_file_is_that_of_the_codebook_whatever_is_chosen(
    session: Session, study: Study, waiting: dict[str, Code], level: Level
) -> None:
    matrix = matrix_of(session, study.id, Selection(dimension="uitkomst"), level)

    rows = list(csv.reader(io.StringIO(matrix_csv(matrix).decode("utf-8-sig")), delimiter=";"))

    assert rows[1][:2] == ["Thuis zwaarder", "2"]


def test_a_code_without_the_one_above_it_says_where_it_belongs(client: FlaskClient, waiting: dict[str, Code]) -> None:
    table = "/onderzoeken/jeugdhulp/coderen/thema-overzicht/?tel=hoofdcode"

    assert "onder ‘Wachten’" in client.get(f"{table}&dimensie=uitkomst").text
    assert "onder ‘Wachten’" not in client.get(table).text


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@som", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_a_spreadsheet_never_calculates_with_a_name(
    session: Session, study: Study, waiting: dict[str, Code], text: str
) -> None:
    matrix = matrix_of(session, study.id)
    for row in matrix.rows:
        row.code.name = text

    rows = list(csv.reader(io.StringIO(matrix_csv(matrix).decode("utf-8-sig"), newline=""), delimiter=";"))

    assert [row[0] for row in rows[1:-1]] == [f"'{text}"] * len(matrix.rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for row in rows for cell in row)


def test_a_sign_within_a_name_stays_as_it_is(session: Session, study: Study, waiting: dict[str, Code]) -> None:
    matrix = matrix_of(session, study.id)
    matrix.rows[0].code.name = "Geen =bericht; 'wel' \"brief\""

    rows = list(csv.reader(io.StringIO(matrix_csv(matrix).decode("utf-8-sig")), delimiter=";"))

    assert rows[1][0] == "Geen =bericht; 'wel' \"brief\""


# On screen


def test_the_page_says_conversations_and_never_percentages(
    client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/coderen/thema-overzicht/").text

    assert "8 fragmenten in 3 gesprekken met fragmenten." in page
    assert "1 gesprek heeft nog geen fragmenten en telt niet mee." in page
    assert "2 van de 3" in page
    assert "5, in 3 van de 3" in page
    assert "%" not in page.split("<main")[1]


def test_a_conversation_with_segments_is_told_apart_from_one_that_is_done(
    client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    """Three have segments, none is done: each figure says which of the two it counts."""
    figures = client.get(f"/onderzoeken/{study.slug}/coderen/thema-overzicht/").text
    overview = client.get(f"/onderzoeken/{study.slug}/").text

    assert "in 3 gesprekken met fragmenten." in figures
    assert "van 4 klaar<" in overview
    for page in (figures, overview):
        assert "gecodeerd gesprek" not in page
        assert "gecodeerde gesprekken" not in page


def test_the_sum_counts_the_conversations_in_which_what_is_chosen_was_told(
    client: FlaskClient, session: Session, study: Study, waiting: dict[str, Code]
) -> None:
    there = f"/onderzoeken/{study.slug}/coderen/thema-overzicht/?thema=kwaliteit"
    assert "3 fragmenten in 1 van 3 gesprekken met fragmenten." in client.get(there).text

    session.exec(delete(Segment).where(col(Segment.code_id) == waiting["Luisteren"].id))
    session.commit()

    page = client.get(there).text
    assert "Geen fragmenten bij deze keuze." in page
    assert "0 fragmenten" not in page


def test_the_bar_and_the_list_of_keys_say_the_same_of_a_key(
    client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/coderen/1").text

    bar = re.search(r"<kbd>J</kbd> <kbd>K</kbd> ([^<]+)</span>", page)
    in_list = re.search(r"<kbd>J</kbd> <kbd>K</kbd></th><td>([^<]+)</td>", page)
    assert bar
    assert in_list
    assert bar[1] == in_list[1]


def test_a_filter_holds_on_the_page_in_the_file_and_behind_a_number(
    client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    there = f"/onderzoeken/{study.slug}/coderen/thema-overzicht"
    page = client.get(f"{there}/?rol=ouder&thema=toegankelijkheid").text
    assert "4 fragmenten in 2 gesprekken met fragmenten." in page
    assert "Luisteren" not in page

    file = client.get(f"{there}/cijfers.csv?rol=ouder&thema=toegankelijkheid")
    assert file.mimetype == "text/csv"
    assert "Luisteren" not in file.text

    behind = client.get(f"{there}/fragmenten?rol=ouder&code={waiting['Geen bericht'].id}").text
    assert "2 fragmenten in 1 gesprek." in behind
    assert f"/onderzoeken/{study.slug}/coderen/1#beurt-2" in behind


def test_unknown_words_in_the_address_ask_for_nothing(
    client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/coderen/thema-overzicht/?thema=x&dimensie=y&tel=z")

    assert "8 fragmenten" in page.text


def test_before_anything_is_coded_the_page_says_how_to_begin(
    session: Session, client: FlaskClient, study: Study, waiting: dict[str, Code]
) -> None:
    session.exec(delete(Segment))
    session.commit()

    assert "Nog niets gecodeerd" in client.get(f"/onderzoeken/{study.slug}/coderen/thema-overzicht/").text


def test_the_social_team_reads_no_transcripts_here_and_has_no_tab_that_refuses(
    engine: Engine, organisation: Organisation, study: Study, sign_in_as: SignInAs
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        across.expunge(person)
    client = sign_in_as(person)

    for page in ("", "cijfers.csv", "fragmenten"):
        assert client.get(f"/onderzoeken/{study.slug}/coderen/thema-overzicht/{page}").status_code == 403
    assert "coderen/thema-overzicht" not in client.get(f"/onderzoeken/{study.slug}/maatregelen/").text


def test_a_code_that_is_gone_is_not_all_fragments(client: FlaskClient, session: Session, study: Study) -> None:
    gone, kept = add_code(session, study.id, "Stilte"), add_code(session, study.id, "Geen bericht")
    there = f"/onderzoeken/{study.slug}/coderen/thema-overzicht/fragmenten?code={gone.id}"
    merge_codes(session, gone, kept)
    session.commit()

    answer = client.get(there)

    assert answer.status_code == 404
    assert "Deze code is er niet meer" in answer.text
    assert "Alle fragmenten" not in answer.text

"""The same name, the same pseudonym; and nothing of the name without the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.finding.proposals import find_names
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.deidentification.replacing.stand_ins import stand_ins
from interviews.name_kinds import NameKind
from interviews.texts.offsets import Replacement, replace
from studies.keys.secret import key_from_before

KEY = bytes(range(32))


@pytest.fixture
def vault() -> PseudonymVault:
    return PseudonymVault(key_from_before(KEY, 1))


def deidentified(vault: PseudonymVault, text: str, rows: dict[str, HiddenName] | None = None) -> str:
    given = stand_ins(vault, text, find_names(text), rows or {})
    if rows is not None:
        rows |= {row.digest: row for row in given.new}
    return replace(text, given.replacements)[0]


def test_a_name_keeps_its_pseudonym_in_every_interview_of_a_study(vault: PseudonymVault) -> None:
    rows: dict[str, HiddenName] = {}
    first = deidentified(vault, "Toen kwam Yassin.", rows)

    assert deidentified(vault, "Toen kwam yassin.", rows) == first
    assert len(rows) == 1


def test_two_studies_share_no_row_of_the_same_name(vault: PseudonymVault) -> None:
    other = PseudonymVault(key_from_before(KEY, 2))

    assert vault.digest(NameKind.PERSON, "Yassin") != other.digest(NameKind.PERSON, "Yassin")


def test_capitals_accents_and_the_word_for_a_school_make_no_other_name(vault: PseudonymVault) -> None:
    assert vault.digest(NameKind.PERSON, "Yassín") == vault.digest(NameKind.PERSON, "yassin")
    assert vault.digest(NameKind.SCHOOL, "basisschool De Wilgen") == vault.digest(NameKind.SCHOOL, "de Wilgen")
    assert vault.digest(NameKind.PERSON, "de Vries") == vault.digest(NameKind.PERSON, "De Vries")


def test_rows_hold_no_name_in_clear_and_the_key_gives_it_back(vault: PseudonymVault) -> None:
    (row,) = vault.stand_in(NameKind.PERSON, "Yassin", {}).new

    assert b"assin" not in row.sealed
    assert "assin" not in row.digest + row.pseudonym
    assert vault.reveal(row) == "Yassin"


def test_another_key_or_another_study_reveals_nothing(vault: PseudonymVault) -> None:
    (row,) = vault.stand_in(NameKind.PERSON, "Yassin", {}).new

    for stranger in (PseudonymVault(key_from_before(bytes(32), 1)), PseudonymVault(key_from_before(KEY, 2))):
        with pytest.raises(KeyDoesNotFit, match="sleutel past niet"):
            stranger.reveal(row)


def test_a_row_moved_to_another_name_is_noticed(vault: PseudonymVault) -> None:
    (row,) = vault.stand_in(NameKind.PERSON, "Yassin", {}).new

    with pytest.raises(KeyDoesNotFit):
        vault.reveal(HiddenName("0" * 64, row.kind, row.pseudonym, row.sealed))


def test_places_and_schools_get_a_description_with_a_number(vault: PseudonymVault) -> None:
    text = "Hij woont in Tiel, werkt in Druten en zat op het Elzenbroek College in Tiel."

    assert deidentified(vault, text) == (
        "Hij woont in [plaats 1], werkt in [plaats 2] en zat op het [school 1] in [plaats 1]."
    )


def test_first_name_and_surname_of_one_person_stay_together(vault: PseudonymVault) -> None:
    rows: dict[str, HiddenName] = {}
    text = deidentified(vault, "Ik sprak Daan de Vries. Daan lachte. Toen zei meneer De Vries niks.", rows)
    names = {vault.reveal(row): row.pseudonym for row in rows.values()}

    first, last = names["Daan"], names["de Vries"]
    assert text == f"Ik sprak {first} {last}. {first} lachte. Toen zei meneer {last} niks."


def test_a_possessive_keeps_its_person_and_its_ending(vault: PseudonymVault) -> None:
    rows: dict[str, HiddenName] = {}
    deidentified(vault, "Toen kwam Daan.", rows)
    (row,) = rows.values()
    rows[row.digest] = HiddenName(row.digest, row.kind, "Hugo", row.sealed)

    assert deidentified(vault, "Dat was Daans fiets.", rows) == "Dat was Hugo's fiets."
    assert vault.stand_in(NameKind.PERSON, "Daan's", rows).text == "Hugo's"
    assert len(rows) == 1


def test_a_title_stays_and_the_person_is_the_same_without_it(vault: PseudonymVault) -> None:
    rows = {row.digest: row for row in vault.stand_in(NameKind.PERSON, "Opa Henk", {}).new}

    assert vault.stand_in(NameKind.PERSON, "Opa Henk", rows).text == f"Opa {next(iter(rows.values())).pseudonym}"
    assert vault.stand_in(NameKind.PERSON, "Henk", rows).new == ()


def test_a_pseudonym_is_never_a_name_of_the_text_nor_given_twice(vault: PseudonymVault) -> None:
    rows: dict[str, HiddenName] = {}
    for number in range(200):
        stand_in = vault.stand_in(
            NameKind.PERSON, f"Xavi{'abcdefghij'[number % 10] * (number + 1)}", rows, avoid={"hugo"}
        )
        rows |= {row.digest: row for row in stand_in.new}

    pseudonyms = [row.pseudonym for row in rows.values()]
    assert len(pseudonyms) == len(set(pseudonyms)) == 200
    assert "Hugo" not in pseudonyms
    assert "[persoon 1]" in pseudonyms


def test_a_replacement_outside_the_text_or_over_another_is_refused() -> None:
    for wrong in ([Replacement(0, 9, "x")], [Replacement(0, 3, "x"), Replacement(2, 4, "y")], [Replacement(1, 1, "x")]):
        with pytest.raises(ValueError, match="overlaps another"):
            replace("Daan", wrong)


def test_a_segment_around_a_name_grows_with_it() -> None:
    new, offsets = replace("Toen kwam Daan binnen.", [Replacement(10, 14, "[persoon 1]")])

    start, end = offsets.span(10, 21)
    assert new[start:end] == "[persoon 1] binnen"
    start, end = offsets.span(12, 13)
    assert new[start:end] == "[persoon 1]"


@st.composite
def texts_with_replacements(draw: st.DrawFn) -> tuple[str, list[Replacement]]:
    text = draw(st.text(max_size=60))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    stretches = zip(edges[::2], edges[1::2], strict=False)
    return text, [Replacement(start, end, draw(st.text(max_size=6))) for start, end in stretches]


@given(texts_with_replacements())
def test_what_is_not_replaced_stays_as_it_was(case: tuple[str, list[Replacement]]) -> None:
    text, replacements = case
    new, offsets = replace(text, replacements)

    edges = [0, *(edge for r in replacements for edge in (r.start, r.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        new_start, new_end = offsets.span(start, end) if start < end else (0, 0)
        assert new[new_start:new_end] == text[start:end]


@given(texts_with_replacements())
def test_places_keep_their_order(case: tuple[str, list[Replacement]]) -> None:
    text, replacements = case
    new, offsets = replace(text, replacements)

    starts = [offsets.start(old) for old in range(len(text) + 1)]
    ends = [offsets.end(old) for old in range(len(text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= place <= len(new) for place in starts + ends)


NAMES = ["Daan", "Fatima", "Kacper", "Marloes", "Hugo", "Iris", "Bas", "Daan de Vries", "Fatima el Amrani", "Bakker"]
SAID = ["en toen kwam", "zei tegen", "is boos op", "💙 belde", "ging met"]


@given(st.lists(st.tuples(st.sampled_from(SAID), st.sampled_from(NAMES)), min_size=1, max_size=12))
def test_a_deidentified_text_holds_no_original_name(said: list[tuple[str, str]]) -> None:
    text, findings = "", []
    for words, name in said:
        text += f"{words} "
        findings.append(Finding(len(text), len(text) + len(name), NameKind.PERSON, Clue.CAPITAL))
        text += f"{name}, "
    new, _ = replace(text, stand_ins(PseudonymVault(key_from_before(KEY, 1)), text, findings, {}).replacements)

    originals = {part for _, name in said for part in name.split() if part[0].isupper()}
    assert originals.isdisjoint(new.replace(",", "").split())

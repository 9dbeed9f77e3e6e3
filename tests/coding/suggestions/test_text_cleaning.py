from sqlmodel import Session

from coding.suggestions.text_cleaning import cleaned_texts, stand_ins_of
from interviews.deidentification.models import Pseudonym
from interviews.name_kinds import NameKind
from studies.models import Study


def _stand_in(session: Session, study: Study, kind: NameKind, pseudonym: str) -> None:
    session.add(Pseudonym(study_id=study.id, kind=kind, digest=pseudonym, pseudonym=pseudonym, sealed=b""))
    session.flush()


def test_notes_and_pseudonyms_do_not_tie_texts_together(session: Session, study: Study) -> None:
    for name in ("Willem", "Dokter Hoekstra"):
        _stand_in(session, study, NameKind.PERSON, name)

    bare = cleaned_texts(["Willems juf belde [lacht] terug. Hoekstra niet."], stand_ins_of(session, study.id))

    assert bare[0].split() == ["iemand", "juf", "belde", "terug.", "iemand", "niet."]


def test_a_stand_in_stands_for_its_kind(session: Session, study: Study) -> None:
    _stand_in(session, study, NameKind.SCHOOL, "[school 3]")
    _stand_in(session, study, NameKind.DATE, "In de herfst")
    _stand_in(session, study, NameKind.DETAIL, "[kenmerk 1]")

    told = "Op [school 3] speelde hij [kenmerk 1], in de herfst. In het begin ging dat goed."

    assert cleaned_texts([told], stand_ins_of(session, study.id)) == [
        "Op school speelde hij , datum. In het begin ging dat goed."
    ]


def test_an_ordinary_word_that_is_also_a_name_stays(session: Session, study: Study) -> None:
    _stand_in(session, study, NameKind.PERSON, "Roos")
    assert cleaned_texts(["een roos in de tuin"], stand_ins_of(session, study.id)) == ["een roos in de tuin"]

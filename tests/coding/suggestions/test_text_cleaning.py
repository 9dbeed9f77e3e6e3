from sqlmodel import Session

from coding.suggestions.text_cleaning import cleaned_texts, stand_ins_of
from interviews.deidentification.models import Pseudonym
from studies.models import Study


def test_notes_and_pseudonyms_do_not_tie_texts_together(session: Session, study: Study) -> None:
    for number, name in enumerate(("Willem", "[datum 3]", "Dokter Hoekstra")):
        session.add(Pseudonym(study_id=study.id, kind="person", digest=str(number), pseudonym=name, sealed=b""))
    session.flush()

    bare = cleaned_texts(["Willems juf belde [lacht] op [datum 3]. Hoekstra niet."], stand_ins_of(session, study.id))

    assert bare[0].split() == ["juf", "belde", "op", ".", "niet."]


def test_an_ordinary_word_that_is_also_a_name_stays(session: Session, study: Study) -> None:
    session.add(Pseudonym(study_id=study.id, kind="person", digest="1", pseudonym="Roos", sealed=b""))
    session.flush()
    assert cleaned_texts(["een roos in de tuin"], stand_ins_of(session, study.id)) == ["een roos in de tuin"]

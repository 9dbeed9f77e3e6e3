"""In which language a conversation was held, and what is proposed in another one."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import Suggestion
from coding.suggestions.as_coder.learning import learning_of
from coding.suggestions.as_coder.models import Learning
from coding.suggestions.judging.material import Coding, Conversation, Material
from coding.suggestions.judging.material import Spoken as Turn
from coding.suggestions.meaning import reading
from coding.suggestions.spoken_languages import SpokenLanguages, language_of, languages_in
from studies.models import Study
from tests.coding.suggestions.as_coder.coded_study import make_coded
from tests.coding.suggestions.as_coder.test_measuring import learn, page_of
from tests.factories import make_interview

DUTCH = (
    "We stonden heel lang op de wachtlijst en hoorden maandenlang helemaal niets van de gemeente. Toen heb ik zelf "
    "maar gebeld, en toen bleek dat onze aanmelding ergens was blijven liggen. Dat was voor ons gezin een zware tijd, "
    "want thuis werd het steeds moeilijker en niemand kon ons vertellen hoe lang het nog ging duren."
)
ENGLISH = (
    "We were on the waiting list for a very long time and heard nothing from the council for months. Then I called "
    "them myself and it turned out that our application had been left somewhere. It was a hard time for our family, "
    "because things at home became more difficult and nobody could tell us how much longer it would take."
)
GERMAN = (
    "Wir standen sehr lange auf der Warteliste und haben monatelang nichts von der Gemeinde gehört. Dann habe ich "
    "selbst angerufen, und es stellte sich heraus, dass unsere Anmeldung irgendwo liegen geblieben war. Das war für "
    "unsere Familie eine schwere Zeit, weil es zu Hause immer schwieriger wurde und niemand uns sagen konnte, wann."
)
TURKISH = (
    "Çok uzun süre bekleme listesindeydik ve aylarca belediyeden hiçbir haber almadık. Sonra kendim aradım ve "
    "başvurumuzun bir yerde kaldığı ortaya çıktı. Bu ailemiz için zor bir zamandı, çünkü evde her şey giderek daha zor "
    "oldu ve kimse bize daha ne kadar süreceğini söyleyemedi. Okulda da kimse bize yardım etmedi, öğretmen bile."
)


def held(text: str, number: int = 1) -> Conversation:
    return Conversation(number, number, (Turn(0, text, False),), False)


@pytest.mark.parametrize(
    ("text", "language"), [(DUTCH, "nl"), (ENGLISH, "en"), (GERMAN, "de"), (TURKISH, "tr"), ("Ja. Nee hoor.", "")]
)
def test_the_language_is_that_of_the_dictionary_with_most_of_the_words(text: str, language: str) -> None:
    assert language_of(held(text)) == language


def test_what_the_interviewer_said_does_not_count() -> None:
    turns = Turn(0, DUTCH, True), Turn(1_000, ENGLISH, False)
    assert language_of(Conversation(1, 1, turns, False)) == "en"


def test_the_main_language_is_that_of_most_codings_and_too_little_text_is_in_it() -> None:
    conversations = held(DUTCH, 1), held(ENGLISH, 2), held(ENGLISH, 3), held("Yes.", 4)
    in_dutch = tuple(Coding(1, 0, 10, 1, "") for _number in range(3))

    assert languages_in(Material(conversations, (), in_dutch)) == SpokenLanguages("nl", {2: "en", 3: "en"})
    assert languages_in(Material(conversations, (), ())) == SpokenLanguages("en", {1: "nl"})
    assert languages_in(Material((), (), ())) == SpokenLanguages("nl", {})


def test_in_another_language_only_what_texts_mean_is_compared() -> None:
    spoken = SpokenLanguages("nl", {2: "en", 3: "uk"})
    assert spoken.may_propose_in(1, by_meaning=False)
    assert spoken.may_propose_in(2, by_meaning=True)
    assert not spoken.may_propose_in(2, by_meaning=False)
    assert not spoken.may_propose_in(3, by_meaning=True), "the encoder does not know it"


@pytest.mark.parametrize("has_encoder", [True, False])
def test_without_the_encoder_an_interview_in_another_language_gets_a_sentence_and_no_proposals(
    session: Session,
    study: Study,
    engine: Engine,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    has_encoder: bool,
) -> None:
    make_coded(session, study, interviews=3)
    dutch = make_interview(session, study, [("Ouder", DUTCH, False)])
    english = make_interview(session, study, [("Ouder", ENGLISH, False)])
    monkeypatch.setattr(reading, "encoder_is_here", lambda: has_encoder)

    learn(session, study, engine)

    proposed = set(session.exec(select(Suggestion.source_id)).all())
    assert dutch.id in proposed
    assert (english.id in proposed) is has_encoder
    assert (learning_of(session, study.id) or Learning()).languages == {str(english.id): "en"}
    page = page_of(session, client)
    assert "Gesprek 5 is in het Engels. De meeste codes leerde het programma in het Nederlands." in page
    assert ("Daarom staan er geen voorstellen." in page) is not has_encoder

"""A second coder stays blind until both are done, that moment is kept, and nobody is blind again after it."""

import pytest
from sqlmodel import Session

from coding.models import Draft
from studies.models import Study
from tests.coding import test_visibility
from tests.coding.test_visibility import Blind, _post, _rows, _say_done
from tests.journeys.making import make_journey

BASE = test_visibility.BASE
source, blind = test_visibility.source, test_visibility.blind


# What tells of the researchers' coding by another door


@pytest.mark.parametrize("page", ["voorbeeld", "voorbeeld.pdf"])
def test_a_second_coder_does_not_read_a_story_that_is_not_public(
    blind: Blind, session: Session, study: Study, page: str
) -> None:
    journey = make_journey(session, study)
    address = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/{page}"
    session.commit()

    assert blind.tariq.get(address).status_code == 403
    assert blind.anna.get(address).status_code == 200


def test_a_memo_on_a_colleagues_fragment_is_not_begun_either(blind: Blind, session: Session) -> None:
    _say_done(blind.tariq, blind.lotte)

    for client, other, name in ((blind.tariq, "lotte", "Lotte Veldman"), (blind.lotte, "tariq", "Tariq Bensaïd")):
        answer = _post(client, "1/concept", segment=blind.segments[other], typed={"text": "Zie ik dit goed?"})
        assert answer.status_code == 403
        assert name in answer.json["error"]
    assert _rows(session, Draft) == 0

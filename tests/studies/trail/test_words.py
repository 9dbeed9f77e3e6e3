"""Whatever the history can hold, somebody can read."""

import pytest

from interviews.respondents.models import Purpose
from studies.access import Role
from studies.models import CameBy
from studies.noted_changes import _OF_AGREEMENT, _OF_ORGANISATION, _OF_STUDY
from studies.trail.kinds import About, Group, Kind, kinds_of
from studies.trail.models import TrailEntry
from studies.trail.wording import detail_in_dutch, known_words, sentence_of


def test_every_kind_is_of_a_group_and_has_a_sentence() -> None:
    assert sorted(kind for group in Group for kind in kinds_of(group)) == sorted(Kind)
    assert all(group.dutch for group in Group)


def test_every_word_that_is_noted_has_a_meaning_in_dutch() -> None:
    enums = {one.value for kind in (Role, Purpose, CameBy) for one in kind}
    fields = {*_OF_ORGANISATION, *_OF_STUDY, *_OF_AGREEMENT}
    assert enums | fields | {"written", "second_step", "app", "passkey", "all", "password", "name"} <= known_words()
    assert detail_in_dutch("second_coder") == "tweede codeur"
    assert detail_in_dutch("name,email") == "naam, e-mailadres"


@pytest.mark.parametrize("about", list(About))
def test_what_is_gone_is_still_called_something(about: About) -> None:
    entry = TrailEntry(kind=Kind.CONVERSATION_ERASED.value, about=about.value, about_id=12)
    assert sentence_of(entry, {}).strip()

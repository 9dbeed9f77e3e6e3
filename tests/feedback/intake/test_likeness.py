"""Who is proposed as one person, and who never is."""

from datetime import date

import pytest

from feedback.intake.likeness import PeopleMet, are_near, plain_name
from feedback.intake.models import Alike
from feedback.people.contacts import Contact

BORN, OTHER_DAY = date(2011, 4, 12), date(2009, 1, 1)
SAM = Contact(name="Sam vd Voorbeeld", email="familie@voorbeeld.nl", postcode="6231 AB", born_on=BORN)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("S. van der Voorbeeld", "Sam vd Voorbeeld", True),
        ("Voorbeeld, Sam van der", "Sam Voorbeeld", True),
        ("mevr. J. Testman", "J. Testman-Bos", True),
        ("Aïsha Voorbeelt", "Aisha Voorbeeld", True),
        ("Kim Voorbeeld", "Sam Voorbeeld", False),
        ("K. Fictie", "C. Fictie", False),
        ("Sam Voorbeeld", "Sam Proefstra", False),
    ],
)
def test_names_are_near_as_people_write_them(one: str, other: str, is_near: bool) -> None:
    assert are_near(plain_name(one), plain_name(other)) is is_near


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Contact(name="K. Anders", email="familie@voorbeeld.nl"), Alike.EMAIL),
        (Contact(name="S. van der Voorbeeld", postcode="6231 AB", born_on=BORN), Alike.BIRTH),
        (Contact(name="Kim Voorbeeld", postcode="6231 AB", born_on=BORN), Alike.BIRTH),  # twins
        (Contact(name="Sam Voorbeeld", postcode="6231 AB", born_on=OTHER_DAY), Alike.NAME_AND_POSTCODE),
        (Contact(name="Lou Proefstra", postcode="6231 AB", born_on=BORN), None),
        (Contact(name="Kim Voorbeeld", postcode="6231 AB", born_on=OTHER_DAY), None),
        (Contact(name="Sam Voorbeeld", postcode="6231 CD", born_on=OTHER_DAY), None),
    ],
)
def test_somebody_is_proposed_for_a_reason(other: Contact, alike: Alike | None) -> None:
    met = PeopleMet[int]()
    met.add(1, SAM)

    assert met.alike(other) == ([(1, alike)] if alike else [])


def test_colleagues_with_nearly_one_name_are_proposed_and_who_shares_a_box_is_not() -> None:
    met = PeopleMet[int]()
    met.add(1, Contact(name="Jan Jansen", email="j.jansen@wijkteam.nl"))
    met.add(2, Contact(name="Ria Bos", email="info@wijkteam.nl"))

    assert met.alike(Contact(name="J. Jansen", email="jan.jansen@wijkteam.nl")) == [(1, Alike.NAME)]
    assert met.alike(Contact(name="J. Jansen", email="j.jansen@loket.nl")) == []
    assert met.alike(Contact(name="Ad Vos", email="info@wijkteam.nl")) == []

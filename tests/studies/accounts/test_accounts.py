"""Passwords, links, and being recognised."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from foundation.clock import now
from foundation.database.engine import open_session_across_organisations
from studies.access import Role
from studies.accounts.passwords import PasswordTooShort
from studies.accounts.persons import OrganisationExists, PersonExists, add_organisation, add_person
from studies.accounts.signed_in import recognise, sign_out
from studies.accounts.signing_in import LinkSpent, SignInFailed, make_link, recognise_password, sign_in, use_link
from studies.models import Membership, Organisation, Person, SignIn, SignInLink
from studies.organisation_meant import OrganisationUnknown, organisation_meant

PASSWORD = "een lange geheime zin"


@pytest.fixture
def across(engine: Engine) -> Iterator[Session]:
    with open_session_across_organisations(engine) as session:
        yield session


@pytest.fixture
def fatima(across: Session, organisation: Organisation) -> Person:
    return add_person(across, organisation, "Fatima@Voorbeeld.nl", "Fatima Aydın", Role.SECOND_CODER, PASSWORD)


def test_a_person_signs_in_with_any_capitals_in_the_address(across: Session, fatima: Person) -> None:
    token = sign_in(across, recognise_password(across, " FATIMA@voorbeeld.NL", PASSWORD)).token
    found = recognise(across, token)
    assert found is not None
    assert (found.person.name, found.role) == ("Fatima Aydın", Role.SECOND_CODER)


@pytest.mark.parametrize(("email", "password"), [("fatima@voorbeeld.nl", "anders"), ("niemand@voorbeeld.nl", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    across: Session, fatima: Person, email: str, password: str
) -> None:
    with pytest.raises(SignInFailed, match="horen niet bij elkaar"):
        recognise_password(across, email, password)


class CountingHasher(PasswordHasher):
    """The product's own, which tells how many passwords it was asked to check, against what kind of hash."""

    def __init__(self) -> None:
        super().__init__(time_cost=2, memory_cost=19_456, parallelism=1)
        self.checked: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.checked.append(str(hash).rpartition("$")[0].rpartition("$")[0])
        return super().verify(hash, password)


@pytest.mark.parametrize("email", ["fatima@voorbeeld.nl", "niemand@voorbeeld.nl", "zonder@voorbeeld.nl"])
def test_an_unknown_address_costs_as_much_work_as_a_known_one(
    dear_passwords: None,
    across: Session,
    organisation: Organisation,
    fatima: Person,
    monkeypatch: pytest.MonkeyPatch,
    email: str,
) -> None:
    add_person(across, organisation, "zonder@voorbeeld.nl", "Zonder wachtwoord", Role.RESEARCHER)
    hasher = CountingHasher()
    monkeypatch.setattr("studies.accounts.passwords._HASHER", hasher)

    with pytest.raises(SignInFailed):
        recognise_password(across, email, "een andere lange zin")

    assert fatima.password_hash is not None
    assert hasher.checked == [fatima.password_hash.rpartition("$")[0].rpartition("$")[0]]


def test_a_hash_of_before_is_made_anew_when_its_owner_signs_in(
    dear_passwords: None, across: Session, fatima: Person
) -> None:
    fatima.password_hash = before = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4).hash(PASSWORD)

    recognised = recognise_password(across, fatima.email, PASSWORD)
    sign_in(across, recognised)

    assert fatima.password_hash != before
    assert "m=19456,t=2,p=1" in str(fatima.password_hash)
    assert recognise_password(across, fatima.email, PASSWORD).rehashed is None
    with pytest.raises(SignInFailed):
        sign_in(across, recognised)


@pytest.mark.parametrize("said", ["lindermeer", "Lindermeer", " gemeente  LINDERMEER ", "Gemeente Lindermeer"])
def test_an_organisation_is_known_by_its_slug_and_by_its_name(
    across: Session, organisation: Organisation, said: str
) -> None:
    assert organisation_meant(across, said, may_be_new=True).id == organisation.id


def test_an_unknown_organisation_is_never_made_by_itself(across: Session, organisation: Organisation) -> None:
    with pytest.raises(OrganisationUnknown, match=r"Gemeente Lindermeer \(lindermeer\)"):
        organisation_meant(across, "Lindermere")
    assert organisation_meant(across, "Lindermere", may_be_new=True).name == "Lindermere"


def test_a_name_of_an_organisation_is_used_once(across: Session, organisation: Organisation) -> None:
    with pytest.raises(OrganisationExists):
        add_organisation(across, "gemeente LINDERMEER", "anders")
    across.add(Organisation(name="Weer een", name_key="gemeente lindermeer", slug="anders"))
    with pytest.raises(IntegrityError):
        across.flush()


def test_neither_password_nor_token_is_stored(dear_passwords: None, across: Session, fatima: Person) -> None:
    token = sign_in(across, recognise_password(across, fatima.email, PASSWORD)).token
    assert fatima.password_hash is not None
    assert fatima.password_hash.startswith("$argon2id$")
    assert across.exec(select(SignIn).where(SignIn.token_digest == token)).first() is None


def test_signing_out_makes_the_cookie_worthless(across: Session, fatima: Person) -> None:
    token = sign_in(across, recognise_password(across, fatima.email, PASSWORD)).token
    sign_out(across, token)
    assert recognise(across, token) is None


def test_who_works_for_two_organisations_comes_in_at_the_first(across: Session, fatima: Person) -> None:
    first = across.exec(select(Membership.organisation_id).where(Membership.person_id == fatima.id)).one()
    other = add_organisation(across, "Gemeente Elders", "elders")
    across.add(Membership(organisation_id=other.id, person_id=fatima.id, role=Role.RESEARCHER))
    across.flush()

    came = use_link(across, make_link(across, fatima.id))

    assert came.person.id == fatima.id
    assert across.exec(select(SignIn.organisation_id)).all() == [first]


def test_a_link_works_once(across: Session, fatima: Person) -> None:
    link = make_link(across, fatima.id)
    assert recognise(across, use_link(across, link).token) is not None
    with pytest.raises(LinkSpent):
        use_link(across, link)


def test_a_link_grows_old(across: Session, fatima: Person) -> None:
    link = make_link(across, fatima.id)
    across.exec(select(SignInLink)).one().expires_at = now() - timedelta(seconds=1)
    with pytest.raises(LinkSpent):
        use_link(across, link)


def test_an_address_is_used_once_and_a_password_is_long(
    across: Session, organisation: Organisation, fatima: Person
) -> None:
    with pytest.raises(PersonExists):
        add_person(across, organisation, "fatima@voorbeeld.nl", "Iemand", Role.RESEARCHER)
    with pytest.raises(PasswordTooShort):
        add_person(across, organisation, "kort@voorbeeld.nl", "Kort", Role.RESEARCHER, "kort")


@pytest.mark.parametrize(
    "password", ["kleine vos17", "Zin met spaties, één ï en 🎈 " * 6, " met een spatie ervoor en erna "]
)
def test_a_password_is_of_any_signs_and_taken_as_it_was_typed(
    across: Session, organisation: Organisation, password: str
) -> None:
    add_person(across, organisation, "lang@voorbeeld.nl", "Lang", Role.RESEARCHER, password)
    assert recognise_password(across, "lang@voorbeeld.nl", password)
    for other in (password[:-1], password.swapcase(), f"{password} "):
        with pytest.raises(SignInFailed):
            recognise_password(across, "lang@voorbeeld.nl", other)

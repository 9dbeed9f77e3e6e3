"""The roles that people have in studies now, and how they are said where no one study is meant."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from foundation.dutch import _, counted, enumerated
from studies.access import Role
from studies.people.models import StudyRole


def roles_by_person(
    session: Session, organisation_id: int | None = None, person_id: int | None = None
) -> dict[int, list[Role]]:
    """Of everybody the role in each study that they work in; by the first role. Who has none has an empty list.

    Of all organisations that the session sees, or of one; of all people, or of one.
    """
    query = select(StudyRole.person_id, StudyRole.role).where(col(StudyRole.ended_at).is_(None))
    if organisation_id is not None:
        query = query.where(StudyRole.organisation_id == organisation_id)
    if person_id is not None:
        query = query.where(StudyRole.person_id == person_id)
    found: dict[int, list[Role]] = defaultdict(list)
    for number, role in session.exec(query).all():
        found[number].append(Role(role))
    order = list(Role)
    return defaultdict(list, {number: sorted(roles, key=order.index) for number, roles in found.items()})


def roles_in_words(roles: Sequence[Role]) -> str:
    """'onderzoeker in 1 onderzoek en sociaal team in 2 onderzoeken'. `roles`: one for each study."""
    return enumerated(_in_studies(roles)) if roles else _("in geen onderzoek")


def standing_in_words(standing: Role, roles: Sequence[Role]) -> str:
    """What somebody is in an organisation and its studies. `roles`: one for each study of theirs."""
    if standing is Role.GUEST:
        return roles_in_words(roles) if roles else _("geen rol")
    if all(one is standing for one in roles):
        return standing.dutch
    return enumerated([_("%(role)s bij de organisatie", role=standing.dutch), *_in_studies(roles)])


def _in_studies(roles: Sequence[Role]) -> list[str]:
    return [
        _("%(role)s in %(studies)s", role=role.dutch, studies=counted(roles.count(role), "onderzoek", "onderzoeken"))
        for role in dict.fromkeys(roles)
    ]
